"""Changing the calendar: a day, a checked year, office hours."""

from datetime import date, datetime

from django.db import transaction

from sihe.engines.terms.count import FIRST_YEAR, LAST_YEAR, Hours, Spans
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.calendar import rules as _rules  # noqa: F401  (registers the rules)
from sihe.kernel.calendar.models import Day, OfficeHours, Year
from sihe.kernel.calendar.queries import REVISION
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.calendar import DayReleased, DaySet, HoursSet, YearChecked
from sihe.kernel.journal.actions import record
from sihe.kernel.journal.revisions import bump


@transaction.atomic
def set_day(
    *, by: Actor, day: date, working: bool, name: str, source: str, at: datetime | None = None
) -> Day:
    """Set one day by hand; deadlines that were given before stay as they were promised.

    Raises:
        Refused: `not_allowed`; `year_outside`; `day_name_missing` or `day_source_missing` (both are law's data).
    """
    require("calendar.edit", by)
    _refuse_outside(day.year)
    _refuse_blank(name=name, source=source)
    row, _made = Day.objects.update_or_create(
        date=day, defaults={"working": working, "name": name.strip(), "source": source.strip()}
    )
    bump(REVISION)
    record(DaySet(day=day, working=working), by=by, about=[About("day", row.pk)], at=at)
    return row


@transaction.atomic
def release_day(*, by: Actor, day: date, at: datetime | None = None) -> None:
    """Take back what was set by hand; the published calendar holds again."""
    require("calendar.edit", by)
    row = Day.objects.filter(date=day).first()
    if row is None:
        raise Refused("day_not_set", field="day")
    about = About("day", row.pk)
    row.delete()
    bump(REVISION)
    record(DayReleased(day=day), by=by, about=[about], at=at)


@transaction.atomic
def check_year(*, by: Actor, year: int, source: str, at: datetime | None = None) -> Year:
    """Say that a year's holidays are entered as published, so that it warns no more."""
    require("calendar.edit", by)
    _refuse_outside(year)
    _refuse_blank(source=source)
    row, _made = Year.objects.update_or_create(year=year, defaults={"source": source.strip()})
    bump(REVISION)
    record(YearChecked(year=year), by=by, about=[About("year", row.pk)], at=at)
    return row


@transaction.atomic
def set_hours(*, by: Actor, since: date, spans: Spans, at: datetime | None = None) -> OfficeHours:
    """Set office hours from a day on: one span or two, in minutes after midnight.

    Raises:
        Refused: `not_allowed`; `hours_order` when a span ends before it begins or they overlap.
    """
    require("calendar.edit", by)
    _refuse_outside(since.year)
    try:
        Hours(since, spans)
    except ValueError:
        raise Refused("hours_order", field="opens") from None
    if len(spans) > 2:
        raise Refused("hours_order", field="opens")
    again = spans[1] if len(spans) == 2 else (None, None)
    row, _made = OfficeHours.objects.update_or_create(
        since=since,
        defaults={
            "opens": spans[0][0], "closes": spans[0][1],
            "opens_again": again[0], "closes_again": again[1],
        },
    )  # fmt: skip
    bump(REVISION)
    record(HoursSet(since=since, spans=spans), by=by, about=[About("hours", row.pk)], at=at)
    return row


def _refuse_outside(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("year_outside", field="day", first=FIRST_YEAR, last=LAST_YEAR)


def _refuse_blank(**texts: str) -> None:
    for field, text in texts.items():
        if not text.strip():
            raise Refused(f"day_{field}_missing", field=field)
