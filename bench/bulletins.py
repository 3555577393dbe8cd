"""How long a bulletin to 100,000 people takes until every home has its receipt; SQLite, invented people.

Run: `python -m bench.bulletins [--people N]`; `bench/speed.py` may call `bulletins()` in its own throw-away database.
Measured is the whole act as a page does it: audience, freeze, receipts, figures by building, one journal entry.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import Any
from uuid import uuid4

from bench.measuring import Line, table, timed
from bench.throwaway import throwaway

PEOPLE, GOAL, BATCH = 100_000, 5.0, 2000
FLATS, UNITS = 60, 4  # flats of a building, in so many units


def prepare(people: int = PEOPLE, seed: int = 2026) -> Any:
    """Build one community with so many people and return the actor who publishes there."""
    from sihe.kernel.access.models import Role
    from sihe.kernel.organisations.models import Jurisdiction, Kind, Mandate, Organisation
    from sihe.kernel.organisations.queries import actor_of
    from sihe.kernel.people.models import Person
    from sihe.kernel.places.models import Area, Level

    parent = None
    for level, name in (
        (Level.DISTRICT, "测速区"),
        (Level.STREET, "测速街道"),
        (Level.COMMUNITY, "测速社区"),
        (Level.GRID, "测速网格"),
    ):
        area = Area.objects.create(level=level, name=name, parent=parent)
        area.path = f"{parent.path if parent else '/'}{area.pk}/"
        area.save()
        parent = area
    community = Area.objects.get(name="测速社区", level=Level.COMMUNITY)
    _fill(parent, community, people, random.Random(seed))
    since = date(2020, 1, 1)
    body = Organisation.objects.create(
        kind=Kind.RESIDENTS_COMMITTEE, name="测速居委会", short_name="测速居委会"
    )
    Jurisdiction.objects.create(organisation=body, area=community, since=since)
    role = Role.objects.create(
        code="bench", name="测速", permissions=["bulletins.write", "bulletins.publish"]
    )
    writer = Person.objects.create(name="测速")
    Mandate.objects.create(
        person=writer, organisation=body, role=role, title="测速", area=community, since=since
    )
    return actor_of(writer.pk)


def _fill(grid: Any, community: Any, people: int, rng: random.Random) -> None:
    from sihe.kernel.people.models import Household, Person, Residence
    from sihe.kernel.places.models import Area, Dwelling, Level

    homes = _homes(people, rng)
    flats: list[Any] = []
    for number in range(1, len(homes) // FLATS + 2):
        building = Area.objects.create(level=Level.BUILDING, name=f"{number}号楼", parent=grid)
        building.path = f"{grid.path}{building.pk}/"
        building.save(update_fields=["path"])
        units = [
            Area.objects.create(level=Level.UNIT, name=f"{u}单元", parent=building)
            for u in range(1, UNITS + 1)
        ]
        for unit in units:
            unit.path = f"{building.path}{unit.pk}/"
        Area.objects.bulk_update(units, ["path"])
        flats += [
            Dwelling(building=building, unit=units[n % UNITS], number=str(101 + n))
            for n in range(FLATS)
        ]
    flats = flats[: len(homes)]
    Dwelling.objects.bulk_create(flats, batch_size=BATCH)
    households = Household.objects.bulk_create(
        [Household(dwelling=flat) for flat in flats], batch_size=BATCH
    )
    rows = _people(homes, rng)
    while portion := list(islice(rows, BATCH)):
        made = Person.objects.bulk_create([person for _home, _kind, person in portion])
        Residence.objects.bulk_create(
            Residence(
                person=person, household=households[home], kind=kind, since=date(2020, 1, 1), name=person.name,
                dwelling_id=households[home].dwelling_id, community=community,
            )
            for (home, kind, _p), person in zip(portion, made, strict=True)
        )  # fmt: skip


def _homes(people: int, rng: random.Random) -> list[int]:
    """Return the number of people of each home, so that they add up."""
    sizes, left = [], people
    while left:
        size = min(left, rng.choices((1, 2, 3, 4, 5), (22, 38, 26, 10, 4))[0])
        sizes.append(size)
        left -= size
    return sizes


def _people(homes: list[int], rng: random.Random) -> Iterator[tuple[int, str, Any]]:
    from sihe.kernel.people.models import Person

    for home, size in enumerate(homes):
        kind = rng.choice(("owner_here", "tenant"))
        for number in range(size):
            index = f"bench{home:08}" if number == 0 and rng.random() < 0.8 else ""
            yield (
                home,
                kind,
                Person(name="测速居民", birth_year=rng.randint(1935, 2020), phone_index=index),
            )


def bulletins(people: int = PEOPLE, writer: Any = None) -> list[Line]:
    """Publish to everybody of a community and count what came of it."""
    from django.utils import timezone

    from sihe.interaction.bulletins import actions
    from sihe.interaction.bulletins.audience import Audience
    from sihe.interaction.bulletins.queries import board
    from sihe.kernel.journal.models import Entry
    from sihe.kernel.notices.models import Message
    from sihe.kernel.people.models import Household
    from sihe.kernel.places.models import Area

    by = writer or prepare(people)
    community = Area.objects.get(name="测速社区")
    given = actions.Given(
        title="全社区停水", text="明天9:00到12:00停水，请提前接好水。", since=timezone.localdate(),
        audience=Audience(areas=(community.pk,)), urgent=True,
    )  # fmt: skip
    draft = actions.draft(by=by, token=uuid4(), given=given)
    before = Entry.objects.count()
    took, kept = timed(lambda: actions.publish(by=by, bulletin=draft))
    homes = Household.objects.filter(dwelling__building__path__startswith=community.path).count()
    if Message.objects.filter(about_kind="bulletin", about_id=kept.pk).count() != homes:
        raise AssertionError("not every home has its receipt")
    if Entry.objects.count() != before + 1:
        raise AssertionError("publishing is more than one entry of the journal")
    looked, lines = timed(lambda: board(kept))
    if sum(line.total for line in lines) != homes:
        raise AssertionError("the board counts other homes than were told")
    size = f"{people:,}"
    return [
        Line(f"bulletin queued: {homes:,} homes, each with its receipt", size, f"{took:.1f} s",
             f"< {GOAL:.0f} s", took < GOAL),
        Line("its reach by building, counted", size, f"{looked * 1000:,.0f} ms", "", None),
    ]  # fmt: skip


def main() -> None:
    """Measure in a throw-away database and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=PEOPLE)
    asked.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    given = asked.parse_args()
    with throwaway():
        found = bulletins(given.people)
    print(json.dumps([asdict(line) for line in found]) if given.json else table(found))


if __name__ == "__main__":
    main()
