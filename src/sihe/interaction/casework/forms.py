"""Forms of the acts on a matter. Each holds only what the act asks for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.matters.models import Matter, NoteKind
from sihe.interaction.matters.queries import tidy, visible_to
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Mandate, Organisation, Section
from sihe.kernel.organisations.queries import current
from sihe.kernel.responsibilities.queries import categories
from sihe.kernel.ui.inputs import PhotosField, day_field, moment_field, words_field


class ActForm(forms.Form):
    """A form that knows the matter and who acts; without fields it is a button."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        actor: Actor,
        matter: Matter,
    ) -> None:
        self.actor, self.matter = actor, matter
        super().__init__(data, files, auto_id="act_%s")
        self.fill()
        for field in list(self.fields.values())[:1]:
            field.widget.attrs["autofocus"] = True

    def fill(self) -> None:
        """Set choices and first values; for forms that need them."""

    def offer(self, name: str, choices: Sequence[Any]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class NoteForm(ActForm):
    """Progress, or a note that residents do not see."""

    text = words_field(gettext_lazy("进展"), missing=gettext_lazy("还没写进展，写一句就行。"))
    photos = PhotosField()
    internal = forms.BooleanField(label=gettext_lazy("内部备注，居民看不到"), required=False)

    def kind(self) -> str:
        """Return the kind of the note."""
        return NoteKind.INTERNAL if self.cleaned_data["internal"] else NoteKind.PROGRESS


class FinishForm(ActForm):
    """What was done, in the words that the resident will read."""

    text = words_field(
        gettext_lazy("怎么办的"),
        missing=gettext_lazy("还没写怎么办的，写一句就行。"),
        help_text=gettext_lazy("核查后，居民看到的就是这段话。"),
    )
    photos = PhotosField(label=gettext_lazy("办完的照片"))


class TextForm(ActForm):
    """A few words that the act needs."""

    text = words_field(gettext_lazy("说明"), missing=gettext_lazy("还没写说明，写一句就行。"))


class QuestionForm(ActForm):
    """What the resident should add."""

    text = words_field(
        gettext_lazy("请居民补充什么"), missing=gettext_lazy("还没写要补充什么，写一句就行。")
    )


class SupplyForm(ActForm):
    """What the resident told by phone or at the door."""

    text = words_field(gettext_lazy("居民怎么说"), missing=gettext_lazy("还没写，写一句就行。"))
    photos = PhotosField()


class PauseForm(ActForm):
    """Why the work stands still."""

    reason = words_field(
        gettext_lazy("为什么暂停"),
        missing=gettext_lazy("还没写原因，写一句就行。"),
        most=200,
        help_text=gettext_lazy("居民会看到。答应居民的时间不变。"),
    )


class HangForm(ActForm):
    """Why it cannot be solved now, and when it is looked at again."""

    reason = words_field(
        gettext_lazy("为什么现在办不了"),
        missing=gettext_lazy("还没写原因，写一句就行。"),
        most=200,
        help_text=gettext_lazy("居民会看到。"),
    )
    review_on = day_field(gettext_lazy("哪天再看"))


class DueForm(ActForm):
    """A new deadline and why."""

    due_at = moment_field(gettext_lazy("改到什么时候"))
    reason = words_field(
        gettext_lazy("原因"),
        missing=gettext_lazy("还没写原因，写一句就行。"),
        most=400,
        help_text=gettext_lazy("居民会看到。"),
    )


class AssignForm(ActForm):
    """A colleague or a section of the own organisation, or the pool."""

    whom = forms.ChoiceField(
        label=gettext_lazy("分给谁"),
        error_messages={
            "required": gettext_lazy("还没选分给谁。"),
            "invalid_choice": gettext_lazy("这位不在你们单位，请从名单里选。"),
        },
    )

    def fill(self) -> None:
        """Offer the colleagues, then the sections, then the pool."""
        people = Mandate.objects.filter(current(), organisation=self.matter.accountable_id)
        colleagues = dict.fromkeys(
            (f"p{m.person_id}", f"{m.person.name} {m.title}")
            for m in people.select_related("person").order_by("section_id", "pk")
        )
        sections = [
            (f"s{s.pk}", s.name)
            for s in Section.objects.filter(organisation=self.matter.accountable_id)
        ]
        self.offer("whom", [("", _("请选")), *colleagues, *sections, ("pool", _("放回待认领"))])

    def chosen(self) -> tuple[int | None, int | None]:
        """Return (person, section)."""
        whom = self.cleaned_data["whom"]
        number = int(whom[1:]) if whom != "pool" else None
        return (number if whom[0] == "p" and number else None), (number if whom[0] == "s" else None)


class CategoryForm(ActForm):
    """Another category."""

    category = forms.TypedChoiceField(
        label=gettext_lazy("类别"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("还没选类别。"),
            "invalid_choice": gettext_lazy("没有这个类别，请从名单里选。"),
        },
    )

    def fill(self) -> None:
        """Offer the categories in use, those of one group together."""
        self.offer("category", grouped_categories())
        self.fields["category"].initial = self.matter.category_id


def grouped_categories() -> list[tuple[str, Any]]:
    """Return the categories as choices, grouped."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for category in categories():
        above = category.parent.name if category.parent else ""
        groups.setdefault(above, []).append((category.pk, category.name))
    return [("", _("请选")), *groups.items()]


class OrganisationField(forms.ModelChoiceField):
    """An organisation by its full name, as in every list to choose from."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the full name."""
        return str(obj.name)


class PartForm(ActForm):
    """A part of the matter for another organisation."""

    text = words_field(
        gettext_lazy("请他们办什么"), missing=gettext_lazy("还没写办什么，写一句就行。"), rows=2
    )
    organisation = OrganisationField(
        Organisation.objects.none(),
        label=gettext_lazy("请谁办"),
        empty_label=gettext_lazy("请选"),
        error_messages={
            "required": gettext_lazy("还没选请谁办。"),
            "invalid_choice": gettext_lazy("没有这家，请从名单里选。"),
        },
    )
    due_at = moment_field(gettext_lazy("什么时候前"), required=False)
    optional = forms.BooleanField(label=gettext_lazy("可办可不办"), required=False)

    def fill(self) -> None:
        """Offer all organisations in use."""
        rows = Organisation.objects.filter(active=True).order_by("kind", "name")
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class MergeForm(ActForm):
    """The matter into which this one goes."""

    root = forms.CharField(
        label=gettext_lazy("合并到哪一件（编号）"),
        max_length=12,
        error_messages={"required": gettext_lazy("还没写编号。")},
    )

    def clean_root(self) -> Matter:
        """Find the other matter among those that one may see."""
        code = tidy(self.cleaned_data["root"])
        found = visible_to(self.actor).filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_("没找到这个编号，请再看看。"))
        return found
