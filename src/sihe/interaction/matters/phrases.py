"""The refusals of matters in words: why it cannot be done, and what can be done now."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.matters import states
from sihe.interaction.matters.states import triage_reason
from sihe.kernel.access.phrases import add_phrases
from sihe.kernel.ui.words import full


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


def not_answered_yet(values: dict[str, Any]) -> str:
    """Say that the answer is still to come."""
    return _("这件事还没办好，办好了再请您评价。")


def later_than_parent(values: dict[str, Any]) -> str:
    """Name the deadline of the whole."""
    return _("整件事的时限是%(day)s，分头办的不能更晚。") % {"day": full(values["due"])}


def still_unresolved(values: dict[str, Any]) -> str:
    """Say what is missing to find out who is accountable."""
    return _("还定不下归谁：%(why)s。改类别或地点再试。") % {"why": triage_reason(values["reason"])}


add_phrases(
    {
        "wrong_state": wrong_state,
        "already_ended": already_ended,
        "not_answered_yet": not_answered_yet,
        "later_than_parent": later_than_parent,
        "still_unresolved": still_unresolved,
        "text_missing": gettext_lazy("还没写内容，写一句就行。"),
        "text_too_long": gettext_lazy("太长了，最多%(most)s字，现在%(length)s字。"),
        "answer_missing": gettext_lazy("还没写怎么办的，写一句就行。"),
        "due_in_past": gettext_lazy("时限要在现在以后，请改晚一些。"),
        "review_in_past": gettext_lazy("复查日期要在今天以后。"),
        "not_in_organisation": gettext_lazy("这位不在你们单位，请从名单里选。"),
        "taken_already": gettext_lazy("%(name)s已经在办了。要换人，请分派人改。"),
        "open_parts": gettext_lazy("还有%(count)s件分头办的没办完。办完或写明免办再交。"),
        "part_of_part": gettext_lazy("这已经是分头办的一部分，不能再分。"),
        "no_part": gettext_lazy("这不是分头办的，不用免办。"),
        "merge_into_itself": gettext_lazy("不能和自己合并，请选另一件。"),
        "root_is_merged": gettext_lazy("那一件已经结束或并到别处，请选还在办的。"),
        "has_parts": gettext_lazy("有分头办的事不能合并，先办完分头的。"),
        "being_handed_over": gettext_lazy("正在转交，等对方答复或先收回。"),
        "rated_already": gettext_lazy("这件事您评过了，谢谢您。"),
        "satisfaction_range": gettext_lazy("请从1分到5分里选一个。"),
        "reopen_too_late": gettext_lazy("过了%(days)s天，不能重开了。请再上报一次。"),
        "no_code_left": gettext_lazy("编号没排上，请再按一次。"),
    }
)
