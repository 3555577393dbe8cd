"""The refusals of posts in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "title_missing": _("还没写名称。"),
        "name_too_long": _("太长了，最多%(most)s字。"),
        "kind_unknown": _("没有这一种，请重新选。"),
        "seats_wrong": _("名额要在1到%(most)s之间。"),
        "seats_held": _("还有%(held)s人在岗，名额不能比这少。"),
        "post_held": _("还有人在岗，先记下他们离开。"),
        "post_closed": _("这个岗位已经撤了。"),
        "part_taken": _("已经有%(name)s了。"),
        "part_in_use": _("还有岗位在这个委员会，先撤岗位。"),
        "part_elsewhere": _("这个委员会不在本单位。"),
        "place_missing": _("还没选负责哪几栋楼。"),
        "place_elsewhere": _("有一栋楼不在本社区，请重新选。"),
        "seat_held": _("这一席已经有人了，先记下原来的人离开。"),
        "person_missing": _("还没选人，也没写姓名。"),
        "person_twice": _("这个人已经在这个岗位上了。"),
        "birth_year_wrong": _("出生年看不懂，写四位数，比如1970。"),
        "too_young": _("要满%(least)s岁才能当选，这个人还不到。"),
        "term_order": _("任期不能比开始还早。"),
        "since_order": _("日期不能比上一次还早。"),
        "day_ahead": _("这一天还没到，到了再记。"),
        "holding_ended": _("这个人已经离开这一席了。"),
        "reason_wrong": _("还没选为什么。"),
    }
)
