"""The refusals of absence and turnover in words."""

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
        "left_already": gettext_lazy("离岗已经办结。"),
        "nothing_held": gettext_lazy("这些已经不在手上，刷新看看。"),
        "passing_gone": gettext_lazy("这些已经有了去处，不用签了。"),
        "still_held": gettext_lazy("还有%(count)s项没交：%(what)s。交完才能办结。"),
        "receiver_self": gettext_lazy("不能交给自己，请选同事。"),
        "receiver_foreign": gettext_lazy("%(name)s不在这家单位任职，请选同事。"),
        "receiver_leaving": gettext_lazy("%(name)s也在办离岗，请选别人。"),
        "receiver_away": instead(gettext_lazy("%(name)s在请假。")),
        "receiver_left": gettext_lazy("%(name)s已离岗，请交给别人。"),
        "item_wrong": gettext_lazy("名称要写，最多40字。"),
        "item_there": gettext_lazy("已有%(name)s，请换个名称，比如加编号。"),
        "item_retired": gettext_lazy("这件已停用。"),
        "not_in_person": gettext_lazy("要当面认过本人，再打勾。"),
        "account_closed": gettext_lazy("这个账号已停用，请先任职再开通。"),
        "vouched_already": gettext_lazy("你已确认过，请另一位同事来确认。"),
        "too_many_reissues": gettext_lazy("今天已重发%(most)s次，明天再来。"),
        "several_people": gettext_lazy("有几位同名，请写登录名。"),
        "nobody_of_name": gettext_lazy("没找到这个人，看看姓名或登录名。"),
    }
)
