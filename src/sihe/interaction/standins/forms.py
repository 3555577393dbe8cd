"""What somebody may do for another, and until when."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sihe.interaction.standins.queries import BALLOT, NOTICES, REPORT
from sihe.kernel.ui.inputs import PhotosField, day_field

ACTS = [(REPORT, _("上报和跟进")), (NOTICES, _("看通知"))]


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

    principal = forms.TypedChoiceField(
        label=_("谁请人代办"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("还没选是谁。"), "invalid_choice": _("请从里面选。")},
    )  # fmt: skip

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

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principal"].choices = people  # type: ignore[attr-defined]


class GuardForm(forms.Form):
    """Who is the guardian of a child."""

    child = forms.TypedChoiceField(
        label=_("哪个孩子"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("还没选孩子。"), "invalid_choice": _("请从里面选。")},
    )  # fmt: skip
    guardian = forms.TypedChoiceField(
        label=_("监护人是谁"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("还没选监护人。"), "invalid_choice": _("请从里面选。")},
    )  # fmt: skip
    seen = forms.BooleanField(label=_("看过监护关系的证明"), required=False)

    def __init__(
        self, *args: Any, children: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = children  # type: ignore[attr-defined]
        self.fields["guardian"].choices = people  # type: ignore[attr-defined]


def _in_a_quarter() -> date:
    return timezone.localdate() + timedelta(days=90)
