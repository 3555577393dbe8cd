"""What is typed about posts and those who hold them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area
from sihe.kernel.ui.inputs import PhoneField, day_field
from sihe.teams.posts.actions import Chosen, PersonNamed
from sihe.teams.posts.models import (
    LEADERS,
    TITLE_MOST,
    WORDS_MOST,
    Body,
    PostKind,
    Reason,
    SubCommittee,
)
from sihe.teams.posts.queries import buildings_of, candidates

LEAVING = [(code, said) for code, said in Reason.choices if code != Reason.NEW]


def short_field(label: Any, *, most: int = TITLE_MOST, missing: Any = "", **more: Any) -> Any:
    """Return a field for a few words; without `missing` it may stay empty."""
    return forms.CharField(
        label=label, required=bool(missing), max_length=most,
        error_messages={
            "required": missing, "max_length": gettext_lazy("太长了，最多%(limit_value)d字。"),
        }, **more,
    )  # fmt: skip


class AreaChoice(forms.ModelMultipleChoiceField):
    """Buildings by compound and name."""

    def label_from_instance(self, obj: Area) -> str:
        """Return the compound's name and the building's."""
        return f"{obj.compound or ''} {obj.name}".strip()


class PersonChoice(forms.ModelChoiceField):
    """People known here, by name."""

    def label_from_instance(self, obj: Person) -> str:
        """Return the name."""
        return obj.name


def seats_field() -> forms.IntegerField:
    """Return a field for the number of seats."""
    wrong = gettext_lazy("写一个数，比如1。")
    return forms.IntegerField(
        label=gettext_lazy("几个名额"), initial=1, min_value=1, max_value=50,
        error_messages={"required": wrong, "invalid": wrong,
                        "min_value": gettext_lazy("至少1个名额。"),
                        "max_value": gettext_lazy("最多50个名额。")},
    )  # fmt: skip


class PostForm(forms.Form):
    """A new post."""

    body = forms.ChoiceField(label=gettext_lazy("哪一种"), choices=Body.choices)
    part = forms.ModelChoiceField(
        label=gettext_lazy("哪个下属委员会"), queryset=SubCommittee.objects.none(), required=False,
        empty_label=gettext_lazy("不属于"),
    )  # fmt: skip
    title = short_field(gettext_lazy("岗位名称"), missing=gettext_lazy("还没写岗位名称。"))
    kind = forms.ChoiceField(label=gettext_lazy("怎么产生"), choices=PostKind.choices)
    seats = seats_field()
    areas = AreaChoice(
        label=gettext_lazy("负责哪几栋楼"), queryset=Area.objects.none(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    since = day_field(gettext_lazy("从哪天起有这个岗位"))

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = organisation.parts.filter(until__isnull=True).order_by("name")
        self.fields["part"].queryset = parts  # type: ignore[attr-defined]
        self.fields["areas"].queryset = buildings_of(organisation)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Return the values for `open_post`; what does not belong to the kind of post is left out."""
        values = dict(self.cleaned_data)
        values["areas"] = list(values["areas"]) if values["body"] in LEADERS else []
        values["part"] = values["part"] if values["body"] == Body.PART else None
        return values


class PartForm(forms.Form):
    """A new sub-committee."""

    name = short_field(
        gettext_lazy("委员会名称"), missing=gettext_lazy("还没写委员会名称。"),
        help_text=gettext_lazy("比如：人民调解委员会、治安保卫委员会"),
    )  # fmt: skip


class LeadersForm(forms.Form):
    """How the leaders of buildings are called here."""

    title = short_field(gettext_lazy("叫什么"), missing=gettext_lazy("还没写名称。"))


class ChangeForm(forms.Form):
    """Name and seats of a post."""

    title = short_field(gettext_lazy("岗位名称"), missing=gettext_lazy("还没写岗位名称。"))
    seats = seats_field()


class TermForm(forms.Form):
    """How somebody came to a seat, and until when."""

    since = day_field(gettext_lazy("从哪天起"))
    term_until = day_field(
        gettext_lazy("任期到哪天"),
        required=False,
        help_text=gettext_lazy("选举的不填，按法定届期算"),
    )
    chosen_by = short_field(
        gettext_lazy("谁选的、谁聘的"),
        most=WORDS_MOST,
        help_text=gettext_lazy("比如：居民代表会议"),
    )
    chosen_on = day_field(gettext_lazy("哪天选的、聘的"), required=False)
    profession = short_field(
        gettext_lazy("专业或职业"), help_text=gettext_lazy("比如：社会工作、退休教师")
    )

    def chosen(self) -> Chosen:
        """Return what was told of the choice."""
        fields = ("since", "term_until", "chosen_by", "chosen_on", "profession")
        return Chosen(**{field: self.cleaned_data[field] for field in fields})


class FillForm(TermForm):
    """Who takes a vacant seat."""

    person = PersonChoice(
        label=gettext_lazy("选一个人"), queryset=Person.objects.none(), required=False,
        empty_label=gettext_lazy("不在名单里，写在下面"),
    )  # fmt: skip
    name = short_field(gettext_lazy("姓名"), most=40)
    phone = PhoneField(
        label=gettext_lazy("电话"), required=False, help_text=gettext_lazy("用来认人，不公开")
    )
    birth_year = forms.IntegerField(
        label=gettext_lazy("出生年"), required=False,
        error_messages={"invalid": gettext_lazy("出生年看不懂，写四位数，比如1970。")},
    )  # fmt: skip
    field_order = ("person", "name", "phone", "birth_year")

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = candidates(organisation)  # type: ignore[attr-defined]

    def named(self) -> PersonNamed:
        """Return who is meant."""
        given = self.cleaned_data
        known = given["person"].pk if given["person"] else None
        return PersonNamed(known, given["name"], given["phone"], given["birth_year"])


class LeaveForm(forms.Form):
    """That somebody left a seat."""

    on = day_field(gettext_lazy("哪天离开的"))
    reason = forms.ChoiceField(
        label=gettext_lazy("为什么"), choices=LEAVING,
        error_messages={"required": gettext_lazy("还没选为什么。")},
    )  # fmt: skip


class VacancyForm(forms.Form):
    """Why a seat is still vacant."""

    reason = forms.ChoiceField(label=gettext_lazy("为什么还空着"), choices=Reason.choices)
