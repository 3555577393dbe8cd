"""What this module tells the kernel: who stands in for whom, and how long leaves are kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from sihe.kernel.facts import About, Actor
from sihe.kernel.notices.registry import carriers
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.organisations.queries import actor_of
from sihe.kernel.people.actions import keeping
from sihe.kernel.people.queries import current
from sihe.kernel.privacy.retention import sweepers
from sihe.teams.absence.models import Leave
from sihe.teams.absence.queries import running
from sihe.teams.absence.seeing import sees


def deputies(people: Sequence[int], about: About) -> Mapping[int, tuple[int, str]]:
    """Return who stands in for whom of these people where this thing is concerned.

    A deputy hears what they may see themselves under the lent mandate; of things whose kind says nothing
    of that, only where the absent one works for no other organisation.
    """
    found: dict[int, tuple[int, str]] = {}
    rows = Leave.objects.filter(running(), person__in=people).select_related("person")
    for leave in rows.order_by("pk"):
        if about.kind in sees:
            reaches = _sees_as_deputy(leave, about)
        else:
            mine = Mandate.objects.filter(current(), person=leave.person, standing_in_for=None)
            reaches = not mine.exclude(organisation=leave.organisation_id).exists()
        if reaches:
            found[leave.person_id] = (leave.deputy_id, leave.person.name)
    return found


def _sees_as_deputy(leave: Leave, about: About) -> bool:
    lent = Mandate.objects.filter(
        current(), person=leave.deputy_id, organisation=leave.organisation_id,
        standing_in_for__person=leave.person_id,
    )  # fmt: skip
    actors = [actor_of(leave.deputy_id, pk) for pk in lent.values_list("pk", flat=True)]
    return any(actor is not None and sees[about.kind](actor, about.id) for actor in actors)


def sweep_leaves(before: datetime) -> int:
    """Erase leaves that are long over: when somebody was away is nobody's business for ever."""
    return Leave.objects.filter(ended_at__lt=before).delete()[0]


def nobodys_else(actor: Actor, id_: int) -> bool:
    """Keep what concerns the absent one alone, their leave and their way of signing in, from the deputy."""
    return False


def on_leave() -> QuerySet[Any]:
    """Return the ids of those whose leave is not over."""
    return Leave.objects.filter(ended_at__isnull=True).values("person")


def deputising() -> QuerySet[Any]:
    """Return the ids of who stands in for somebody on leave."""
    return Leave.objects.filter(ended_at__isnull=True).values("deputy")


keeping.extend((on_leave, deputising))
carriers.append(deputies)
sees["leave"] = sees["reissue"] = nobodys_else
sweepers["leave"] = sweep_leaves
