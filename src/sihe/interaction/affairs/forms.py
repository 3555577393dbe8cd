"""What is typed about accounts, powers and items."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.affairs.words import period_words
from sihe.interaction.disclosure.actions.items import ItemGiven
from sihe.interaction.disclosure.actions.powers import PowerGiven
from sihe.interaction.disclosure.models import (
    GROUND_MOST,
    TEXT_MOST,
    TITLE_MOST,
    WORDS_MOST,
    ItemKind,
    PowerKind,
    Purpose,
    Source,
)
from sihe.interaction.disclosure.queries import Period
from sihe.kernel.organisations.models import Kind, Organisation
from sihe.kernel.ui.inputs import PhotosField, day_field, words_field


def line_field(label: Any, missing: Any, most: int = WORDS_MOST, **more: Any) -> forms.CharField:
    """Return a field for one line of words."""
    return forms.CharField(
        label=label, max_length=most, error_messages={
            "required": missing, "max_length": gettext_lazy("太长了，最多%(limit_value)d字。"),
        }, **more,
    )  # fmt: skip


class TokenField(forms.UUIDField):
    """The form's own number: the same one twice is one entry. A broken one is drawn anew."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID:
        """Return the token, or a fresh one for what is none."""
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()


class MoneyField(forms.DecimalField):
    """Yuan with two places; answers whole fen."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = gettext_lazy("金额要大于0，最多两位小数。")
        super().__init__(
            max_digits=12, decimal_places=2, min_value=Decimal("0.01"),
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages={
                "required": gettext_lazy("还没写金额。"), "invalid": wrong, "min_value": wrong,
                "max_digits": gettext_lazy("金额太大了，请再看看。"), "max_decimal_places": wrong,
                "max_whole_digits": gettext_lazy("金额太大了，请再看看。"),
            }, **kwargs,
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        """Let thousands be written with commas, as in a book."""
        return super().to_python(str(value or "").replace(",", "").replace("，", "").strip())

    def clean(self, value: Any) -> Any:
        """Return fen."""
        return int(super().clean(value) * 100)


class EntryForm(forms.Form):
    """One line of the account."""

    token = TokenField()
    heading = forms.ChoiceField(
        label=gettext_lazy("来源或用途"),
        choices=lambda: [("", _("请选")), (_("收入"), Source.choices), (_("支出"), Purpose.choices)],
        error_messages={"required": gettext_lazy("还没选来源或用途。")},
    )  # fmt: skip
    amount = MoneyField(label=gettext_lazy("金额（元）"))
    day = day_field(gettext_lazy("哪天的"))
    words = line_field(gettext_lazy("说明"), gettext_lazy("还没写说明，写一句就行。"))
    receipts = PhotosField(label=gettext_lazy("票据照片"), required=False)


class ReverseForm(forms.Form):
    """Why a line is taken back."""

    token = TokenField()
    words = line_field(gettext_lazy("为什么冲销"), gettext_lazy("还没写为什么，写一句就行。"))


class PublishForm(forms.Form):
    """Which period is published."""

    until = forms.DateField(
        label=gettext_lazy("公布哪一期"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("还没选公布哪一期。"),
                        "invalid": gettext_lazy("还没选公布哪一期。")},
    )  # fmt: skip

    def __init__(self, periods: list[Period], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(p.until.isoformat(), period_words(p.since, p.until)) for p in periods]
        self.fields["until"].widget.choices = choices


class PowerForm(forms.Form):
    """A power over this organisation."""

    holder = forms.ModelChoiceField(
        label=gettext_lazy("谁的权力"), queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("请选"),
        error_messages={"required": gettext_lazy("还没选是谁的权力。")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("什么权力"), choices=PowerKind.choices)
    words = line_field(gettext_lazy("具体是什么"), gettext_lazy("还没写具体是什么。"))
    ground = line_field(
        gettext_lazy("依据"), gettext_lazy("还没写依据，写明哪部法、第几条。"), GROUND_MOST
    )
    since = day_field(gettext_lazy("从哪天起"))
    until = day_field(gettext_lazy("到哪天"), required=False)
    then = line_field(gettext_lazy("到期怎么办"), gettext_lazy("还没写到期怎么办。"), GROUND_MOST)

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = [Kind.STREET_OFFICE, Kind.PARTY_BRANCH, Kind.PUBLIC_AGENCY]
        rows = Organisation.objects.filter(active=True, kind__in=above).exclude(pk=organisation.pk)
        self.fields["holder"].queryset = rows.order_by("-kind", "name")  # type: ignore[attr-defined]

    def given(self) -> PowerGiven:
        """Return the power as told."""
        fields = ("kind", "words", "ground", "since", "then", "until")
        return PowerGiven(**{field: self.cleaned_data[field] for field in fields})


class ItemForm(forms.Form):
    """Something to publish."""

    kind = forms.ChoiceField(label=gettext_lazy("哪一类"), choices=ItemKind.choices)
    title = line_field(gettext_lazy("标题"), gettext_lazy("标题和内容都要写。"), TITLE_MOST)
    text = words_field(
        gettext_lazy("内容"), missing=gettext_lazy("标题和内容都要写。"), most=TEXT_MOST, rows=8
    )
    day = day_field(gettext_lazy("哪天的事"))
    photos = PhotosField(label=gettext_lazy("照片"), required=False)

    def given(self) -> ItemGiven:
        """Return the item as written."""
        return ItemGiven(**{f: self.cleaned_data[f] for f in ("kind", "title", "text", "day")})


class WhyForm(forms.Form):
    """Why an item is taken down."""

    why = line_field(gettext_lazy("为什么撤下"), gettext_lazy("还没写为什么，写一句就行。"))
