"""The refusals of archives in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "passphrase_short": _("口令太短，至少%(least)s个字符。"),
        "not_empty": _("这里已经有内容了。存档只能读进空的系统。"),
        "archive_format": _("这不是四合的存档文件。请选对文件。"),
        "archive_passphrase": _("口令不对，或者文件开头坏了。"),
        "archive_damaged": _("文件不完整，或者有人改过。请重新取一份。"),
        "archive_newer": _("存档来自更新的版本%(version)s，先升级再读：%(what)s。"),
        "archive_unsound": _("存档里的内容对不上，什么都没有读进来。"),
        "index_key_differs": _("先去掉环境里的 SIHE_INDEX_KEY 设置，再读存档。"),
    }
)
