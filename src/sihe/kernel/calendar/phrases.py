"""The refusals of the calendar in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "year_outside": _("日历只管%(first)s年到%(last)s年，请改日期。"),
        "day_name_missing": _("还没写名目，比如：国庆节。"),
        "day_source_missing": _("还没写依据，比如：哪一份通知。"),
        "day_not_set": _("这一天没有改过，不用恢复。"),
        "hours_order": _("时间不对。上班要早于下班，下午要晚于上午。"),
    }
)
