"""The refusals of keys and devices in words."""

from django.utils.translation import gettext_lazy

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "item_wrong": gettext_lazy("名称要写，最多40字。"),
        "item_there": gettext_lazy("已有%(name)s，请换个名称，比如加编号。"),
        "item_retired": gettext_lazy("这件已停用。"),
    }
)
