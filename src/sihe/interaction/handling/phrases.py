"""The refusals of dealing with a matter in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "not_answered_yet": _("这件事还没办好，办好了再请您评价。"),
        "review_in_past": _("复查日期要在今天以后。"),
        "not_in_organisation": _("这位不在你们单位，请从名单里选。"),
        "taken_already": _("%(name)s已经在办了。要换人，请分派人改。"),
        "open_parts": _("还有%(count)s件分头办的没办完。办完或写明免办再交。"),
        "part_of_part": _("这已经是分头办的一部分，不能再分。"),
        "no_part": _("这不是分头办的，不用免办。"),
        "merge_into_itself": _("不能和自己合并，请选另一件。"),
        "root_is_merged": _("那一件已经结束或并到别处，请选还在办的。"),
        "has_parts": _("有分头办的事不能合并，先办完分头的。"),
        "being_handed_over": _("正在转交，等对方答复或先收回。"),
        "others_wait": _("还有邻居也在等这件事，不能停下。"),
        "rated_already": _("这件事您评过了，谢谢您。"),
        "satisfaction_range": _("请从1分到5分里选一个。"),
        "reopen_too_late": _("过了%(days)s天，不能重开了。请再上报一次。"),
    }
)
