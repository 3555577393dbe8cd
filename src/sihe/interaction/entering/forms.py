"""What is typed to come in again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sihe.kernel.ui.inputs import PhoneField

NUMERIC = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class PhoneForm(forms.Form):
    """A phone to send a code to."""

    phone = PhoneField(
        label=_("手机号"), error_messages={"required": _("还没写手机号。")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip

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
