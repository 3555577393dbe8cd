"""The refusals of coming in, in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "wechat_taken": _("这个微信绑了别人的账号，请先在那边解开。"),
        "wechat_unknown": _("这个微信还没绑定，请先用单子登录再绑。"),
        "wechat_silent": _("微信没有答复，请再试，或用单子登录。"),
        "code_wrong": _("数字不对，或过了5分钟。可以再要一次。"),
        "pin_short": _("口令至少%(least)s位，别用同一个数字。"),
        "phone_unknown": _("居委会还没有您的电话，请先去登记。"),
        "pin_wrong": _("电话和口令对不上，请再看看。"),
    }
)
