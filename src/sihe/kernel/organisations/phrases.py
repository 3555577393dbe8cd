"""The refusals of organisations and mandates in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "organisation_wrong": _("名称或类别不对，请再看看。"),
        "area_or_compound": _("区域和小区只选一个。"),
        "section_wrong": _("科室名称要写，最多40字。"),
        "section_foreign": _("这个科室不在这家单位，请重选。"),
        "title_wrong": _("职务要写，最多40字。"),
        "until_before_since": _("到期早于开始，请改日期。"),
        "until_past": _("最早只能到昨天为止。"),
        "organisation_unused": _("这家单位已停用，请换一家。"),
        "mandate_there": _("这段时间已有同样的任职。"),
        "mandate_over": _("这项任职已经到期，不用再改。"),
        "not_passed_on": _("代来的职务不能再转给人代。"),
        "deputy_self": _("不能自己代自己，请选别人。"),
    }
)
