"""The refusals of wishes to be counted to a household, in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "own_name_missing": _("还没写姓名。"),
        "own_name_long": _("姓名太长了，最多%(most)s字。"),
        "request_answered": _("这件事已经有人答复了。"),
        "not_confirmed": _("还没有人确认，请稍后再来看。"),
    }
)
