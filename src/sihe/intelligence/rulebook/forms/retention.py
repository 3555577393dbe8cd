"""The form of one retention rule."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sihe.kernel.privacy.actions import MOST_DAYS


class RetentionForm(forms.Form):
    """How many days, and by what rule."""

    days = forms.IntegerField(label=_("保存天数"), min_value=1, max_value=MOST_DAYS)
    source = forms.CharField(label=_("依据"), max_length=200)
