"""Any sequence of rolls, moves by hand and undos: one current spell a person, dwelling and kind; history unbroken;
rights ended on their date; an undo right after a roll leaves everything as it was before."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sihe.engines.rolls import check_character
from sihe.engines.rolls.tests.making import KINDS, Made, as_csv
from sihe.intelligence.rolls.models import Roll, Verdict
from sihe.intelligence.rollwork import actions, running, writing
from sihe.intelligence.rollwork.tests.ground import (
    brought,
    dwellings,
    register,
    said,
    taken,
    undone,
)
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.people import actions as people
from sihe.kernel.people.models import Household, Person, Residence
from tests.world import build

NAMES = ("赵一鸣", "钱二多", "孙立三", "王小明", "王晓明")
ROOMS = ("101", "102", "103")
FIRST = date(2026, 1, 10)


def number(who: int) -> str:
    """Return the identity number of an invented person."""
    digits = f"99000119600101{who:03d}"
    return digits + check_character(digits)


rows = st.builds(
    lambda who, room, kind, named, phone: Made(
        "3", "2", room, NAMES[who], number(who) if named else "", phone, kind
    ),
    st.integers(0, 4), st.sampled_from(ROOMS), st.sampled_from(sorted(KINDS)), st.booleans(),
    st.sampled_from(("", "10000000001", "10000000002")),
)  # fmt: skip
certain = st.lists(
    st.builds(
        lambda who, room, kind: Made("3", "2", room, NAMES[who], number(who), "", kind),
        st.integers(0, 4), st.sampled_from(ROOMS), st.sampled_from(("owner_here", "tenant")),
    ),
    max_size=5, unique_by=lambda m: m.id_number,
)  # fmt: skip
later = st.integers(0, 3)


def history() -> list[tuple[Any, ...]]:
    """Return everything that is known of who lived where, and what of the people a roll can change."""
    spells = Residence.objects.values_list(
        "pk", "person", "dwelling", "kind", "since", "until", "person__name", "person__phone_index",
        "person__id_index",
    )  # fmt: skip
    return sorted(spells)


class Rolls(RuleBasedStateMachine):
    """Random rolls over three doors and what must always be true."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.aside = transaction.atomic()
        self.aside.__enter__()
        self.world = build()
        self.by = self.world.actor("director")
        dwellings(self.world, [Made("3", "2", room, "", "", "", "tenant") for room in ROOMS])
        self.day = FIRST
        self.done: list[Roll] = []

    def teardown(self) -> None:
        """Leave the database as it was."""
        transaction.set_rollback(True)
        self.aside.__exit__(None, None, None)

    def file(self, made: list[Made]) -> Path:
        """Write a roll; a first row that is no person makes a file of nobody a file."""
        return as_csv(self.folder / "roll.csv", [["合计", *[""] * 7], *(m.cells() for m in made)])

    @rule(made=st.lists(rows, max_size=6), days=later, data=st.data())
    def a_roll_decided_piece_by_piece(
        self, made: list[Made], days: int, data: st.DataObject
    ) -> None:
        self.day += timedelta(days=days)
        roll = taken(self.by, self.file(made), self.world.building, self.day)
        for change in roll.changes.order_by("pk") if roll.state == "open" else ():
            pair = change.kind == "changed" and change.doubt
            choices = [Verdict.TAKE, Verdict.LEAVE, *([Verdict.APART] if pair else [])]
            verdict = data.draw(st.sampled_from(choices))
            actions.decide_one(by=self.by, roll=roll, change=change, verdict=verdict)
        roll = running.go_on(roll.pk)
        stuck = roll.changes.filter(verdict=Verdict.OPEN)
        for change in stuck:
            assert change.trouble
            actions.decide_one(by=self.by, roll=roll, change=change, verdict=Verdict.LEAVE)
        roll = running.go_on(roll.pk)
        assert roll.state == "done"
        if roll.changes.exclude(done_at=None).exists():
            self.done.append(roll)

    @rule(made=certain, days=later)
    def a_roll_of_numbers_confirmed_whole(self, made: list[Made], days: int) -> None:
        self.day += timedelta(days=days)
        before = history()
        roll = brought(self.by, self.file(made), self.world.building, self.day)
        if roll.state != "done":
            self._left_to_a_person(roll)
            return
        lives = {(r[2], r[3]) for r in register()}
        assert {(s[2], s[3]) for s in said(made)} <= lives
        for change in roll.changes.exclude(ended=None):
            spell = Residence.objects.get(pk=change.ended or 0)
            assert spell.until == max(self.day - timedelta(days=1), spell.since)
        if not roll.changes.exclude(done_at=None).exists():
            return
        undone(self.by, roll)
        assert history() == before, "an undo right after a roll leaves everything as it was"
        self.done.append(brought(self.by, self.file(made), self.world.building, self.day))

    def _left_to_a_person(self, roll: Any) -> None:
        """A number that stands in another's name already is told, and changes nothing by itself."""
        stuck = roll.changes.filter(verdict=Verdict.OPEN)
        assert set(stuck.values_list("trouble", flat=True)) == {"id_taken"}
        for change in stuck:
            actions.decide_one(by=self.by, roll=roll, change=change, verdict=Verdict.LEAVE)
        roll = running.go_on(roll.pk)
        assert roll.state == "done"
        if roll.changes.exclude(done_at=None).exists():
            self.done.append(roll)

    @rule(data=st.data(), days=later)
    def somebody_moves_by_hand(self, data: st.DataObject, days: int) -> None:
        self.day += timedelta(days=days)
        running_now = list(Residence.objects.filter(until=None, since__lte=self.day).order_by("pk"))
        if running_now:
            row = data.draw(st.sampled_from(running_now))
            people.end_residence(by=SYSTEM, residence=row, until=self.day)

    @rule(who=st.integers(0, 4), data=st.data())
    def somebody_is_corrected_by_hand(self, who: int, data: st.DataObject) -> None:
        person = (
            Person.objects.filter(name=NAMES[who], residences__isnull=False).order_by("pk").first()
        )
        if person is not None:
            phone = data.draw(st.sampled_from(("", "10000000009")))
            people.correct_person(by=SYSTEM, person=person, phone=phone)

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def an_undo(self, data: st.DataObject) -> None:
        roll = self.done.pop(data.draw(st.integers(0, len(self.done) - 1)))
        others = set(Residence.objects.exclude(batch=roll.pk).values_list("pk", flat=True))
        assert undone(self.by, roll).state == "undone"
        assert others <= set(Residence.objects.values_list("pk", flat=True))
        with pytest.raises(Refused):
            actions.start_undo(by=self.by, roll=roll)

    @invariant()
    def one_current_spell_and_no_overlap(self) -> None:
        spells: dict[Any, list[Residence]] = {}
        for row in Residence.objects.order_by("since", "pk"):
            spells.setdefault((row.person_id, row.dwelling_id, row.kind), []).append(row)
        for one in spells.values():
            assert sum(r.until is None for r in one) <= 1
            for earlier, after in pairwise(one):
                assert earlier.until is not None and earlier.until < after.since

    @invariant()
    def nobody_is_lost_or_doubled(self) -> None:
        assert not Household.objects.filter(residences__isnull=True).exists()
        numbers = [n for n in Person.objects.values_list("id_index", flat=True) if n]
        assert len(numbers) == len(set(numbers))
        for row in Residence.objects.select_related("person"):
            assert row.name == row.person.name


def play(folder: Path, examples: int) -> None:
    """Play random rolls."""
    Rolls.folder = folder
    run_state_machine_as_test(
        Rolls,
        settings=settings(
            max_examples=examples, stateful_step_count=12, deadline=None, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: Any) -> None:
    """Keep files in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.mark.slow
@pytest.mark.django_db
def test_random_rolls(tmp_path: Path) -> None:
    play(tmp_path, 12)
    assert first_broken() is None


@pytest.mark.slow
@pytest.mark.django_db
def test_a_planted_fault_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_restore", lambda rows: None)
    with pytest.raises((AssertionError, IntegrityError)):
        play(tmp_path, 60)
