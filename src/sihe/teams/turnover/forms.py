"""Forms of leaving and handing over."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sihe.kernel.people.models import Person
from sihe.teams.appointments.queries import colleagues

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CHOOSE = {"required": _("请选一位。"), "invalid_choice": _("请从列表里选。")}


class BeginForm(forms.Form):
    """Who leaves, and the last day."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("谁离岗"), error_messages=CHOOSE, empty_label=None
    )
    last_day = forms.DateField(
        label=_("最后一天"), widget=DAY, error_messages={"required": _("请选一天。")}
    )

    def __init__(
        self, organisation: int, own: int, others: bool, *args: Any, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"person": own, "last_day": timezone.localdate()})
        super().__init__(*args, **kwargs)
        everybody = colleagues(organisation)
        person: Any = self.fields["person"]
        person.queryset = everybody if others else everybody.filter(pk=own)


class HandForm(forms.Form):
    """To whom, and which things; none chosen means all."""

    receiver = forms.ModelChoiceField(
        Person.objects.none(), label=_("交给谁"), error_messages=CHOOSE
    )
    item = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(
        self, organisation: int, person: int, ids: list[int], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        receiver: Any = self.fields["receiver"]
        receiver.queryset = colleagues(organisation, [person])
        item: Any = self.fields["item"]
        item.choices = [(one, "") for one in ids]
