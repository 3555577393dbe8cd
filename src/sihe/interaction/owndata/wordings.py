"""The words of the notices about a resident's own data."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.notices.registry import add_wordings

add_wordings({"owndata.asked": _("%(what)s，反映人要求删除本人信息，%(day)s前答复。")})
