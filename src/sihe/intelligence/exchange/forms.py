"""Forms of the import pages."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.engines.columns import NEEDED, TARGETS
from sihe.intelligence.exchange.models import ImportBatch
from sihe.intelligence.exchange.phrases import TARGET_LABELS
from sihe.intelligence.exchange.queries import profiles

# two columns often make up one text, one place, one category
MORE = {"text": "text_more", "place": "place_more", "category": "category_more"}


class FileForm(forms.Form):
    """The file and whose table it is."""

    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        help_text=gettext_lazy("CSV、XLSX 或 JSON，第一行是列名。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.gz,.xlsx,.json"}),
        error_messages={
            "required": gettext_lazy("还没选文件。"),
            "empty": gettext_lazy("这个文件是空的，请看看选对没有。"),
            "invalid": gettext_lazy("没收到文件，请再选一次。"),
            "max_length": gettext_lazy("文件名太长，请改短一些。"),
        },
        max_length=200,
    )
    profile = forms.ChoiceField(
        label=gettext_lazy("谁的表"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("没有这个模板，请从名单里选。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["profile"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("自己认，认不出再选列")), *profiles()]


class ColumnsForm(forms.Form):
    """Which column is what; the choices are the file's own columns."""

    def __init__(self, batch: ImportBatch, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="col_%s")
        given = batch.mapping.get("columns", {})
        choices = [("", _("没有这一列")), *((c, c) for c in batch.columns)]
        for target in TARGETS:
            names = given.get(target) or []
            names = [names] if isinstance(names, str) else list(names)
            self._add(target, choices, names[:1], TARGET_LABELS[target])
            if target in MORE:
                label = _("%(what)s，另一列") % {"what": TARGET_LABELS[target]}
                self._add(MORE[target], choices, names[1:2], label)
        self.fields["keep_as"] = forms.CharField(
            label=_("存成模板，起个名"), required=False, max_length=60,
            help_text=_("下次同样的表自己认得。不存就空着。"),
        )  # fmt: skip

    def _add(self, name: str, choices: list[tuple[str, str]], first: list[str], label: Any) -> None:
        needed = name in NEEDED
        known = first and first[0] in [value for value, _label in choices]
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, required=needed, initial=first[0] if known else "",
            error_messages={
                "required": _("还没说哪一列是%(what)s。") % {"what": label},
                "invalid_choice": _("文件里没有这一列，请重新选。"),
            },
        )  # fmt: skip

    def used(self) -> list[forms.BoundField]:
        """Return the fields of what is needed and of what the file was found to have."""
        return [
            one for one in self if one.field.required or (one.value() and one.name != "keep_as")
        ]

    def unused(self) -> list[forms.BoundField]:
        """Return the fields of all that the file may have besides."""
        used = {one.name for one in self.used()} | {"keep_as"}
        return [one for one in self if one.name not in used]

    def columns(self) -> dict[str, list[str]]:
        """Return target -> columns."""
        chosen: dict[str, list[str]] = {}
        for target in TARGETS:
            names = [self.cleaned_data[target], self.cleaned_data.get(MORE.get(target, ""), "")]
            if any(names):
                chosen[target] = list(dict.fromkeys(name for name in names if name))
        return chosen
