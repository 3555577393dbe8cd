"""What the pages say when an act on places is refused."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "outline_wrong": _("范围画得不对。边线不能交叉，重画一次。"),
        "name_missing": _("名称要写，最多60个字。"),
        "name_taken": _("这里已有同名的地方。换个名称。"),
        "wrong_parent": _("上一级选得不对。从列表里重选。"),
        "sign_taken": _("这个楼牌码用过了。换一个。"),
        "number_wrong": _("房号要写，最多16个字。"),
        "number_taken": _("有的房号已经登记。去掉重复的再存。"),
    }
)
