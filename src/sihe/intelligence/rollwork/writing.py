"""Confirmed differences go into the register by the verbs of people, and come back out when a roll is undone.

Portion by portion, each one transaction that also notes what it did. What has changed in the register since the roll
was compared is seen again here: a spell that somebody ended meanwhile is left alone and says so.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sihe.intelligence.rolls.actions import locked, note, packed
from sihe.intelligence.rolls.models import ChangeKind, Roll, RollChange, RollState, Verdict
from sihe.intelligence.rolls.queries import unpacked
from sihe.intelligence.rollwork.facts import RollUndone, RollWritten
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import IMPORTER, About
from sihe.kernel.journal.actions import record
from sihe.kernel.people import actions as people
from sihe.kernel.people.models import Person, Residence

PORTION = 500
COLUMNS = ("done_at", "trouble", "begun", "ended", "entered", "before", "person_key", "verdict")
FIELDS = {"id": "id_number", "phone": "phone", "name": "name"}


@dataclass
class _Plan:
    """What a portion does: people to enter, fields to correct, spells to end and to begin."""

    enter: list[tuple[RollChange, people.PersonGiven]] = field(default_factory=list)
    correct: dict[int, dict[str, Any]] = field(default_factory=dict)
    ends: dict[int, date] = field(default_factory=dict)
    begin: list[tuple[RollChange, str, date]] = field(default_factory=list)
    by_number: dict[str, Person] = field(default_factory=dict)
    by_key: dict[int, Person] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Sequence[RollChange]) -> "_Plan":
        """Begin a plan with those of its people who are registered; 2 queries."""
        numbers = {r.id_index for r in rows} - {""}
        found = Person.objects.filter(id_index__in=numbers)
        keys = {r.person_key for r in rows if r.person_key}
        return cls(by_number={p.id_index: p for p in found}, by_key=Person.objects.in_bulk(keys))


def write_portion(roll_id: int) -> bool:
    """Write the next confirmed differences; tell whether there may be more.

    Raises:
        Overtaken: when the roll is not being written.
    """
    with transaction.atomic():
        roll = locked(roll_id, RollState.WRITING)
        waiting = roll.changes.filter(verdict__in=(Verdict.TAKE, Verdict.APART), done_at=None)
        rows = list(waiting.order_by("pk")[:PORTION])
        if not rows:
            undecided = roll.changes.filter(verdict=Verdict.OPEN).exists()
            roll.state = RollState.OPEN if undecided else RollState.DONE
            roll.ended_at = None if undecided else timezone.now()
            roll.save()
            return False
        try:
            with transaction.atomic():
                _write(roll, rows)
        except Refused:
            _one_by_one(roll, [row.pk for row in rows])
        count = roll.changes.filter(pk__in=[r.pk for r in rows]).exclude(done_at=None).count()
        record(RollWritten(roll=roll.pk, count=count), by=IMPORTER, about=[About("roll", roll.pk)])
        roll.touched_at = timezone.now()
        roll.save()
    return True


def _one_by_one(roll: Roll, ids: Sequence[int]) -> None:
    """Find the difference that cannot be written; it waits for a person again, with the reason."""
    for pk in ids:
        row = RollChange.objects.get(pk=pk)
        try:
            with transaction.atomic():
                _write(roll, [row])
        except Refused as refused:
            RollChange.objects.filter(pk=pk).update(verdict=Verdict.OPEN, trouble=refused.code[:40])


def _write(roll: Roll, rows: list[RollChange]) -> None:
    plan, now = _Plan.of(rows), timezone.now()
    spells = Residence.objects.filter(
        pk__in=[r.residence_key for r in rows if r.residence_key], until=None
    )
    running = {s.pk: s for s in spells.select_related("person")}
    for row in rows:
        row.done_at, row.trouble = now, ""
        spell = running.get(row.residence_key or 0)
        if row.residence_key and spell is None:
            row.trouble = "spell_ended_meanwhile"
        elif row.kind == ChangeKind.OUT and spell is not None:
            _end(plan, roll, row, spell)
        elif row.kind == ChangeKind.CHANGED and spell is not None and row.verdict == Verdict.TAKE:
            _change(plan, roll, row, spell)
        elif spell is not None:  # two people: the one left, another one came
            row.person_key = None
            _end(plan, roll, row, spell)
            _arrive(plan, roll, row)
        else:
            _arrive(plan, roll, row)
    _carry_out(roll, plan)
    note(rows, COLUMNS)


def _end(plan: _Plan, roll: Roll, row: RollChange, spell: Residence) -> None:
    if spell.pk in plan.ends:
        row.trouble = "spell_ended_meanwhile"
        return
    plan.ends[spell.pk] = max(roll.as_of - timedelta(days=1), spell.since)
    row.ended = spell.pk


def _change(plan: _Plan, roll: Roll, row: RollChange, spell: Residence) -> None:
    said, person = unpacked(row), spell.person
    fields = {FIELDS[w]: said[FIELDS[w]] for w in row.what if w in FIELDS and said.get(FIELDS[w])}
    if "name" in fields:
        fields["other_names"] = sorted({*person.other_names, person.name} - {fields["name"]})
    if fields:
        row.before = json.dumps({f: getattr(person, f) for f in fields}, ensure_ascii=False)
        plan.correct.setdefault(person.pk, {}).update(fields)
    if {"kind", "dwelling"} & set(row.what):
        _end(plan, roll, row, spell)
        if row.ended:
            plan.begin.append((row, said.get("kind") or spell.kind, roll.as_of))


def _arrive(plan: _Plan, roll: Roll, row: RollChange) -> None:
    said = unpacked(row)
    known = plan.by_number.get(row.id_index) or plan.by_key.get(row.person_key or 0)
    if known is not None:
        row.person_key = known.pk
        _fill(plan, row, known, said)
    elif not row.id_index or row.id_index not in plan.numbers:
        plan.numbers.add(row.id_index)
        given = people.PersonGiven(
            said["name"], said.get("phone", ""), said.get("id_number", ""), said.get("birth_year"),
            tuple(said.get("other_names", ())),
        )  # fmt: skip
        plan.enter.append((row, given))
    since = date.fromisoformat(said["since"]) if said.get("since") else roll.as_of
    plan.begin.append((row, said.get("kind") or roll.default_kind, since))


def _fill(plan: _Plan, row: RollChange, known: Person, said: dict[str, Any]) -> None:
    """Add what was not known of somebody registered already; what is known stays as it is."""
    fields = {
        f: said[f]
        for f in ("phone", "id_number", "birth_year")
        if said.get(f) and not getattr(known, f)
    }
    if said["name"] not in (known.name, *known.other_names):
        fields["other_names"] = sorted({*known.other_names, said["name"]})
    if fields:
        row.before = json.dumps({f: getattr(known, f) for f in fields}, ensure_ascii=False)
        plan.correct.setdefault(known.pk, {}).update(fields)


def _carry_out(roll: Roll, plan: _Plan) -> None:
    made = people.enter_people(
        by=IMPORTER, people=[given for _row, given in plan.enter], batch=roll.pk
    )
    by_number: dict[str, int] = {}
    for (row, _given), person in zip(plan.enter, made, strict=True):
        row.entered = row.person_key = person.pk
        if row.id_index:
            by_number[row.id_index] = person.pk
    if plan.correct:
        people.correct_people(by=IMPORTER, changes=plan.correct)
    people.end_residences(by=IMPORTER, ends=plan.ends)
    spells: dict[tuple[int, int, str], tuple[RollChange, date]] = {}
    for row, kind, since in plan.begin:
        row.person_key = row.person_key or by_number[row.id_index]
        key = (row.person_key, row.dwelling_id, kind)
        if key in spells:
            row.trouble = "lives_there"
        else:
            spells[key] = (row, since)
    _begin(roll, spells)


def _begin(roll: Roll, spells: dict[tuple[int, int, str], tuple[RollChange, date]]) -> None:
    """Begin spells; one that runs already is left alone, a later one begins after the earlier has ended."""
    there = Residence.objects.filter(
        person__in={person for person, _d, _k in spells}, dwelling__in={d for _p, d, _k in spells}
    )
    for person, dwelling, kind, until in there.values_list("person", "dwelling", "kind", "until"):
        key = (person, dwelling, kind)
        if key not in spells:
            continue
        row, since = spells[key]
        if until is None:
            row.trouble = "lives_there"
            del spells[key]
        else:
            spells[key] = (row, max(since, until + timedelta(days=1)))
    given = [people.SpellGiven(*key, since) for key, (_row, since) in spells.items()]
    made = people.begin_residences(by=IMPORTER, spells=given, batch=roll.pk) if given else []
    for (row, _since), residence in zip(spells.values(), made, strict=True):
        row.begun = residence.pk


def undo_portion(roll_id: int) -> bool:
    """Take the latest written differences back; tell whether there may be more.

    Raises:
        Overtaken: when the roll is not being undone.
    """
    with transaction.atomic():
        roll = locked(roll_id, RollState.UNDOING)
        written = roll.changes.exclude(done_at=None).exclude(verdict=Verdict.BACK)
        rows = list(written.order_by("-done_at", "-pk")[:PORTION])
        if not rows:
            _end_undo(roll)
            return False
        _restore(rows)
        back = people.take_back(
            by=IMPORTER, begun=[r.begun for r in rows if r.begun], ended=[r.ended for r in rows if r.ended],
            entered=[r.entered for r in rows if r.entered], roll=roll.pk,
        )  # fmt: skip
        roll.kept += len(back.kept_spells) + len(back.kept_people)
        RollChange.objects.filter(pk__in=[r.pk for r in rows]).update(verdict=Verdict.BACK)
        roll.touched_at = timezone.now()
        roll.save()
    return True


def _restore(rows: Sequence[RollChange]) -> None:
    """Let people be called and reached as before, where nobody has corrected it since."""
    wanted = [(row, json.loads(row.before), unpacked(row)) for row in rows if row.before]
    present = Person.objects.in_bulk([row.person_key for row, _b, _s in wanted if row.person_key])
    changes: dict[int, dict[str, Any]] = {}
    for row, before, said in wanted:
        person = present.get(row.person_key or 0)
        if person is None:
            continue
        ours = {
            f: v
            for f, v in before.items()
            if f == "other_names" or getattr(person, f) == said.get(f)
        }
        changes.setdefault(person.pk, {}).update(ours)
    if changes:
        people.correct_people(by=IMPORTER, changes=changes)


def _end_undo(roll: Roll) -> None:
    count = roll.changes.filter(verdict=Verdict.BACK).count()
    roll.changes.update(given=packed({}), before="")
    roll.state, roll.ended_at = RollState.UNDONE, timezone.now()
    roll.save()
    fact = RollUndone(roll=roll.pk, undone=count, kept=roll.kept)
    record(fact, by=IMPORTER, about=[About("roll", roll.pk)])
