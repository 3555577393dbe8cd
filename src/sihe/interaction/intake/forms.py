"""What is typed at intake. Errors say what is wrong and how to mend it; what was typed stays."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.matters.models import Source
from sihe.kernel.responsibilities.queries import categories
from sihe.kernel.ui.inputs import PhoneField, PhotosField, words_field

TEXT_MOST, NAME_MOST, WORDS_MOST = 2000, 20, 200


class TokenField(forms.UUIDField):
    """The form's own number: the same one twice is one report. A broken one is drawn anew."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID:
        """Return the token, or a fresh one for what is none."""
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()


class DegreeField(forms.FloatField):
    """Half of a point on the map; what is no degree is left out."""

    widget = forms.HiddenInput

    def __init__(self, most: float) -> None:
        self.most = most
        super().__init__(required=False)

    def clean(self, value: Any) -> float | None:
        """Return degrees, or nothing for what cannot be a place on earth."""
        try:
            degrees = float(value)
        except (TypeError, ValueError):
            return None
        return degrees if abs(degrees) <= self.most else None


class Chosen(forms.ChoiceField):
    """A category in use by its code; what is none counts as not chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.choices = lambda: [("", _("不清楚")), *((c.code, c.name) for c in categories())]

    def clean(self, value: Any) -> str:
        """Return the code, or an empty one."""
        return str(value) if value and self.valid_value(value) else ""


class ReportForm(forms.Form):
    """What a resident tells: what, where, photos, a phone if they like."""

    what = words_field(
        gettext_lazy("什么事"), missing=gettext_lazy("还没写是什么事，写一句就行。"), most=TEXT_MOST
    )
    where = forms.CharField(
        label=gettext_lazy("写在哪里"),
        required=False,
        max_length=WORDS_MOST,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("比如：3号楼2单元门口")}),
        error_messages={"max_length": gettext_lazy("地点太长了，最多%(limit_value)d字。")},
    )
    pick = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    lon = DegreeField(180)
    lat = DegreeField(90)
    kind = Chosen(label=gettext_lazy("是哪类事"))
    photos = PhotosField(help_text="")
    phone = PhoneField(label=gettext_lazy("您的电话"), required=False)
    token = TokenField()
    whom = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    @property
    def told(self) -> dict[str, Any]:
        """Return the words, photos and phone as the verbs of intake take them."""
        data = self.cleaned_data
        return {"text": data["what"], "phone": data["phone"], "photos": data["photos"],
                "token": data["token"], "category_code": data["kind"]}  # fmt: skip


class KeyForm(ReportForm):
    """What staff key in for somebody: from a paper, the phone or the counter."""

    source = forms.ChoiceField(
        label=gettext_lazy("来源"),
        choices=[(s.value, s.label) for s in (Source.PAPER, Source.PHONE, Source.DESK)],
        widget=forms.RadioSelect,
        initial=Source.PAPER,
        error_messages={
            "required": gettext_lazy("请选来源。"),
            "invalid_choice": gettext_lazy("请从三种来源里选。"),
        },
    )
    phone = PhoneField(label=gettext_lazy("电话"), required=False)
    name = forms.CharField(
        label=gettext_lazy("称呼"), required=False, max_length=NAME_MOST,
        error_messages={"max_length": gettext_lazy("称呼太长了，最多%(limit_value)d字。")},
    )  # fmt: skip
    sign = forms.CharField(label=gettext_lazy("楼牌码"), required=False, max_length=20)
    urgent = forms.BooleanField(label=gettext_lazy("紧急"), required=False)


class QuickForm(forms.Form):
    """What a grid worker tells of something dealt with on the spot."""

    kind = Chosen(label=gettext_lazy("什么事"), widget=forms.RadioSelect)
    place = forms.CharField(required=False, max_length=20)
    what = words_field(gettext_lazy("多写一句"), most=TEXT_MOST, rows=2)
    photos = PhotosField()
    done = words_field(
        gettext_lazy("怎么办的"), missing=gettext_lazy("请选怎么办的。"), most=TEXT_MOST
    )
    token = TokenField()

    def clean(self) -> dict[str, Any]:
        """Ask for a kind or for words: one of them says what it was."""
        data = super().clean() or {}
        if not data.get("kind") and not data.get("what"):
            self.add_error("kind", _("请选什么事，或写一句。"))
        return data
