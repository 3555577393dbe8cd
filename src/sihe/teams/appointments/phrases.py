"""The refusals of organisations, mandates and sign-ins in words."""

from django.utils.translation import gettext_lazy

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "organisation_wrong": gettext_lazy("名称或类别不对，请再看看。"),
        "area_or_compound": gettext_lazy("区域和小区只选一个。"),
        "section_wrong": gettext_lazy("科室名称要写，最多40字。"),
        "section_foreign": gettext_lazy("这个科室不在这家单位，请重选。"),
        "title_wrong": gettext_lazy("职务要写，最多40字。"),
        "until_before_since": gettext_lazy("到期早于开始，请改日期。"),
        "until_past": gettext_lazy("最早只能到昨天为止。"),
        "organisation_unused": gettext_lazy("这家单位已停用，请换一家。"),
        "mandate_there": gettext_lazy("这段时间已有同样的任职。"),
        "mandate_over": gettext_lazy("这项任职已经到期，不用再改。"),
        "not_passed_on": gettext_lazy("代来的职务不能再转给人代。"),
        "deputy_self": gettext_lazy("不能自己代自己，请选别人。"),
        "not_in_person": gettext_lazy("要当面认过本人，再打勾。"),
        "account_closed": gettext_lazy("这个账号已停用，请先任职再开通。"),
        "vouched_already": gettext_lazy("你已确认过，请另一位同事来确认。"),
        "too_many_reissues": gettext_lazy("今天已重发%(most)s次，明天再来。"),
        "several_people": gettext_lazy("有几位同名，请写登录名。"),
        "too_many_vouchings": gettext_lazy("试得太多了，过十分钟再来。"),
        "nobody_of_name": gettext_lazy("没找到这个人，看看姓名或登录名。"),
    }
)
