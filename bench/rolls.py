"""A roll of 100,000 invented people from file to register: seconds, and memory on the way.

Run: `python -m bench.rolls [people]` prints one line of JSON. A process of its own on an empty database, so that the
memory is that of the import: reading, comparing, confirming all, writing, as the pages do it. Checked before anything
is told: everybody lives where the roll says, and a second roll finds nothing but what was planted in it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.importing import highest
from bench.measuring import Line
from bench.throwaway import throwaway

PEOPLE, GOAL = 100_000, 180.0
MARKS = (0.1, 0.5, 1.0)


@dataclass
class Brought:
    """What was measured. `cpu`: seconds of the processor for reading and writing. `peaks`: highest memory of the
    process in MiB when that part of all rows was written."""

    people: int = 0
    read: float = 0.0
    written: float = 0.0
    again: float = 0.0
    cpu: float = 0.0
    differences: int = 0
    peaks: dict[str, int] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Return how long the import took from file to register."""
        return self.read + self.written


def ground(made: list[Any]) -> tuple[Any, Any]:
    """Build a street with one community and the dwellings; return the community and who may."""
    from sihe.kernel.access.models import Role
    from sihe.kernel.facts import SYSTEM
    from sihe.kernel.organisations.models import Kind, Mandate, Organisation
    from sihe.kernel.organisations.queries import actor_of
    from sihe.kernel.people.models import Person
    from sihe.kernel.places.actions import add_dwellings, create_area
    from sihe.kernel.places.models import Level

    street = create_area(by=SYSTEM, level=Level.STREET, name="示例街道")
    community = create_area(by=SYSTEM, level=Level.COMMUNITY, name="示例社区", parent=street)
    grid = create_area(by=SYSTEM, level=Level.GRID, name="第1网格", parent=community)
    doors: dict[str, dict[str, set[str]]] = {}
    for one in made:
        doors.setdefault(one.building, {}).setdefault(one.unit, set()).add(one.room)
    for building, units in doors.items():
        block = create_area(by=SYSTEM, level=Level.BUILDING, name=f"{building}号楼", parent=grid)
        for unit, rooms in units.items():
            entrance = create_area(by=SYSTEM, level=Level.UNIT, name=f"{unit}单元", parent=block)
            add_dwellings(by=SYSTEM, building=block, unit=entrance, numbers=sorted(rooms))
    role = Role.objects.create(
        code="bench", name="示例", permissions=["rolls.import", "rolls.confirm"]
    )
    body = Organisation.objects.create(
        kind=Kind.RESIDENTS_COMMITTEE, name="示例居委会", short_name="示例居委会"
    )
    person = Person.objects.create(name="示例主任")
    Mandate.objects.create(
        person=person,
        organisation=body,
        role=role,
        title="主任",
        area=community,
        since="2020-01-01",
    )
    return community, actor_of(person.pk)


def bring(found: Brought, folder: Path, count: int) -> None:
    """Read, confirm and write a first roll; then read one of a month later."""
    from sihe.engines.rolls.tests.making import as_csv, next_month, people
    from sihe.intelligence.rolls import actions as rolls
    from sihe.intelligence.rollwork import actions, running
    from sihe.kernel.people.models import Residence

    made = people(int(count / 2.1))[:count]
    community, by = ground(made)
    as_csv(folder / "a.csv", [m.cells() for m in made])
    after, planted = next_month(made)
    as_csv(folder / "b.csv", [m.cells() for m in after])
    found.people, made, after = (
        len(made),
        [],
        [],
    )  # what is measured is the import, not the invention

    def written(roll: Any) -> None:
        done = roll.changes.exclude(done_at=None).count()
        for mark in MARKS:
            if done >= mark * found.people:
                found.peaks.setdefault(f"{mark:.0%}", highest())

    began, spent = time.perf_counter(), time.process_time()
    roll = rolls.take_roll(by=by, file=folder / "a.csv", area=community)
    rolls.start_reading(by=by, roll=roll)
    roll = running.go_on(roll.pk)
    found.read = time.perf_counter() - began
    began = time.perf_counter()
    actions.decide(by=by, roll=roll, changes=roll.changes.all(), verdict="take")
    roll = running.go_on(roll.pk, written)
    found.written = time.perf_counter() - began
    found.cpu = time.process_time() - spent
    live = Residence.objects.filter(until=None).count()
    if (roll.state, roll.refused, live) != ("done", 0, found.people):
        raise AssertionError(
            f"{roll.state}: {roll.refused} refused, {live} live here of {found.people}"
        )
    began = time.perf_counter()
    second = rolls.take_roll(by=by, file=folder / "b.csv", area=community)
    rolls.start_reading(by=by, roll=second)
    second = running.go_on(second.pk)
    found.again = time.perf_counter() - began
    found.differences = second.changes.count()
    if found.differences != sum(planted.values()):
        raise AssertionError(
            f"{found.differences} differences, {sum(planted.values())} were planted"
        )


def measured(count: int = PEOPLE) -> dict[str, Any]:
    """Measure in this process."""
    found = Brought()
    with throwaway() as folder:
        bring(found, folder, count)
    return asdict(found)


def rolls(count: int = PEOPLE) -> list[Line]:
    """Measure in a process of its own; the lines for the table of `bench.speed`."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.rolls", str(count)],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    found = Brought(**json.loads(done.stdout.splitlines()[-1]))
    peaks = ", ".join(f"{mib} MiB at {share}" for share, mib in found.peaks.items())
    return [
        Line(f"roll of residents from file to register ({found.read:.0f} s reading, {found.written:.0f} s writing)",
             f"{found.people:,}", f"{found.seconds:.0f} s", f"< {GOAL:.0f} s", found.seconds < GOAL,
             f"{found.cpu:.0f} s of the processor; highest memory of the process {peaks}"),
        Line(f"the next month's roll compared: {found.differences:,} differences", f"{found.people:,}",
             f"{found.again:.0f} s", "", None),
    ]  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)))
    sys.exit(0)
