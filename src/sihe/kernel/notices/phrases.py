"""The refusals of notices in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "no_such_message": _("没有找到这一条，名单可能变了。刷新页面再看。"),
        "no_such_way": _("不知道是怎么告知的，请从按钮里选。"),
    }
)
