"""The refusals of the open interface in words."""

from django.utils.translation import gettext_lazy

from sihe.kernel.access.phrases import add_phrases

add_phrases({"key_name_missing": gettext_lazy("还没写这个密钥给谁用。")})
