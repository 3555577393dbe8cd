"""The words of the notices about wishes to be counted to a household."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.notices.registry import add_wordings

add_wordings({"joining.asked": _("%(place)s有人申请入户，等你核实。")})
