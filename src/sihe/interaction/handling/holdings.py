"""Matters in hand, as what a person holds: they go to a deputy's desk and to a named colleague on leaving."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.handling.actions import pass_on
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.interaction.matters.queries import in_hand, visible_to
from sihe.kernel.facts import Actor
from sihe.kernel.ui.words import full
from sihe.teams.absence.seeing import sees
from sihe.teams.turnover.holdings import Held, Holding, register


def _told(ids: Sequence[int]) -> list[Held]:
    rows = Matter.objects.filter(pk__in=ids).order_by("due_at", "pk")
    return [_one(matter) for matter in rows.only("code", "title", "state", "due_at")]


def _one(matter: Matter) -> Held:
    words = [matter.code, str(states.LABELS[matter.state])]
    if matter.due_at is not None:
        words.append(_("%(day)s前") % {"day": full(matter.due_at)})
    url = reverse("matters:detail", args=[matter.code])
    return Held(matter.pk, matter.title, " · ".join(words), url)


def _hand(by: Actor, person: int, organisation: int, ids: Sequence[int], receiver: int) -> None:
    pass_on(by=by, giver=person, organisation=organisation, matters=ids, receiver=receiver)


def _sees(actor: Actor, id_: int) -> bool:
    return visible_to(actor).filter(pk=id_).exists()


register(Holding("matters", gettext_lazy("在办的事项"), in_hand, _told, _hand))
sees["matter"] = _sees
