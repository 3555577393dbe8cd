"""Requests of programs that look at a page before, or instead of, a person."""

import re
from typing import Final

from django.http import HttpRequest

PURPOSES: Final = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
AHEAD: Final = ("prefetch", "preview", "prerender")
# Whole names under which chat applications and search engines fetch a link to show what is behind it; whole,
# since a phone may be called CUBOT.
LOOKERS: Final = re.compile(
    r"\b(googlebot|bingbot|baiduspider|bytespider|sogou web spider|360spider|yisouspider|telegrambot|slackbot"
    r"|slack-imgproxy|twitterbot|discordbot|linkedinbot|facebookexternalhit|whatsapp|dingtalkbot|wechatbot"
    r"|bing ?preview|skypeuripreview)\b"
)


def looks_ahead(request: HttpRequest) -> bool:
    """Say whether a request looks like a prefetch or a preview of a link."""
    purposes = " ".join(request.headers.get(name, "") for name in PURPOSES).lower()
    agent = request.headers.get("User-Agent", "").lower()
    return any(word in purposes for word in AHEAD) or bool(LOOKERS.search(agent))
