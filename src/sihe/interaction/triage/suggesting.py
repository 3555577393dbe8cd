"""Which category a report belongs to, with reasons in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.engines.suggestion import reasons
from sihe.engines.suggestion.categories import suggest as rank_categories
from sihe.engines.suggestion.history import CategoryHistory
from sihe.engines.suggestion.problem import Keyword, Reason
from sihe.engines.suggestion.rules import KeywordRules
from sihe.interaction.triage.models import Vocabulary
from sihe.kernel.journal.revisions import Kept, looked_up_once
from sihe.kernel.places.spots import Spot
from sihe.kernel.responsibilities.models import Category
from sihe.kernel.responsibilities.queries import categories, category_by_code, number

REVISION = "vocabulary"
SHOWN = 3
HEARD = {reasons.KEYWORDS, reasons.WORDS}  # what the text itself says; the rest is only habit


@dataclass(frozen=True)
class Proposal:
    """A category, its share of belief (0 to 1), why in words, and whether it may be taken without asking."""

    category: Category
    share: float
    reasons: tuple[str, ...]
    sure: bool


def suggest(text: str, spot: Spot, at: datetime, top: int = SHOWN) -> list[Proposal]:
    """Return at most `top` categories for a report, the likeliest first; empty when nothing is known."""
    with looked_up_once():
        history = _histories.get().get(spot.street or 0, CategoryHistory())
        found = rank_categories(
            history, text, str(spot.community or ""), top, hour=timezone.localtime(at).hour, rules=_rules.get()
        )  # fmt: skip
        least = number("triage.sure_percent").value / 100
        made = ((category_by_code(one.category), one) for one in found)
        return [
            Proposal(
                category, one.share, tuple(_words(one.reasons)),
                one.share >= least and any(r.code in HEARD for r in one.reasons),
            )
            for category, one in made if category is not None
        ]  # fmt: skip


def _load_histories() -> dict[int, CategoryHistory]:
    return {
        row.street_id: CategoryHistory.from_dict(row.counts) for row in Vocabulary.objects.all()
    }


def _load_rules() -> KeywordRules:
    return KeywordRules(
        {c.code: [Keyword(w, float(n)) for w, n in c.keywords.items()] for c in categories()}
    )


_histories: Kept[dict[int, CategoryHistory]] = Kept(REVISION, _load_histories)
_rules: Kept[KeywordRules] = Kept("responsibilities", _load_rules)


def _words(found: Iterable[Reason]) -> list[str]:
    said = []
    for reason in found:
        if reason.code == reasons.WORDS:
            continue  # pieces of two or three letters, not words; how many reports held them is said
        detail = reason.detail.replace(" ", "、")
        said.append(
            {
                reasons.KEYWORDS: _("提到“%(detail)s”"),
                reasons.SIMILAR_PAST: _("以前有%(detail)s件这样说的归这一类"),
                reasons.USUAL_HERE: _("本社区以前有%(detail)s件"),
                reasons.USUAL_HOUR: _("这个钟点常有，以前%(detail)s件"),
                reasons.USUAL: _("以前共有%(detail)s件"),
            }.get(reason.code, "%(detail)s")
            % {"detail": detail}
        )
    return said
