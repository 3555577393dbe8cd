"""The form of an archive."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sihe.intelligence.archive.actions import PURPOSES, SHORTEST


class ArchiveForm(forms.Form):
    """What for, and the passphrase twice."""

    purpose = forms.ChoiceField(
        label=_("做什么用"),
        choices=list(PURPOSES.items()),
        error_messages={"required": _("请选一项。")},
    )
    passphrase = forms.CharField(
        label=_("口令"), help_text=_("至少12个字符。忘了就打不开，请另外记好。"), min_length=SHORTEST, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("还没写。"), "min_length": _("口令太短，至少%(limit_value)d个字符。")},
    )  # fmt: skip
    again = forms.CharField(
        label=_("再写一遍口令"), strip=False, error_messages={"required": _("还没写。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_again(self) -> Any:
        """Keep a slip of the hand from sealing everything for good."""
        again = self.cleaned_data["again"]
        if again != self.cleaned_data.get("passphrase", again):
            raise forms.ValidationError(_("两遍写得不一样。"))
        return again
