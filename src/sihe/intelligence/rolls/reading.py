"""The rows of a file become changes still to be compared, or refusals with their cell; portion by portion."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from sihe.engines.rolls import Resident, RowRefused, opened, plain_name, read_row
from sihe.engines.tables.faults import shown
from sihe.intelligence.rolls import keeping
from sihe.intelligence.rolls.models import Roll, RollChange, RollRefusal, RollState, Stage
from sihe.intelligence.rolls.places import Doors
from sihe.intelligence.rolls.queries import name_key, unpacked
from sihe.kernel.people.models import Person
from sihe.kernel.privacy import masks

PORTION = 1000
MASKS = {
    "name": masks.name,
    "other_names": masks.name,
    "phone": masks.phone,
    "id_number": masks.id_number,
}
Numbered = tuple[int, dict[str, str], str]


class Overtaken(Exception):
    """Somebody else works on the roll, or it was stopped: nothing is left to do here."""


def read_rows(roll: Roll) -> Iterator[Roll]:
    """Read all rows from where an earlier reading stopped; the roll comes after each portion."""
    doors, today = Doors(roll), timezone.localdate()
    with keeping.readable(roll.kept_as) as plain:
        for portion in _portions(plain, roll):
            roll = _taken(roll, portion, doors, today)
            yield roll


def _portions(plain: Path, roll: Roll) -> Iterator[list[Numbered]]:
    source = islice(opened(plain).read(roll.columns), roll.rows, None)
    while some := list(islice(source, PORTION)):
        yield some


def _taken(roll: Roll, rows: list[Numbered], doors: Doors, today: date) -> Roll:
    sound: list[RollChange] = []
    refusals: list[RollRefusal] = []
    warnings: Counter[str] = Counter()
    for line, row, broken in rows:
        try:
            resident = read_row(line, row, broken, roll.columns, today)
            spot = doors.find(resident.door, roll.columns)
        except RowRefused as refused:
            refusals.append(refusal(roll, line, refused, row.get(roll.columns["name"], "")))
        else:
            warnings.update(resident.warnings)
            sound.append(_change(roll, resident, spot.dwelling, spot.building))
    with transaction.atomic():
        now = locked(roll.pk, RollState.READING)
        if now.rows != roll.rows or now.stage != Stage.ROWS:
            raise Overtaken
        RollChange.objects.bulk_create(sound)
        RollRefusal.objects.bulk_create(refusals)
        now.rows += len(rows)
        now.sound += len(sound)
        now.refused += len(refusals)
        now.warnings = dict(Counter(now.warnings) + warnings)
        now.touched_at = timezone.now()
        now.save()
    return now


def locked(pk: int, state: str) -> Roll:
    """Return a roll, kept from others until the transaction ends.

    Raises:
        Overtaken: when it is no longer in the state.
    """
    roll = Roll.objects.select_for_update(of=("self",)).select_related("area").get(pk=pk)
    if roll.state != state:
        raise Overtaken
    return roll


def refusal(roll: Roll, line: int, refused: RowRefused, name: str = "") -> RollRefusal:
    """Return a refused row: its cell masked by what the column holds, long numbers in any column cut.

    Of the name a keyed hash is kept, so that nobody is taken for moved out whose row was refused.
    """
    target = next((t for t, column in roll.columns.items() if column == refused.column), "")
    found = " ".join(refused.found.split())
    mask = MASKS.get(target, _long_numbers_cut)
    return RollRefusal(
        roll=roll,
        line=line,
        column=refused.column[:60],
        found=shown(mask(found))[:60],
        reason=refused.code[:40],
        name_key=name_key(plain_name(name)) if name.strip() else "",
    )


def _change(roll: Roll, resident: Resident, dwelling: int, building: int) -> RollChange:
    hashed = Person(phone=resident.phone, id_number=resident.id_number).index()
    return RollChange(
        roll=roll, line=resident.line, dwelling_id=dwelling, building_id=building, given=packed(given_of(resident)),
        name_key=name_key(resident.name), id_index=hashed.id_index, phone_index=hashed.phone_index,
    )  # fmt: skip


def _long_numbers_cut(text: str) -> str:
    return re.sub(r"\d{5,}", lambda found: f"{found[0][:2]}****", text)


def given_of(resident: Resident) -> dict[str, Any]:
    """Return what a row says of a person; what it does not say is left out."""
    said = {
        "name": resident.name, "other_names": list(resident.other_names), "id_number": resident.id_number,
        "phone": resident.phone, "kind": resident.kind, "since": resident.since, "birth_year": resident.birth_year,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value}


def packed(given: dict[str, Any]) -> str:
    """Return what a row says as text, to be encrypted."""
    return json.dumps(given, ensure_ascii=False, separators=(",", ":"))


def refuse_twice(roll: Roll, rows: Iterable[RollChange]) -> int:
    """Move rows that say a person again to the refused ones; return how many. Runs in a transaction."""
    gone = list(rows)
    column = roll.columns.get("name", "")
    RollRefusal.objects.bulk_create(
        refusal(roll, row.line, RowRefused("twice", column, str(unpacked(row).get("name", ""))))
        for row in gone
    )
    RollChange.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return len(gone)
