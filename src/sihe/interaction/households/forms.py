"""What is typed about a household: a visit, a consent, who moves in and out, what is put right."""

import binascii
from base64 import b64decode
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.rounds.models import (
    CONTACT_MOST,
    NOTE_MOST,
    PROMISE_MOST,
    REASON_MOST,
    Help,
    Met,
    RoundKind,
    Way,
)
from sihe.kernel.people.models import ResidenceKind
from sihe.kernel.privacy.rules import PURPOSES
from sihe.kernel.ui.inputs import PhoneField, PhotosField, day_field, words_field

PNG = "data:image/png;base64,"
DRAWN_MOST = 400_000  # characters of a signature drawn on the screen
OLDEST_PEOPLE = 130  # years
UNSEEN = forms.HiddenInput


class PurposeForm(forms.Form):
    """For what people are looked at."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("为什么要看"), choices=list(PURPOSES.items()), widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请选为什么要看，选了才能看。"),
            "invalid_choice": gettext_lazy("请选为什么要看，选了才能看。"),
        },
    )  # fmt: skip


class RoundForm(forms.Form):
    """A visit, filled in on the doorstep: two taps suffice."""

    token = forms.UUIDField(widget=UNSEEN, initial=uuid4)
    kind = forms.ChoiceField(
        label=gettext_lazy("为什么去"), choices=RoundKind.choices, widget=forms.RadioSelect,
        initial=RoundKind.ROUTINE, error_messages={"required": gettext_lazy("请选为什么去。")},
    )  # fmt: skip
    met = forms.ChoiceField(
        label=gettext_lazy("见到没有"), choices=Met.choices, widget=forms.RadioSelect,
        initial=Met.HOME, error_messages={"required": gettext_lazy("请选见到没有。")},
    )  # fmt: skip
    note = words_field(
        gettext_lazy("说了什么"), most=NOTE_MOST, rows=3,
        help_text=gettext_lazy("只写要办的事。不写病名，不写家事。"),
    )  # fmt: skip
    promise = words_field(gettext_lazy("答应了什么"), most=PROMISE_MOST, rows=2)
    due_on = day_field(gettext_lazy("哪天前办到"), required=False)


class ReasonForm(forms.Form):
    """How a promise ended."""

    reason = words_field(gettext_lazy("为什么没做到"), most=REASON_MOST, rows=2)


class ConsentForm(forms.Form):
    """What help is marked, who agreed, and the signed sheet: a photo of paper, or drawn on the screen."""

    token = forms.UUIDField(widget=UNSEEN, initial=uuid4)
    person = forms.TypedChoiceField(
        label=gettext_lazy("谁同意"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选是谁同意的。"),
                        "invalid_choice": gettext_lazy("请选是谁同意的。")},
    )  # fmt: skip
    marks = forms.MultipleChoiceField(
        label=gettext_lazy("需要什么"), choices=Help.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("还没选需要什么，至少选一样。")},
    )  # fmt: skip
    contact_name = forms.CharField(
        label=gettext_lazy("紧急联系人称呼"), required=False, max_length=CONTACT_MOST,
        error_messages={"max_length": gettext_lazy("太长了，最多%(limit_value)d字，现在%(show_value)d字。")},
    )  # fmt: skip
    contact_phone = PhoneField(label=gettext_lazy("紧急联系人电话"), required=False)
    signed_on = day_field(gettext_lazy("哪天签的"), initial=timezone.localdate)
    sheet = PhotosField(label=gettext_lazy("签好的纸，拍一张"), most=1)
    signature = forms.CharField(required=False, max_length=DRAWN_MOST, widget=UNSEEN)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = people
        if len(people) == 1:
            field.initial = people[0][0]

    def clean_signature(self) -> UploadedFile | None:
        """Return what was drawn as a picture; None where nothing was."""
        text = self.cleaned_data["signature"]
        if not text:
            return None
        try:
            if not text.startswith(PNG):
                raise ValueError
            content = b64decode(text.removeprefix(PNG), validate=True)
        except (ValueError, binascii.Error):
            raise forms.ValidationError(_("签名没收到，请再签一次。")) from None
        return SimpleUploadedFile("signature.png", content, "image/png")

    def evidence(self) -> tuple[str, UploadedFile | None]:
        """Return how it was signed and the sheet; paper counts before the screen."""
        if self.cleaned_data["sheet"]:
            return Way.PAPER, self.cleaned_data["sheet"][0]
        return Way.SCREEN, self.cleaned_data["signature"]


class PersonForm(forms.Form):
    """A person as the committee knows them."""

    name = forms.CharField(
        label=gettext_lazy("姓名"), max_length=40,
        error_messages={"required": gettext_lazy("还没写姓名。"),
                        "max_length": gettext_lazy("太长了，最多%(limit_value)d字，现在%(show_value)d字。")},
    )  # fmt: skip
    phone = PhoneField(label=gettext_lazy("电话"), required=False)
    birth_year = forms.IntegerField(
        label=gettext_lazy("出生年"), required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("出生年看不懂，请写4位数字。")},
    )  # fmt: skip
    other_names = forms.CharField(
        label=gettext_lazy("别的写法"), required=False, max_length=80,
        help_text=gettext_lazy("小名、曾用名，用顿号隔开。"),
    )  # fmt: skip

    def clean_birth_year(self) -> int | None:
        """Refuse a year in which nobody who lives was born."""
        year: int | None = self.cleaned_data["birth_year"]
        today = timezone.localdate().year
        if year is not None and not today - OLDEST_PEOPLE <= year <= today:
            raise forms.ValidationError(_("出生年看不懂，请写4位数字。"))
        return year

    def clean_other_names(self) -> list[str]:
        """Return other names as a list."""
        text = self.cleaned_data["other_names"]
        for mark in "，,；; ":
            text = text.replace(mark, "、")
        return [name for name in text.split("、") if name]


class MoveInForm(PersonForm):
    """Who moves in, how they live here and since when; `known` is a person who is on the roll already."""

    kind = forms.ChoiceField(
        label=gettext_lazy("居住情况"), choices=ResidenceKind.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选居住情况。")},
    )  # fmt: skip
    since = day_field(gettext_lazy("从哪天住起"), initial=timezone.localdate)
    known = forms.IntegerField(required=False, widget=UNSEEN)
    apart = forms.BooleanField(required=False, widget=UNSEEN)


class CorrectForm(PersonForm):
    """What is put right; an empty field stays as it is, so that nothing need be shown for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False

    def changes(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class MoveOutForm(forms.Form):
    """The last day of a spell."""

    until = day_field(gettext_lazy("最后住到哪天"), initial=timezone.localdate)
