"""The refusals of matters in words: why it cannot be done, and what can be done now."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.matters import states
from sihe.interaction.matters.states import triage_reason
from sihe.kernel.access.phrases import add_phrases


def _state(values: dict[str, Any]) -> str:
    return str(states.LABELS.get(values.get("state", ""), values.get("state", "")))


def wrong_state(values: dict[str, Any]) -> str:
    """Name the state that the matter has reached meanwhile."""
    return _("这件事现在是「%(state)s」，这一步办不了。先看看下面的经过。") % {
        "state": _state(values)
    }


def already_ended(values: dict[str, Any]) -> str:
    """Name the end, and the way on."""
    return _("这件事已经是「%(state)s」。要接着办，请先重开。") % {"state": _state(values)}


def still_unresolved(values: dict[str, Any]) -> str:
    """Say what is missing to find out who is accountable."""
    return _("还定不下归谁：%(why)s。改类别或地点再试。") % {"why": triage_reason(values["reason"])}


add_phrases(
    {
        "wrong_state": wrong_state,
        "already_ended": already_ended,
        "still_unresolved": still_unresolved,
        "text_missing": gettext_lazy("还没写内容，写一句就行。"),
        "text_too_long": gettext_lazy("太长了，最多%(most)s字，现在%(length)s字。"),
        "answer_missing": gettext_lazy("还没写怎么办的，写一句就行。"),
        "no_code_left": gettext_lazy("编号没排上，请再按一次。"),
    }
)
