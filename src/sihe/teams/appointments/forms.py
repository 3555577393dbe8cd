"""Forms of who is what for whom, and of a sign-in issued anew."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.models import Role
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.places.models import Area, Compound
from sihe.teams.appointments.queries import editable, places_for, roles_for

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NEEDED = {"required": _("还没写。")}
CHOOSE = {"required": _("请选一个。"), "invalid_choice": _("请从列表里选。")}


class GiveForm(forms.Form):
    """A person, what they are, for whom, where, from when to when."""

    who = forms.CharField(label=_("谁"), max_length=60, error_messages=NEEDED)
    username = forms.CharField(label=_("新登录名"), max_length=60, required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("哪家"), error_messages=CHOOSE, empty_label=None
    )
    role = forms.TypedChoiceField(label=_("角色"), coerce=int, error_messages=CHOOSE)
    title = forms.CharField(label=_("职务"), max_length=40, error_messages=NEEDED)
    place = forms.ChoiceField(label=_("管哪里"), required=False, error_messages=CHOOSE)
    since = forms.DateField(label=_("从"), widget=DAY, error_messages=NEEDED)
    until = forms.DateField(label=_("到"), widget=DAY, required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {"since": timezone.localdate(), "organisation": actor.organisation}
        )
        super().__init__(*args, **kwargs)
        organisations: Any = self.fields["organisation"]
        organisations.queryset = editable(actor)
        role: Any = self.fields["role"]
        role.choices = [(one.pk, one.name) for one in roles_for(actor)]
        place: Any = self.fields["place"]
        place.choices = [("", _("不限定地方")), *places_for(actor)]

    def given(self) -> dict[str, Any]:
        """Return what an appointment needs; only for a valid form."""
        told = dict(self.cleaned_data)
        kind, _dash, pk = told.pop("place").partition("-")
        told["role"] = Role.objects.get(pk=told["role"])
        told["area"] = Area.objects.get(pk=pk) if kind == "area" else None
        told["compound"] = Compound.objects.get(pk=pk) if kind == "compound" else None
        return told


class EndForm(forms.Form):
    """The last day of a mandate."""

    until = forms.DateField(label=_("最后一天"), widget=DAY, error_messages=NEEDED)


class VouchForm(forms.Form):
    """Who stands before one and cannot sign in."""

    who = forms.CharField(label=_("谁登录不了"), max_length=60, error_messages=NEEDED)
    in_person = forms.BooleanField(
        label=_("本人就在面前，我认得"), error_messages={"required": _("要当面认过本人，再打勾。")}
    )
