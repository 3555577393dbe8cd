"""The refusals of bulletins in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "title_missing": _("还没写标题。"),
        "bulletin_text_missing": _("还没写内容。"),
        "days_order": _("结束的日子早于开始，请改一改。"),
        "bulletin_until_past": _("结束的日子已经过了，请改一改。"),
        "audience_missing": _("还没选发给谁。"),
        "audience_outside": _("不归你们管，发不了：%(names)s。"),
        "audience_empty": _("选的范围里现在没有住户，请换个范围。"),
        "published_already": _("已经发布了，要改请用更正。"),
        "withdrawn_already": _("已经撤回了，请另写一份。"),
        "not_published": _("还没发布，或已经撤回。"),
        "why_missing": _("还没写原因，写一句就行。"),
        "bulletin_unchanged": _("和原来一样，没有要改的。"),
        "no_such_home": _("没找到您家，请从列表里再选。"),
        "several_homes": _("这里住着几家，请打电话告诉居委会。"),
        "too_many_homes": _("这里选了太多家，过一小时再来。"),
        "unknown_units": _("没找到：%(names)s。写法：3号楼2单元。"),
    }
)
