"""The few sentences the browser says by itself, handed to ``ui.js`` in the page's language."""

from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def phrases() -> SafeString:
    """Return the sentences as a JSON block that no browser runs."""
    said = {
        "copied": _("已复制，去群里粘贴"),
        "copyFailed": _("没复制上，请长按文字自己复制"),
        "draftBack": _("上次没写完的，已经放回来了"),
        "draftClear": _("清空重写"),
        "offline": _("网断了，写的都存在手机里，有网再按一次"),
        "sending": _("正在发出…"),
        "photoCount": _("已选 {count} 张"),
        "photoAlt": _("选好的照片 {number}"),
        "close": _("关闭"),
        "unit": _("数量"),
    }
    return json_script(said, "ui-phrases")
