"""What is typed about bulletins: the writing, a correction, a withdrawal."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from sihe.interaction.bulletins.actions import Given
from sihe.interaction.bulletins.audience import Audience
from sihe.interaction.bulletins.models import (
    GROUP_MOST,
    REASON_MOST,
    TEXT_MOST,
    TITLE_MOST,
    Bulletin,
)
from sihe.interaction.reaching.choices import ages, choices, written
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import ResidenceKind
from sihe.kernel.ui.inputs import PhotosField, day_field, words_field

TITLE_ERRORS = {
    "required": gettext_lazy("还没写标题。"),
    "max_length": gettext_lazy("标题太长了，最多%(limit_value)d字。"),
}
NO_REASON = gettext_lazy("还没写原因，写一句就行。")


class Many(forms.MultipleChoiceField):
    """Any number of the options; what is none of them is not ours to choose."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: Any, **more: Any) -> None:
        wrong = {"invalid_choice": gettext_lazy("有一项不归你们管，请重新选。")}
        super().__init__(label=label, required=False, error_messages=wrong, **more)


class BulletinForm(forms.Form):
    """A draft: what, to whom, from when to when."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("标题"), max_length=TITLE_MOST, error_messages=TITLE_ERRORS
    )
    text = words_field(
        gettext_lazy("内容"), missing=gettext_lazy("还没写内容。"), most=TEXT_MOST, rows=6
    )
    group = words_field(gettext_lazy("发群的话"), most=GROUP_MOST, rows=2)
    urgent = forms.BooleanField(label=gettext_lazy("紧急，要每户说一声知道了"), required=False)
    since = day_field(gettext_lazy("从哪天"))
    until = day_field(gettext_lazy("到哪天"), required=False)
    places = Many(gettext_lazy("发给谁"))
    buildings = Many(gettext_lazy("只发几栋楼"))
    units = forms.CharField(label=gettext_lazy("只发几个单元"), required=False, max_length=400)
    kinds = Many(gettext_lazy("居住情况"), choices=ResidenceKind.choices)
    age = forms.ChoiceField(label=gettext_lazy("年龄"), required=False, widget=forms.RadioSelect)
    photos = PhotosField(label=gettext_lazy("图片"))
    drop_photos = forms.BooleanField(label=gettext_lazy("去掉原来的图片"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, offered = actor, choices(actor)
        for name, options in (
            ("places", offered.wide),
            ("buildings", offered.buildings),
            ("age", ages()),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options

    def clean_units(self) -> list[int]:
        """Find the buildings and units that were written."""
        found, unknown = written(self.actor, self.cleaned_data["units"])
        if unknown:
            raise forms.ValidationError(said(Refused("unknown_units", names="、".join(unknown))))
        return found

    def clean(self) -> dict[str, Any]:
        """See that the days are in order."""
        given = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", said(Refused("days_order")))
        return given

    def given(self) -> Given:
        """Return what was typed for the action."""
        data = self.cleaned_data
        picked = [*data["places"], *data["buildings"]]
        audience = Audience(
            areas=tuple(sorted({*(int(p[1:]) for p in picked if p[0] == "a"), *data["units"]})),
            compounds=tuple(sorted(int(p[1:]) for p in picked if p[0] == "c")),
            kinds=tuple(data["kinds"]), age=data["age"],
        )  # fmt: skip
        return Given(
            title=data["title"], text=data["text"], group=data["group"], urgent=data["urgent"],
            since=data["since"], until=data["until"], audience=audience, photos=data["photos"],
            drop_photos=data["drop_photos"],
        )  # fmt: skip


def first_values(bulletin: Bulletin | None, token: UUID, units: str = "") -> dict[str, Any]:
    """Return what stands in the form at first: nothing, or a draft."""
    if bulletin is None:
        return {"token": token, "since": timezone.localdate(), "age": ""}
    audience = Audience.of(bulletin.audience)
    picked = [*(f"a{pk}" for pk in audience.areas), *(f"c{pk}" for pk in audience.compounds)]
    return {
        "token": bulletin.token, "title": bulletin.title, "text": bulletin.text, "group": bulletin.group,
        "urgent": bulletin.urgent, "since": bulletin.since, "until": bulletin.until, "places": picked,
        "buildings": picked, "kinds": [*audience.kinds], "age": audience.age, "units": units,
    }  # fmt: skip


class CorrectForm(forms.Form):
    """A new text and why."""

    title = forms.CharField(
        label=gettext_lazy("标题"), max_length=TITLE_MOST, error_messages=TITLE_ERRORS
    )
    text = words_field(
        gettext_lazy("内容"), missing=gettext_lazy("还没写内容。"), most=TEXT_MOST, rows=5
    )
    why = words_field(gettext_lazy("改了什么、为什么"), missing=NO_REASON, most=REASON_MOST, rows=2)


class WithdrawForm(forms.Form):
    """Why a bulletin no longer holds."""

    reason = words_field(gettext_lazy("撤回原因"), missing=NO_REASON, most=REASON_MOST, rows=2)


def refused(form: forms.Form, refusal: Refused) -> None:
    """Show a refusal beside its field, or above the form."""
    names = {"photo": "photos"}
    field = names.get(refusal.field, refusal.field)
    form.add_error(field if field in form.fields else None, said(refusal))
