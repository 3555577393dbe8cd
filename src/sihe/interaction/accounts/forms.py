"""What is typed to come in with a slip, and at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sihe.interaction.accounts.models import Reason
from sihe.kernel.ui.inputs import PhoneField


class SlipForm(forms.Form):
    """The number of a slip and its eight digits."""

    number = forms.CharField(
        label=_("单号"), max_length=20, error_messages={"required": _("还没写单号，在单子上，6个字。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    digits = forms.CharField(
        label=_("8位数字"), max_length=20, error_messages={"required": _("还没写8位数字。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class WhoForm(SlipForm):
    """Who of the household comes in."""

    number = forms.CharField(max_length=20, widget=forms.HiddenInput)
    digits = forms.CharField(max_length=20, widget=forms.HiddenInput)
    person = forms.TypedChoiceField(
        label=_("您是哪一位"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("还没选您是哪一位。"), "invalid_choice": _("请从名单里选。")},
    )  # fmt: skip
    old_enough = forms.BooleanField(label=_("我已满14岁"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class ReissueForm(forms.Form):
    """Why a slip is issued anew, and that who asks was seen."""

    reason = forms.ChoiceField(
        label=_("为什么补办"), widget=forms.RadioSelect,
        choices=[(r.value, r.label) for r in (Reason.LOST_PHONE, Reason.CHANGED_NUMBER)],
        error_messages={"required": _("请选手机丢了，还是换了号码。"), "invalid_choice": _("请从里面选。")},
    )  # fmt: skip
    phone = PhoneField(label=_("新号码"), required=False)
    seen = forms.BooleanField(label=_("见到本人，看过证件"), required=False)
