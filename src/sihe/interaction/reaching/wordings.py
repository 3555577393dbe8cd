"""The words of the notices about bulletins."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.notices.registry import add_wordings

add_wordings({"bulletins.doors": _("《%(title)s》还有%(n)s户没确认，请上门告诉。")})
