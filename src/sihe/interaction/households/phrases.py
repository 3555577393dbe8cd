"""The refusals of households in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "purpose_missing": _("请选为什么要看，选了才能看。"),
        "no_such_person": _("没找到这个人，请从下面选。"),
        "household_unchanged": _("还没写，改哪样写哪样。"),
    }
)
