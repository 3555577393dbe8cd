"""How money, periods, powers and lateness are said."""

from datetime import date

from django.utils.translation import gettext as _

from sihe.interaction.disclosure.models import HEADINGS, Publication

HEADING_WORDS = dict(HEADINGS)


def yuan(fen: int) -> str:
    """Return an amount as people write it: 12,345.60; a sum below nothing has its sign in front."""
    sign = "−" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def heading_words(code: str) -> str:
    """Return a source or purpose in words."""
    return str(HEADING_WORDS.get(code, code))


def period_words(since: date | None, until: date | None) -> str:
    """Return a month (2026年10月), a quarter (2026年第3季度), or two days."""
    if since is None or until is None:
        return ""
    if (since.year, since.month) == (until.year, until.month):
        return _("%(year)d年%(month)d月") % {"year": since.year, "month": since.month}
    if since.month % 3 == 1 and until.month == since.month + 2 and since.year == until.year:
        return _("%(year)d年第%(n)d季度") % {"year": since.year, "n": until.month // 3}
    return _("%(year)d年%(month)d月到%(last)d月") % {
        "year": since.year, "month": since.month, "last": until.month,
    }  # fmt: skip


def published_words(one: Publication) -> str:
    """Return the period of a published account."""
    return period_words(one.since, one.until)


def power_chip(state: str) -> tuple[str, str]:
    """Return (tone, words) of how a power stands."""
    return {
        "expired": ("late", _("已到期")),
        "no_term": ("soon", _("没写期限")),
        "soon": ("soon", _("快到期")),
        "running": ("ok", _("在期限内")),
        "ended": ("plain", _("已收回")),
    }[state]
