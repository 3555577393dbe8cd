"""The form of a new key or device."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sihe.teams.custody.models import ItemKind


class ItemForm(forms.Form):
    """What it is and what it is called."""

    kind = forms.ChoiceField(label=_("种类"), choices=ItemKind.choices)
    name = forms.CharField(
        label=_("名称"), max_length=40, error_messages={"required": _("还没写。")}
    )
