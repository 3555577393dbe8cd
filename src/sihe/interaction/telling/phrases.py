"""The refusals of telling in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases({"quiet_out_of_bounds": _("超出了可选的钟点，请从列表里选。")})
