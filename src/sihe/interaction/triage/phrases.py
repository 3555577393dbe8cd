"""The refusals and notices of triage in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.matters.states import triage_reason
from sihe.kernel.access.phrases import add_phrases
from sihe.kernel.notices.registry import add_wordings


def rule_broken(values: dict[str, Any]) -> str:
    """Name the category and what the matrix lacks for it."""
    told = {"category": values.get("category") or "", "why": triage_reason(values["reason"])}
    return _("权责清单要补：%(category)s，%(why)s。") % told


add_wordings({"rule_broken": rule_broken})

add_phrases(
    {
        "unknown_category": gettext_lazy("没有这一类，请从下面选。"),
        "place_unknown": gettext_lazy("没找到这个地方，请从下面选。"),
    }
)
