"""WeChat in its own browser, where an office has a number of its own there; nobody needs it.

Only the openid is asked for (scope `snsapi_base`), and only a keyed hash of it is kept: no name, no picture.
"""

import json
import logging
import secrets
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from django.conf import settings

from sihe.kernel.privacy.crypto import blind_index

ASK = "https://open.weixin.qq.com/connect/oauth2/authorize"
WAIT_S, MOST_BYTES = 5, 20_000
log = logging.getLogger("sihe.accounts")


def is_on() -> bool:
    """Tell whether this installation has a WeChat number of its own."""
    return bool(settings.WECHAT_ID and settings.WECHAT_SECRET)


def new_state() -> str:
    """Return what only this browser's way back will bring, so that nobody else's answer counts."""
    return secrets.token_urlsafe(24)


def address_to_ask(back: str, state: str) -> str:
    """Return where WeChat asks who somebody is, and comes back from."""
    asked = {
        "appid": settings.WECHAT_ID, "redirect_uri": back, "response_type": "code",
        "scope": "snsapi_base", "state": state,
    }  # fmt: skip
    return f"{ASK}?{urlencode(asked)}#wechat_redirect"


def who_came(code: str) -> str:
    """Return the keyed hash of who came back with this code; empty where WeChat does not say, or is away.

    Called outside of any transaction; waits no longer than five seconds.
    """
    asked = {
        "appid": settings.WECHAT_ID, "secret": settings.WECHAT_SECRET, "code": code,
        "grant_type": "authorization_code",
    }  # fmt: skip
    address = f"{settings.WECHAT_ADDRESS}/sns/oauth2/access_token?{urlencode(asked)}"
    try:
        with urlopen(address, timeout=WAIT_S) as answer:  # the host comes from the settings alone
            told = json.loads(answer.read(MOST_BYTES))
    except (URLError, OSError, ValueError) as trouble:
        log.warning("WeChat did not answer: %s", type(trouble).__name__)
        return ""
    openid = told.get("openid") if isinstance(told, dict) else None
    return blind_index(f"wechat {openid}") if isinstance(openid, str) and openid else ""
