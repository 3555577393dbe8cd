"""The form of one number."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sihe.kernel.responsibilities.actions import MOST_VALUE
from sihe.kernel.ui.inputs import day_field


class NumberForm(forms.Form):
    """A value, the day from which it holds, and by what rule."""

    value = forms.IntegerField(label=_("改成多少"), min_value=1, max_value=MOST_VALUE)
    since = day_field(_("从哪天起"))
    source = forms.CharField(label=_("依据"), max_length=200)
