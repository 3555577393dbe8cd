"""Forms of an offer and of the answers to it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.handovers.models import Ground
from sihe.kernel.responsibilities.models import Share
from sihe.kernel.ui.inputs import moment_field, words_field


class OfferForm(forms.Form):
    """To whom, as what, with which words and by when."""

    receiver = forms.TypedChoiceField(
        label=gettext_lazy("转给谁"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("还没选转给谁。"),
            "invalid_choice": gettext_lazy("没有这家，请从名单里选。"),
        },
    )
    share = forms.ChoiceField(
        label=gettext_lazy("请他们做什么"),
        choices=[
            (Share.ACCOUNTABLE.value, gettext_lazy("负责这件事")),
            (Share.SUPPORTING.value, gettext_lazy("来帮忙，我们负责")),
        ],
        widget=forms.RadioSelect,
        initial=Share.ACCOUNTABLE.value,
        error_messages={"required": gettext_lazy("还没选请他们做什么。")},
    )
    message = words_field(gettext_lazy("带句话"), most=400, rows=2)
    due_at = moment_field(gettext_lazy("什么时候前办好"), required=False)

    def offer_to(
        self, receivers: Sequence[tuple[str, Any]], share: str, chosen: int | None
    ) -> None:
        """Give the choices, the share to begin with and the organisation that the list names."""
        field = self.fields["receiver"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选")), *receivers]
        field.initial = chosen
        if share in Share.values:
            self.fields["share"].initial = share


class PlainForm(forms.Form):
    """Nothing to fill in: the button is the whole act."""


class DeclineForm(forms.Form):
    """The ground, and words to it."""

    ground = forms.ChoiceField(
        label=gettext_lazy("为什么不接"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("还没选理由。")},
    )
    reply = words_field(
        gettext_lazy("说明"), most=400, rows=2, help_text=gettext_lazy("写明该找谁，少走弯路。")
    )


class CounterForm(forms.Form):
    """Another deadline, or what else is needed."""

    due_at = moment_field(gettext_lazy("时限改到"), required=False)
    message = words_field(
        gettext_lazy("还需要什么"),
        most=400,
        rows=2,
        help_text=gettext_lazy("如人手、钱、配件、配合的人。"),
    )


class InsistForm(forms.Form):
    """Why the first terms stand."""

    message = words_field(
        gettext_lazy("为什么不改"),
        missing=gettext_lazy("还没写为什么，写一句就行。"),
        most=400,
        rows=2,
    )
