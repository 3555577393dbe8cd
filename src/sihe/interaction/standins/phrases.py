"""The refusals of acting for another, in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "proxy_missing": _("代投票要书面委托。请带委托书到居委会登记。"),
        "not_a_child": _("这一位满14岁了，可以自己开通。"),
        "guardian_not_adult": _("监护人要满18岁。"),
        "not_oneself": _("自己的事不用代办，请换一位。"),
        "acts_missing": _("还没选可以代办什么。"),
        "until_wrong": _("请选今天以后的日子，最长%(most)s天。"),
    }
)
