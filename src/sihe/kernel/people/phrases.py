"""The refusals of people in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "person_name_missing": _("姓名要写，最多40个字。"),
        "id_taken": _("这个身份证号已登记在别人名下。请核对。"),
        "no_such_field": _("这一项不能改。"),
        "lives_there": _("这个人已经登记住在这里。"),
        "spells_overlap": _("和已登记的居住时间重叠了。请核对日期。"),
        "ends_too_early": _("搬走的日期早于入住。请核对日期。"),
        "ended_already": _("这段居住已经结束了。"),
        "username_taken": _("这个登录名有人用了。换一个。"),
        "has_account": _("这个人已有登录账号。"),
    }
)
