"""Forms of the pages of rolls."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.engines.rolls import TARGETS
from sihe.intelligence.rolls.models import Roll
from sihe.intelligence.rolls.queries import Cover, cover_of
from sihe.intelligence.rollwork.phrases import TARGET_LABELS
from sihe.kernel.people.models import ResidenceKind
from sihe.kernel.places.models import Area, Compound
from sihe.kernel.ui.inputs import day_field


class RollForm(forms.Form):
    """The file, what it covers and of which day it is."""

    file = forms.FileField(
        label=gettext_lazy("名册文件"),
        help_text=gettext_lazy("XLSX 或 CSV。有标题行、合并的格也不要紧。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.gz,.xlsx"}),
        max_length=200,
        error_messages={
            "required": gettext_lazy("还没选文件。"),
            "empty": gettext_lazy("这个文件是空的，请看看选对没有。"),
            "invalid": gettext_lazy("没收到文件，请再选一次。"),
            "max_length": gettext_lazy("文件名太长，请改短一些。"),
        },
    )
    cover = forms.ChoiceField(
        label=gettext_lazy("名册写的是哪里"),
        help_text=gettext_lazy("只有住在这里面的人，才会算搬走。"),
        error_messages={
            "required": gettext_lazy("请选名册写的是哪里。"),
            "invalid_choice": gettext_lazy("没有这个范围，请从名单里选。"),
        },
    )
    as_of = day_field(gettext_lazy("哪天的名册"), help_text=gettext_lazy("搬来搬走从这天算。"))
    default_kind = forms.ChoiceField(
        label=gettext_lazy("没写居住情况的算"),
        choices=ResidenceKind.choices,
        error_messages={"invalid_choice": gettext_lazy("没有这一种，请从名单里选。")},
    )

    def __init__(self, covers: list[Cover], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"as_of": timezone.localdate()})
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in covers:
            groups.setdefault(one.group, []).append((one.value, one.label))
        field = self.fields["cover"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选")), *groups.items()]

    def clean_as_of(self) -> date:
        """Refuse a day to come."""
        day: date = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("名册的日期在将来。请核对。"))
        return day

    def clean_cover(self) -> tuple[Area, Compound | None]:
        """Return the area and the compound."""
        found = cover_of(self.cleaned_data["cover"])
        if found is None:
            raise forms.ValidationError(_("没有这个范围，请从名单里选。"))
        return found


class ColumnsForm(forms.Form):
    """Which column is what; the choices are the file's own columns."""

    def __init__(self, roll: Roll, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="col_%s")
        choices = [("", _("没有这一列")), *((c, c) for c in roll.heads)]
        for target in TARGETS:
            label = TARGET_LABELS[target]
            self.fields[target] = forms.ChoiceField(
                label=label, choices=choices, required=target == "name",
                initial=roll.columns.get(target, ""),
                error_messages={
                    "required": _("还没说哪一列是%(what)s。") % {"what": label},
                    "invalid_choice": _("文件里没有这一列，请重新选。"),
                },
            )  # fmt: skip
