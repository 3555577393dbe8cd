"""Quiet hours: when texts wait for the morning."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from sihe.interaction.telling.models import QuietHours
from sihe.kernel.responsibilities.queries import number


@dataclass(frozen=True)
class Quiet:
    """Quiet hours: full hours on the wall clock, across midnight where the end is not after the beginning."""

    begins: int
    ends: int

    def end_after(self, now: datetime) -> datetime | None:
        """Return when the quiet hours end that a moment lies in; None outside of them."""
        if self.begins == self.ends:
            return None
        here = timezone.localtime(now)
        over = self.begins > self.ends
        late, early = here.hour >= self.begins, here.hour < self.ends
        if not ((late or early) if over else (late and early)):
            return None
        day = here.date() + timedelta(days=1 if over and late else 0)
        return here.replace(
            year=day.year, month=day.month, day=day.day, hour=self.ends, minute=0, second=0, microsecond=0
        )  # fmt: skip


@dataclass(frozen=True)
class Bounds:
    """What a person may choose: the hours to begin and to end with."""

    begins: range
    ends: range


def quiet_hours(person: int | None = None, now: datetime | None = None) -> Quiet:
    """Return the quiet hours of a person, or those of the house; a choice counts only within the bounds."""
    on = timezone.localdate(now) if now else None
    house = Quiet(
        number("telling.quiet_from", on).value % 24, number("telling.quiet_until", on).value % 24
    )
    own = QuietHours.objects.filter(person=person).first() if person else None
    within = bounds(now) if own else None
    if (
        own is None
        or within is None
        or own.begins not in within.begins
        or own.ends not in within.ends
    ):
        return house
    return Quiet(own.begins, own.ends)


def bounds(now: datetime | None = None) -> Bounds:
    """Return what may be chosen."""
    on = timezone.localdate(now) if now else None
    return Bounds(
        range(number("telling.quiet_from_earliest", on).value, 24),
        range(number("telling.quiet_until_earliest", on).value, number("telling.quiet_until_latest", on).value + 1),
    )  # fmt: skip


def held_until(now: datetime, person: int | None = None) -> datetime | None:
    """Return until when a text to a member of staff, or (None) to a resident, waits; None: it may go now."""
    return quiet_hours(person, now).end_after(now)
