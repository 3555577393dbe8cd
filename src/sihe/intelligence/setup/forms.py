"""Forms of setting up: the first start, one row by hand, a table, which column is what."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.intelligence.registering.models import TableBatch
from sihe.intelligence.registering.steps import STEPS, Step
from sihe.kernel.access.models import Role
from sihe.kernel.organisations.models import Kind
from sihe.kernel.organisations.queries import active

USERNAME = RegexValidator(r"^[\w.\-]{3,60}$", gettext_lazy("登录名用字母、数字，至少3位。"))


def _line(label: Any, missing: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=bool(missing), error_messages={"required": missing}, **more
    )


class FirstForm(forms.Form):
    """The start code, the street, and who begins."""

    code = _line(
        gettext_lazy("起步码"), gettext_lazy("还没写起步码。"), max_length=40,
        help_text=gettext_lazy("启动时显示在服务器上，也在数据文件夹的 start.code 里。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    street = _line(gettext_lazy("街道"), gettext_lazy("还没写街道。"), max_length=60,
                   help_text=gettext_lazy("如幸福街道。"))  # fmt: skip
    office = _line(gettext_lazy("街道办全称"), max_length=80,
                   help_text=gettext_lazy("不写就是街道名加“办事处”。"))  # fmt: skip
    name = _line(gettext_lazy("你的姓名"), gettext_lazy("还没写姓名。"), max_length=40,
                 widget=forms.TextInput(attrs={"autocomplete": "name"}))  # fmt: skip
    username = _line(
        gettext_lazy("登录名"), gettext_lazy("还没起登录名。"), max_length=60, validators=[USERNAME],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )  # fmt: skip
    password = _line(
        gettext_lazy("密码"), gettext_lazy("还没定密码。"), max_length=200,
        help_text=gettext_lazy("至少10位，不用常见的词。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = _line(
        gettext_lazy("再写一遍密码"), gettext_lazy("还没再写一遍。"), max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_password(self) -> str:
        """Refuse a weak one."""
        given: str = self.cleaned_data["password"]
        try:
            validate_password(given)
        except ValidationError:
            raise forms.ValidationError(_("密码太短或太常见，换一个。")) from None
        return given

    def clean_again(self) -> str:
        """Refuse two that differ."""
        given: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and given != self.cleaned_data["password"]:
            raise forms.ValidationError(_("两遍密码不一样，请再写一次。"))
        return given


class RowForm(forms.Form):
    """One row of a step by hand: the same columns as its table."""

    def __init__(self, step: Step, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="row_%s")
        self.step = step
        for column in step.columns:
            needed = column.needed or (step.key, column.key) in BY_HAND
            missing = _("还没写%(what)s。") % {"what": column.label} if needed else ""
            choices = _choices(column.key)
            if choices:
                self.fields[column.key] = forms.ChoiceField(
                    label=column.label, choices=[("", _("请选")), *choices], required=needed,
                    error_messages={"required": missing, "invalid_choice": _("请从名单里选。")},
                )  # fmt: skip
            else:
                self.fields[column.key] = _line(
                    column.label, missing, max_length=600, help_text=column.help
                )

    def first(self) -> list[forms.BoundField]:
        """Return the fields that most rows need."""
        return [one for one in self if one.name not in LATER or one.errors]

    def later(self) -> list[forms.BoundField]:
        """Return the rest."""
        return [one for one in self if one.name in LATER and not one.errors]


# what few rows need stands folded
BY_HAND = {("areas", "community"), ("buildings", "building")}  # a table has other ways to say it
MOST_CHOICES = 300
LATER = frozenset({"street", "short", "field", "superior", "phone", "section", "title"})


def _choices(key: str) -> list[tuple[str, str]]:
    if key == "kind":
        return _labels(Kind)
    if key == "organisation":
        names = [str(one) for one in active()[: MOST_CHOICES + 1]]
        return [(name, name) for name in names] if len(names) <= MOST_CHOICES else []
    if key == "role":
        return [(name, name) for name in Role.objects.order_by("pk").values_list("name", flat=True)]
    return []


def _labels(kinds: type[TextChoices]) -> list[tuple[str, str]]:
    return [(str(kind.label), str(kind.label)) for kind in kinds]


class TableForm(forms.Form):
    """A table of a step."""

    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        help_text=gettext_lazy("XLSX 或 CSV，第一行是列名。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.gz,.xlsx,.json"}),
        error_messages={
            "required": gettext_lazy("还没选文件。"),
            "empty": gettext_lazy("这个文件是空的，请看看选对没有。"),
            "invalid": gettext_lazy("没收到文件，请再选一次。"),
            "max_length": gettext_lazy("文件名太长，请改短一些。"),
        },
        max_length=200,
    )


class ColumnsForm(forms.Form):
    """Which column is what; the choices are the file's own columns."""

    def __init__(self, batch: TableBatch, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="col_%s")
        choices = [("", _("没有这一列")), *((c, c) for c in batch.columns)]
        for column in STEPS[batch.step].columns:
            self.fields[column.key] = forms.ChoiceField(
                label=column.label, choices=choices, required=column.needed, initial=batch.mapping.get(column.key, ""),
                error_messages={
                    "required": _("还没说哪一列是%(what)s。") % {"what": column.label},
                    "invalid_choice": _("文件里没有这一列，请重新选。"),
                },
            )  # fmt: skip
