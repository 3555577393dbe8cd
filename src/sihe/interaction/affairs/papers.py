"""The poster for the notice board: A4, large type, with the way to the page."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.interaction.affairs.words import published_words, yuan
from sihe.kernel.ui.paper import printed, qr_svg
from sihe.kernel.ui.words import full

SHEET = Path(__file__).parent / "typst" / "poster.typ"
ITEMS = 8


def poster(told: dict[str, Any]) -> bytes:
    """Return the PDF of what a committee has published; `told` is the context of its page."""
    one, account = told["organisation"], told["account"]
    address = settings.PUBLIC_ADDRESS + reverse("affairs:committee", args=[one.pk])
    return printed(SHEET, {
        "title": one.name, "what": _("居务公开"), "made": full(timezone.now()), "qr": qr_svg(address),
        "scan": _("扫码看明细，有疑问可以问"), "members_title": _("成员和岗位"),
        "members": [[m["of"], m["title"], m["name"] or f"{m['empty']} {m['why']}"] for m in told["members"]],
        "account_title": _("账目 %(period)s（元）") % {"period": published_words(account)} if account else "",
        "sums": _sums(told) if account else [], "income": _lines(told.get("income")),
        "spending": _lines(told.get("spending")), "income_title": _("收入"), "spending_title": _("支出"),
        "trend_title": _("%(source)s占收入") % {"source": told["source_words"]},
        "trend": [[_("%(year)d年") % {"year": s.year}, f"{s.percent}%"] for s in told["shares"]],
        "powers_title": _("街道的权力"), "powers": [_power(p) for p in told["powers"]],
        "items_title": _("决定和公告"),
        "items": [[str(i["item"].day), i["item"].title] for i in told["items"] if not i["item"].withdrawn_at][:ITEMS],
    })  # fmt: skip


def _sums(told: dict[str, Any]) -> list[list[str]]:
    account = told["account"]
    return [
        [_("上期结余"), yuan(account.opening)], [_("收入"), yuan(account.income)],
        [_("支出"), yuan(account.spending)], [_("本期结余"), yuan(account.closing)],
    ]  # fmt: skip


def _lines(rows: list[tuple[str, str, int]] | None) -> list[list[str]]:
    return [[words, yuan(amount)] for _code, words, amount in rows or ()]


def _power(row: dict[str, Any]) -> list[str]:
    power = row["power"]
    term = str(power.until) if power.until else _("没写期限")
    return [power.words, power.ground, term, row["said"]]
