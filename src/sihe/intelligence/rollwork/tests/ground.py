"""The ground of the tests of rolls: dwellings, somebody who may, and a whole run in one call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from sihe.engines.rolls.tests.making import Made
from sihe.intelligence.rolls import actions as rolls
from sihe.intelligence.rolls.models import Roll, RollChange, Verdict
from sihe.intelligence.rollwork import actions, running
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import Residence
from sihe.kernel.places.models import Area, Dwelling, Level
from tests.world import World


def dwellings(world: World, made: Iterable[Made], grid: str = "grid") -> None:
    """Enter the dwellings in which invented people live, below a grid of the world."""
    known: dict[str, Area] = {a.name: a for a in Area.objects.filter(level=Level.BUILDING)}
    units: dict[tuple[int, str], Area] = {
        (a.parent_id or 0, a.name): a for a in Area.objects.filter(level=Level.UNIT)
    }
    there = set(Dwelling.objects.values_list("building", "unit", "number"))
    for building, unit, room in sorted({(m.building, m.unit, m.room) for m in made}):
        block = known.get(f"{building}号楼") or _area(
            world, Level.BUILDING, f"{building}号楼", world.areas[grid]
        )
        known[block.name] = block
        entrance = units.get((block.pk, f"{unit}单元")) or _area(
            world, Level.UNIT, f"{unit}单元", block
        )
        units[(block.pk, entrance.name)] = entrance
        if (block.pk, entrance.pk, room) not in there:
            Dwelling.objects.create(building=block, unit=entrance, number=room)


def _area(world: World, level: str, name: str, parent: Area) -> Area:
    area = Area.objects.create(level=level, name=name, parent=parent, compound=world.compound)
    area.path = f"{parent.path}{area.pk}/"
    area.save(update_fields=["path"])
    return area


def taken(by: Actor, file: Path, area: Area, as_of: date | None = None) -> Roll:
    """Take a file and read it."""
    roll = rolls.take_roll(by=by, file=file, area=area, as_of=as_of)
    rolls.start_reading(by=by, roll=roll)
    return running.go_on(roll.pk)


def confirmed(by: Actor, roll: Roll) -> Roll:
    """Confirm all differences, each doubtful one by itself, and write them."""
    everything = RollChange.objects.filter(roll=roll)
    actions.decide(by=by, roll=roll, changes=everything, verdict=Verdict.TAKE)
    for change in everything.filter(verdict=Verdict.OPEN):
        actions.decide_one(by=by, roll=roll, change=change, verdict=Verdict.TAKE)
    return running.go_on(roll.pk)


def brought(by: Actor, file: Path, area: Area, as_of: date | None = None) -> Roll:
    """Take a roll in from file to register."""
    roll = taken(by, file, area, as_of)
    return confirmed(by, roll) if roll.state == "open" else roll


def undone(by: Actor, roll: Roll) -> Roll:
    """Take a roll back."""
    actions.start_undo(by=by, roll=roll)
    return running.go_on(roll.pk)


def register() -> list[tuple[str, str, str, str, str]]:
    """Return who lives where now: building, unit, room, name, kind."""
    rows = Residence.objects.filter(until=None).values_list(
        "dwelling__building__name",
        "dwelling__unit__name",
        "dwelling__number",
        "person__name",
        "kind",
    )
    return sorted((b, u or "", n, p, k) for b, u, n, p, k in rows)


def said(made: Iterable[Made]) -> list[tuple[str, str, str, str, str]]:
    """Return the same of an invented roll."""
    return sorted((f"{m.building}号楼", f"{m.unit}单元", m.room, m.name, m.kind) for m in made)


def days_ago(count: int) -> date:
    """Return a day in the past."""
    return timezone.localdate() - timedelta(days=count)
