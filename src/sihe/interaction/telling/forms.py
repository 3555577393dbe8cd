"""One's own quiet hours."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.telling.queries import Quiet, bounds

WRONG = {"invalid_choice": gettext_lazy("超出了可选的钟点，请从列表里选。")}


class QuietForm(forms.Form):
    """From and until which full hour."""

    begins = forms.TypedChoiceField(
        label=gettext_lazy("晚上从几点"), coerce=int, error_messages=WRONG
    )
    ends = forms.TypedChoiceField(
        label=gettext_lazy("到早上几点"), coerce=int, error_messages=WRONG
    )

    def __init__(self, now: Quiet, data: Any = None) -> None:
        super().__init__(data, initial={"begins": now.begins, "ends": now.ends})
        within = bounds()
        for name, hours in (("begins", within.begins), ("ends", within.ends)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(hour, _("%(hour)s点") % {"hour": hour}) for hour in hours]
