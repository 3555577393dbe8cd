"""The refusals of a resident's own data in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "page_is_old": _("这一页旧了，请看看新的再改。"),
        "nothing_kept": _("您的信息已经都删了。"),
        "contact_missing": _("还没写，改哪样写哪样。"),
        "name_too_long": _("称呼太长了，最多%(most)s字。"),
        "erased_already": _("已经删了，不用再答复。"),
        "reason_missing": _("还没写为什么先留着，写一句就行。"),
        "not_identified": _("编号和电话、查询码对不上，请看看回执。"),
        "too_many_tries": _("试得太多了，过十分钟再来。"),
        "desk_time_over": _("过了15分钟，请再核对一次。"),
    }
)
