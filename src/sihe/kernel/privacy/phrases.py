"""The refusals of privacy in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "no_such_purpose": _("请选为什么要看，选了才能看。"),
        "nothing_to_reveal": _("这里没有留下这一项，或者已经到期删除。"),
        "words_too_long": _("说明最多%(most)s字，请写短一些。"),
        "days_range": _("保存天数要在1到36500之间。"),
        "source_missing": _("还没写依据，比如：哪一条规定。"),
        "no_such_rule": _("没有这种记录，请从列表里选。"),
    }
)
