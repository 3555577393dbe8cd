"""Searching for people is counted, but not what for."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from sihe.interaction.finding.models import FindCount
from sihe.kernel.access.counting import count, counted
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import Actor
from sihe.kernel.responsibilities.queries import number

FINDS, HOUR = "finding.finds", 3600  # seconds


def count_find(*, by: Actor, at: datetime | None = None) -> None:
    """Count a search for people, but not what it was for.

    Raises:
        Refused: `not_allowed`; `too_many_finds`, for an hour.
    """
    require("people.see", by)
    who = str(by.person)
    if counted(FINDS, who, HOUR) >= number("finding.finds_an_hour").value:
        raise Refused("too_many_finds")
    count(FINDS, who, HOUR)
    day = timezone.localdate(at)
    key: dict[str, Any] = {"person_id": by.person, "organisation_id": by.organisation, "day": day}
    rows = FindCount.objects.filter(**key)
    if not rows.update(number=F("number") + 1):
        FindCount.objects.get_or_create(**key)
        rows.update(number=F("number") + 1)


def sweep_counts(before: datetime) -> int:
    """Erase counts of searches from before a moment."""
    return FindCount.objects.filter(day__lt=before.date()).delete()[0]
