"""The refusals of numbers in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "no_such_number": _("没有这个数，请从列表里选。"),
        "number_range": _("要在1到%(most)s之间。"),
        "number_past": _("只能从今天或以后开始，过去的不改。"),
    }
)
