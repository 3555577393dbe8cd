"""The refusals of leaves in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.kernel.access.phrases import add_phrases


def instead(words: Any) -> Any:
    """Return a phrase that names whom to ask instead, if there is somebody."""

    def said(values: dict[str, Any]) -> str:
        first = str(words) % values
        names = values.get("instead")
        return first + (_("可以请%(names)s。") % {"names": names} if names else "")

    return said


add_phrases(
    {
        "leave_in_past": gettext_lazy("从今天或以后开始，请改日期。"),
        "leave_too_long": gettext_lazy("一次最多%(most)s天，更久请办离岗交接。"),
        "leave_there": gettext_lazy("这段时间已经请过假了。"),
        "leave_over": gettext_lazy("这次请假已经结束。"),
        "no_mandate": gettext_lazy("这人在这家单位没有任职。"),
        "you_stand_in": gettext_lazy("这段时间要代%(absent)s，先换人代再请假。"),
        "deputy_away": instead(gettext_lazy("%(name)s那几天也请假。")),
        "deputy_leaving": instead(gettext_lazy("%(name)s正在办离岗。")),
        "deputy_foreign": instead(gettext_lazy("%(name)s那几天不在这家单位任职。")),
    }
)
