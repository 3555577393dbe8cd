"""The verbs of rolls: take a file, choose its columns, read and compare it, drop it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sihe.engines.rolls import TARGETS, guessed, missing, opened
from sihe.engines.tables import TableError
from sihe.intelligence.rolls import keeping
from sihe.intelligence.rolls import rules as _rules  # noqa: F401  (registers the rules)
from sihe.intelligence.rolls.models import (
    Roll,
    RollChange,
    RollColumns,
    RollState,
    Stage,
    Verdict,
)
from sihe.intelligence.rolls.queries import at_work_here
from sihe.intelligence.rolls.reading import Overtaken, locked, packed
from sihe.intelligence.rolls.running import read, stalled
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import ResidenceKind
from sihe.kernel.places.models import Area, Compound, Level
from sihe.kernel.places.tree import lineage

__all__ = [
    "Overtaken", "choose_columns", "drop", "end_file", "locked", "note", "packed", "read", "stalled", "start_reading",
    "sweep_plain", "take_roll",
]  # fmt: skip
MOST_BYTES = 64 * 2**20
DROPPED_FROM = (
    RollState.NEW, RollState.OPEN, RollState.FAILED, RollState.READING, RollState.DONE,
)  # fmt: skip
LEVELS = (Level.COMMUNITY, Level.GRID, Level.BUILDING)


def take_roll(
    *, by: Actor, file: UploadedFile | Path, area: Area, compound: Compound | None = None,
    as_of: date | None = None, default_kind: str = ResidenceKind.OWNER_HERE, name: str = "",
) -> Roll:  # fmt: skip
    """Keep a file, encrypted, and find out what its columns mean; nothing is read yet.

    `area`, `compound`: what the roll covers. Only people living there can be found to have moved out.

    Raises:
        Refused: `not_allowed`, `roll_too_big`, `roll_unreadable`, `cover_wrong`, `roll_ahead`.
    """
    title = (name or Path(str(file.name)).name)[-120:]
    size = file.stat().st_size if isinstance(file, Path) else file.size or 0
    if size > MOST_BYTES:
        raise Refused("roll_too_big", field="file", most=MOST_BYTES // 2**20)
    community = lineage(area).get(Level.COMMUNITY)
    if area.level not in LEVELS or community is None:
        raise Refused("cover_wrong", field="cover")
    if by.person is None or by.organisation is None:
        raise Refused("not_allowed", permission="rolls.import")
    day, now = as_of or timezone.localdate(), timezone.now()
    if day > timezone.localdate():
        raise Refused("roll_ahead", field="as_of")
    roll = Roll(
        organisation_id=by.organisation, person_id=by.person, area=area, compound=compound, community_id=community,
        as_of=day, default_kind=default_kind, file_name=title, created_at=now, touched_at=now,
    )  # fmt: skip
    require("rolls.import", by, roll)
    with keeping.plain_copy(file, title) as plain:
        try:
            roll.heads = opened(plain).heads
        except TableError as error:
            raise Refused("roll_unreadable", field="file", reason=error.fault.expected) from None
        roll.columns = _meaning(roll)
        roll.kept_as = keeping.keep(plain)
    try:
        roll.save()
    except BaseException:
        keeping.remove(roll.kept_as)
        raise
    return roll


def _meaning(roll: Roll) -> dict[str, str]:
    known = RollColumns.objects.filter(organisation=roll.organisation_id, heads=_digest(roll.heads))
    kept = known.values_list("columns", flat=True).first()
    return dict(kept) if kept else guessed(roll.heads)


def _digest(heads: list[str]) -> str:
    return hashlib.sha256("\x1f".join(heads).encode()).hexdigest()


@transaction.atomic
def choose_columns(*, by: Actor, roll: Roll, columns: Mapping[str, str]) -> Roll:
    """Say which column means what; it is remembered for the organisation's next table with these columns.

    Raises:
        Refused: `not_allowed`, `roll_state`, `roll_target_missing`, `roll_column_missing`, `roll_decided`.
    """
    roll = _locked(roll)
    require("rolls.import", by, roll)
    _refuse_unless(roll, RollState.NEW, RollState.OPEN, RollState.FAILED, RollState.DONE)
    chosen = {t: columns[t] for t in TARGETS if columns.get(t)}
    lacking = missing(chosen)
    if lacking:
        raise Refused("roll_target_missing", field=lacking, target=lacking)
    for target, column in chosen.items():
        if column not in roll.heads:
            raise Refused("roll_column_missing", field=target, column=column)
    _begin_anew(roll)
    roll.columns = chosen
    roll.save()
    RollColumns.objects.update_or_create(
        organisation_id=roll.organisation_id,
        heads=_digest(roll.heads),
        defaults={"columns": chosen},
    )
    return roll


def _begin_anew(roll: Roll) -> None:
    if not roll.kept_as or roll.changes.exclude(verdict=Verdict.OPEN).exists():
        raise Refused("roll_decided")
    roll.changes.all().delete()
    roll.refusals.all().delete()
    roll.rows = roll.sound = roll.refused = roll.same = 0
    roll.stage, roll.after, roll.warnings, roll.trouble = Stage.ROWS, 0, {}, ""
    roll.state = RollState.NEW


@transaction.atomic
def start_reading(*, by: Actor, roll: Roll) -> Roll:
    """Let a roll be read and compared, unless somebody is at work on a roll of the same place.

    Raises:
        Refused: `not_allowed`, `roll_state`, `roll_target_missing`, `roll_at_work` (who is, since when).
    """
    # the community is locked, so that of two who begin at once the second sees the first
    Area.objects.select_for_update(of=("self",)).get(pk=roll.community_id)
    roll = _locked(roll)
    require("rolls.import", by, roll)
    _refuse_unless(roll, RollState.NEW)
    lacking = missing(roll.columns)
    if lacking:
        raise Refused("roll_target_missing", field=lacking, target=lacking)
    other = at_work_here(roll)
    if other is not None:
        raise Refused(
            "roll_at_work", who=other.person.name, file=other.file_name, at=other.touched_at
        )
    return _moved(roll, RollState.READING)


@transaction.atomic
def drop(*, by: Actor, roll: Roll) -> Roll:
    """Give a roll up: what was written stays, what waits goes with the file.

    Raises:
        Refused: `not_allowed`, `roll_state`.
    """
    roll = _locked(roll)
    require("rolls.import", by, roll)
    _refuse_unless(roll, *DROPPED_FROM)
    roll.changes.filter(done_at=None).delete()
    end_file(roll)
    written = roll.changes.exists()
    roll.ended_at = timezone.now()
    return _moved(roll, RollState.DONE if written else RollState.DROPPED)


def end_file(roll: Roll) -> None:
    """Remove the file of a locked roll with the end of the transaction; the caller saves the roll."""
    kept_as, roll.kept_as = roll.kept_as, ""
    transaction.on_commit(lambda: keeping.remove(kept_as))


def note(changes: list[RollChange], fields: Sequence[str]) -> None:
    """Keep what was done about differences.

    An upsert takes a tenth of the time of `bulk_update`, whose CASE has a branch for each row and column.
    """
    RollChange.objects.bulk_create(
        changes, update_conflicts=True, unique_fields=["id"], update_fields=list(fields)
    )


sweep_plain = keeping.sweep_plain


def _locked(roll: Roll) -> Roll:
    rows = Roll.objects.select_for_update(of=("self",)).select_related("area", "compound")
    return rows.get(pk=roll.pk)


def _moved(roll: Roll, state: str) -> Roll:
    roll.state, roll.touched_at = state, timezone.now()
    roll.save()
    return roll


def _refuse_unless(roll: Roll, *allowed: str) -> None:
    if roll.state not in allowed:
        raise Refused("roll_state", state=roll.state)
