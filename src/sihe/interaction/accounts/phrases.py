"""The refusals of residents' accounts in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "nobody_lives_here": _("这栋楼没有要发的户：都有人开通了，或开通单还没用。"),
        "slip_over": _("这张单子用过了或作废了，请刷新看看。"),
        "slip_wrong": _("单号和8位数字对不上，请看看单子。用过的要重发。"),
        "no_such_reason": _("请选手机丢了，还是换了号码。"),
        "identity_not_seen": _("请先见到本人，看过证件，再打勾。"),
        "not_here": _("现在住在这里的人里没有这一位。请找居委会核对。"),
        "too_young": _("不满14岁，由监护人代办。请找居委会登记监护人。"),
        "came_in_already": _("这一位已经开通了。手机丢了，请本人到居委会补办。"),
        "age_unsaid": _("请勾一下，已满14岁。不满的由监护人代办。"),
        "too_many_tries_here": _("试得太多了，过十分钟再来，或找居委会。"),
        "flat_unknown": _("没找到这个房号，请写全，比如：示例花园3号楼2单元501。"),
    }
)
