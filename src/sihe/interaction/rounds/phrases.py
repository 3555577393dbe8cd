"""The refusals of rounds in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "round_in_future": _("走访时间还没到，请再看看。"),
        "round_too_long": _("最多%(most)s字，请写短一些。"),
        "promise_no_day": _("答应了什么时候办，还没选日期。"),
        "promise_no_words": _("选了日期，还没写答应了什么。"),
        "promise_day_past": _("答应的日子已经过了，请选今天以后。"),
        "promise_ended": _("这件已经记过结果了。"),
        "promise_reason_missing": _("还没写原因，写一句就行。"),
        "nothing_marked": _("还没选需要什么，至少选一样。"),
        "contact_incomplete": _("紧急联系人要有称呼和电话。"),
        "not_living_here": _("本人现在不住这一户，不能在这里签。"),
        "consent_by_adult": _("本人不满%(age)s岁，请监护人签。"),
        "signed_in_future": _("签字日期还没到，请再看看。"),
        "signed_long_ago": _("这张签得太早，已经过期，请重新签。"),
        "no_sheet": _("还没有签字。拍下纸，或在屏幕上签。"),
        "consent_over": _("这份同意已经结束了。"),
        "nothing_kept_here": _("这一户没有留下走访的内容。"),
    }
)
