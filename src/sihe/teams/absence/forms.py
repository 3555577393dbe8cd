"""The form of a leave."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.teams.appointments.queries import colleagues

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NEEDED = {"required": _("请选一天。"), "invalid": _("日期看不懂，请从日历里选。")}
CHOOSE = {"required": _("请选一位。"), "invalid_choice": _("请从列表里选。")}


class LeaveForm(forms.Form):
    """Who is away, who stands in, from when to when."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("谁请假"), error_messages=CHOOSE, empty_label=None
    )
    deputy = forms.ModelChoiceField(
        Person.objects.none(), label=_("谁代班"), error_messages=CHOOSE, empty_label=_("请选一位")
    )
    since = forms.DateField(label=_("从"), widget=DAY, error_messages=NEEDED)
    until = forms.DateField(label=_("到"), widget=DAY, error_messages=NEEDED)

    def __init__(
        self, organisation: Organisation, own: int, others: bool, *args: Any, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"person": own, "since": timezone.localdate()})
        super().__init__(*args, **kwargs)
        everybody = colleagues(organisation.pk)
        person: Any = self.fields["person"]
        person.queryset = everybody if others else everybody.filter(pk=own)
        deputy: Any = self.fields["deputy"]
        deputy.queryset = everybody


class DeputyForm(forms.Form):
    """Another colleague for the rest of a leave."""

    deputy = forms.ModelChoiceField(
        Person.objects.none(), label=_("换谁代"), error_messages=CHOOSE, empty_label=_("请选一位")
    )

    def __init__(self, organisation: int, besides: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputy: Any = self.fields["deputy"]
        deputy.queryset = colleagues(organisation, besides)
