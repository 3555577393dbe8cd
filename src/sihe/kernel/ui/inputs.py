"""Form fields that several modules' forms share: photos at once, a phone, a moment, a day, some words."""

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


PHONE = re.compile(r"^(1\d{10}|0\d{9,11}|[2-9]\d{6,7})$")


class ManyFiles(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Photos, none to `most`; what they really are is checked where they are kept."""

    widget = ManyFiles(attrs={"accept": "image/*"})

    def __init__(self, *, most: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("照片"))
        kwargs.setdefault("required", False)
        self.most = most
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the photos as a list."""
        given = [
            super(PhotosField, self).clean(one, initial)
            for one in (data if isinstance(data, list | tuple) else [data])
            if one
        ]
        if len(given) > self.most:
            raise forms.ValidationError(_("最多%(most)d张照片，请少选几张。") % {"most": self.most})
        return given


def tidy_phone(text: str) -> str:
    """Return the digits of a phone number, however it was typed: full width, spaces, +86."""
    digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"^(\+|00)?86(?=1\d{10}$)", "", digits)


class PhoneField(forms.CharField):
    """A mobile or landline number, optional."""

    widget = forms.TextInput(
        attrs={
            "inputmode": "tel",
            "autocomplete": "tel",
            "placeholder": gettext_lazy("只有经办人能看到"),
        }
    )

    def clean(self, value: Any) -> str:
        """Return the number as digits."""
        phone = tidy_phone(str(value or ""))
        if phone and not PHONE.match(phone):
            digits = sum(c.isdigit() for c in phone)
            if phone.startswith("1") and phone.isdigit() and digits < 11:
                raise forms.ValidationError(_("电话少了%(n)d位，请再看看。") % {"n": 11 - digits})
            if phone.startswith("1") and phone.isdigit():
                raise forms.ValidationError(_("电话多了%(n)d位，请再看看。") % {"n": digits - 11})
            raise forms.ValidationError(_("电话看不懂，请只写数字。"))
        return phone


def words_field(
    label: "str | _StrPromise", *, missing: "str | _StrPromise" = "", most: int = 2000, rows: int = 3, **more: Any
) -> forms.CharField:  # fmt: skip
    """Return a field for own words; without `missing` (what to say when empty) it may stay empty."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("太长了，最多%(limit_value)d字，现在%(show_value)d字。"),
        },
        **more,
    )


def moment_field(
    label: "str | _StrPromise", *, required: bool = True, **more: Any
) -> forms.DateTimeField:
    """Return a field for a day with its time, picked by the browser's own calendar."""
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("请选日期和时间。"),
            "invalid": gettext_lazy("日期看不懂，请从日历里选。"),
        },
        **more,
    )


def day_field(label: "str | _StrPromise", *, required: bool = True, **more: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("请选日期。"),
            "invalid": gettext_lazy("日期看不懂，请从日历里选。"),
        },
        **more,
    )
