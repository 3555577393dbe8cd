"""What is typed to come in, to be counted to a household, and to let somebody act for one."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sihe.interaction.accounts.models import Reason
from sihe.interaction.accounts.queries import BALLOT, NOTICES, REPORT
from sihe.kernel.ui.inputs import PhoneField, PhotosField, day_field

NUMERIC = {"inputmode": "numeric", "autocomplete": "one-time-code"}
ACTS = [(REPORT, _("上报和跟进")), (NOTICES, _("看通知"))]


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


class PhoneForm(forms.Form):
    """A phone to send a code to."""

    phone = PhoneField(label=_("手机号"), error_messages={"required": _("还没写手机号。")})

    def clean_phone(self) -> str:
        """Ask for a number: here it may not stay empty."""
        phone: str = self.cleaned_data["phone"]
        if not phone:
            raise forms.ValidationError(_("还没写手机号。"))
        return phone


class CodeForm(PhoneForm):
    """The code that came to the phone."""

    digits = forms.CharField(
        label=_("6位数字"), max_length=20, widget=forms.TextInput(attrs=NUMERIC),
        error_messages={"required": _("还没写短信里的6位数字。")},
    )  # fmt: skip


class PinForm(PhoneForm):
    """A phone and the word of one's own."""

    word = forms.CharField(
        label=_("口令"), max_length=40, widget=forms.PasswordInput,
        error_messages={"required": _("还没写口令。")},
    )  # fmt: skip


class OwnPinForm(forms.Form):
    """The word that somebody chooses; empty takes it away."""

    word = forms.CharField(
        label=_("口令"), required=False, max_length=40,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"max_length": _("口令太长了，最多%(limit_value)d位。")},
    )  # fmt: skip


class JoinForm(forms.Form):
    """Where somebody says they live, and who they are."""

    where = forms.CharField(
        label=_("住在哪里"), max_length=80, error_messages={"required": _("还没写住在哪里。")},
        widget=forms.TextInput(attrs={"placeholder": _("比如：示例花园3号楼2单元501")}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("您的姓名"), max_length=40,
        error_messages={"required": _("还没写姓名。"), "max_length": _("姓名太长了，最多%(limit_value)d字。")},
    )  # fmt: skip
    phone = PhoneField(label=_("您的电话"), required=False)
    old_enough = forms.BooleanField(label=_("我已满14岁"), required=False)


class ActsForm(forms.Form):
    """What somebody may do for another, and until when."""

    acts = forms.MultipleChoiceField(
        label=_("可以代办什么"), choices=ACTS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("还没选可以代办什么。"), "invalid_choice": _("请从里面选。")},
    )  # fmt: skip
    until = day_field(_("代办到哪天"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = _in_a_quarter


class DeskActsForm(ActsForm):
    """An agreement before a witness."""

    acts = forms.MultipleChoiceField(
        label=_("可以代办什么"), choices=[*ACTS, (BALLOT, _("投票（要书面委托）"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("还没选可以代办什么。"), "invalid_choice": _("请从里面选。")},
    )  # fmt: skip
    where = forms.CharField(
        label=_("代办人住在哪里"), max_length=80, error_messages={"required": _("还没写住在哪里。")}
    )
    name = forms.CharField(
        label=_("代办人姓名"), max_length=40, error_messages={"required": _("还没写姓名。")}
    )
    paper = PhotosField(label=_("书面委托的照片"), most=1)
    seen = forms.BooleanField(label=_("本人在场，说了同意"), required=False)


class ReissueForm(forms.Form):
    """Why a slip is issued anew, and that who asks was seen."""

    reason = forms.ChoiceField(
        label=_("为什么补办"), widget=forms.RadioSelect,
        choices=[(r.value, r.label) for r in (Reason.LOST_PHONE, Reason.CHANGED_NUMBER)],
        error_messages={"required": _("请选手机丢了，还是换了号码。"), "invalid_choice": _("请从里面选。")},
    )  # fmt: skip
    phone = PhoneField(label=_("新号码"), required=False)
    seen = forms.BooleanField(label=_("见到本人，看过证件"), required=False)


def _in_a_quarter() -> date:
    return timezone.localdate() + timedelta(days=90)
