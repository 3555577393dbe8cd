"""How posts are said: age bands, terms, vacancies, and what is wrong with the size of a committee."""

from datetime import date

from django.utils.translation import gettext as _

from sihe.kernel.responsibilities.queries import number
from sihe.teams.posts.models import Holding, PostKind, Seat
from sihe.teams.posts.queries import term_state


def band_words(code: str) -> str:
    """Return an age band in words."""
    return {
        "under_35": _("35岁以下"), "35_44": _("35到44岁"), "45_54": _("45到54岁"),
        "55_64": _("55到64岁"), "65_up": _("65岁以上"),
    }.get(code, _("没填"))  # fmt: skip


def term_words(holding: Holding | None, today: date) -> tuple[str, str]:
    """Return (tone, words) of a chip for the end of a term; empty words where nothing has to be done."""
    state = term_state(holding, today)
    if holding is None or holding.term_until is None or not state:
        return "plain", ""
    days = abs((holding.term_until - today).days)
    elected = holding.seat.post.kind == PostKind.ELECTED
    if state == "over" and elected:
        return "late", _("任期过了%(days)s天，还没换届") % {"days": days}
    if state == "over":
        return "late", _("期限过了%(days)s天，还没续") % {"days": days}
    return "soon", _("还剩%(days)s天到期") % {"days": days}


def vacancy_words(seat: Seat) -> str:
    """Return since when a seat is vacant and why."""
    return _("%(day)s起空着，%(why)s") % {
        "day": seat.vacant_since,
        "why": seat.get_vacant_why_display(),
    }


def size_words(fault: str, members: int) -> str:
    """Return what is wrong with the number of members, and by which article."""
    least, most = number("posts.members_least"), number("posts.members_most")
    if not fault:
        return ""
    return _("居委会要有%(least)s到%(most)s人，现在%(n)s人。") % {
        "least": least.value, "most": most.value, "n": members,
    }  # fmt: skip
