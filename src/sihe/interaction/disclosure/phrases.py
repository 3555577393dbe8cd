"""The refusals of disclosure in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "amount_wrong": _("金额要大于0，最多两位小数。"),
        "heading_wrong": _("还没选来源或用途。"),
        "words_missing": _("还没写说明，写一句就行。"),
        "words_personal": _("不要写电话和身份证号，会公布出去。"),
        "words_too_long": _("太长了，最多%(most)s字。"),
        "entry_ahead": _("这一天还没到，到了再记。"),
        "period_published": _("%(until)s以前的账已经公布，请记在之后的日子。"),
        "entry_countered": _("这一笔已经冲销过了。"),
        "entry_is_counter": _("冲销不能再冲销，请重新记一笔。"),
        "opening_late": _("已经有账了，建账结余只能是第一笔。"),
        "period_wrong": _("只能公布已经过完的月或季。"),
        "nothing_to_publish": _("没有新的可公布。"),
        "same_person": _("记账和公布要两个人。请另一位同事来公布。"),
        "power_wrong": _("还没选是什么权力。"),
        "holder_wrong": _("不能是本单位自己，请选一个上级。"),
        "ground_missing": _("还没写依据，写明哪部法、第几条。"),
        "then_missing": _("还没写到期怎么办。"),
        "power_order": _("到期不能比开始还早。"),
        "power_over_already": _("已经收回或续过了。"),
        "item_missing": _("标题和内容都要写。"),
        "item_published": _("已经公布，不能改。请写一份更正。"),
        "item_not_published": _("还没公布，不用撤下。"),
        "item_withdrawn": _("已经撤下了。"),
        "item_corrected": _("已经更正过了，请更正最新的那份。"),
        "why_missing": _("还没写为什么，写一句就行。"),
    }
)
