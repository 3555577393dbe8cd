"""The refusals of finding in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "too_many_finds": _("这个钟头查得太多了，过一会儿再查。"),
    }
)
