"""Chips: the smallest parts of a page. Colour never speaks alone: each chip has its word."""

from datetime import datetime

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sihe.kernel.ui import words

TONES = {"plain", "who", "wait", "late", "soon", "ok", "red", "orange", "yellow", "blue"}


def icon(name: str) -> SafeString:
    """Return an icon of the sprite ``ui/icons.svg``; decoration only, words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("ui/icons.svg"),
        name,
    )


def chip(text: str, tone: str = "plain", title: str = "", url: str = "") -> SafeString:
    """Return a chip of ``tone`` (one of ``TONES``), a link when ``url`` is given."""
    if tone not in TONES:
        raise ValueError(f"chip tone {tone!r} is none of {sorted(TONES)}")
    hover = format_html(' title="{}"', title) if title else ""
    if url:
        return format_html('<a class="chip {}" href="{}"{}>{}</a>', tone, url, hover, text)
    return format_html('<span class="chip {}"{}>{}</span>', tone, hover, text)


def person_chip(name: str, role: str = "", url: str = "") -> SafeString:
    """Return a person: icon, name and, if told, for whom he or she acts (居委会, 网格员)."""
    said = format_html('{}{}<span class="by">{}</span>', icon("person"), name, role)
    return _linked("chip person", said if role else format_html("{}{}", icon("person"), name), url)


def organisation_chip(name: str, part: str = "", lead: bool = False, url: str = "") -> SafeString:
    """Return an organisation and its part in the matter; ``lead`` marks the one accountable."""
    said = f"{name} {part}".strip() if part else name
    return chip(said, "who" if lead else "plain", url=url)


def place_chip(name: str, url: str = "") -> SafeString:
    """Return a place: pin and name (清华园小区 3号楼2单元)."""
    return _linked("chip place", format_html("{}{}", icon("pin"), name), url)


def _linked(classes: str, said: SafeString, url: str) -> SafeString:
    if url:
        return format_html('<a class="{}" href="{}">{}</a>', classes, url, said)
    return format_html('<span class="{}">{}</span>', classes, said)


def deadline_chip(
    due: datetime | None, now: datetime, done: datetime | None = None, before: str = ""
) -> SafeString:
    """Return time left in words, in the colour that goes with the words.

    ``done`` closes the deadline (按时办完 or 晚了 2 小时办完, both quiet). ``before`` stands in
    front (等您表态 还剩 1 天) and makes the chip wait unless it is late.
    """
    if due is None:
        return chip(_("没有时限"), "plain")
    if done is not None:
        said, tone = words.kept(due, done), "plain"
    else:
        tone, said = words.deadline(due, now)
        if before and tone != "late":
            tone = "wait"
    shown = f"{before} {said}" if before else said
    return format_html(
        '<time class="chip {}" datetime="{}" title="{}" data-full="{}">{}</time>',
        tone,
        words.local(due).isoformat(timespec="minutes"),
        words.full(due),
        words.full(due),
        shown,
    )


def moment(at: datetime, now: datetime) -> SafeString:
    """Return ``at`` as people say it, with the full date on hover and in print."""
    return format_html(
        '<time datetime="{}" title="{}" data-full="{}">{}</time>',
        words.local(at).isoformat(timespec="minutes"),
        words.full(at),
        words.full(at),
        words.when(at, now),
    )
