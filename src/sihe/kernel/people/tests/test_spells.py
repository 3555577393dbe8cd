"""Whatever is begun, ended and taken back: one current spell a person, dwelling and kind, and history unbroken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
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

from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.kernel.people import actions
from sihe.kernel.people.models import Household, Person, Residence
from sihe.kernel.places.models import Dwelling
from tests.world import build

FIRST = date(2026, 1, 1)
KINDS = ("tenant", "tenant", "tenant", "owner_here")
FEW = st.sampled_from((0, 0, 0, 1))  # so that the same person and door come up again
days = st.integers(0, 20).map(lambda n: FIRST + timedelta(days=n))


def code_of(act: Callable[..., Any], **kwargs: Any) -> tuple[str, Any]:
    """Return the code with which an act is refused, or nothing and what it made."""
    try:
        with transaction.atomic():
            return "", act(by=SYSTEM, **kwargs)
    except Refused as refused:
        return refused.code, None


@dataclass
class Roll:
    """What one roll changed, so that it can be taken back."""

    begun: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    entered: list[int] = field(default_factory=list)


class Spells(RuleBasedStateMachine):
    """Random rolls over two doors and a model of what must be true."""

    def __init__(self) -> None:
        super().__init__()
        self.aside = transaction.atomic()
        self.aside.__enter__()
        world = build()
        numbers = ("101", "102")
        self.doors = [Dwelling.objects.create(building=world.building, number=n) for n in numbers]
        self.people = [actions.enter_person(by=SYSTEM, name=f"示例{n}") for n in range(2)]
        self.rolls: list[Roll] = []

    def teardown(self) -> None:
        """Leave the database as it was."""
        transaction.set_rollback(True)
        self.aside.__exit__(None, None, None)

    @rule(who=FEW, door=FEW, kind=st.sampled_from(KINDS), day=days)
    def move_in(self, who: int, door: int, kind: str, day: date) -> None:
        spell = actions.SpellGiven(self.people[who].pk, self.doors[door].pk, kind, day)
        mine = Residence.objects.filter(
            person=spell.person, household__dwelling=spell.dwelling, kind=kind
        )
        fits = all(r.until is not None and r.until < day for r in mine)
        code, made = code_of(actions.begin_residences, spells=[spell], batch=len(self.rolls))
        assert code == "" if fits else code in ("lives_there", "spells_overlap")
        if made:
            self.rolls.append(Roll(begun=[r.pk for r in made]))

    @rule(door=st.integers(0, 1), day=days)
    def a_stranger_moves_in(self, door: int, day: date) -> None:
        person = actions.enter_person(by=SYSTEM, name="来人")
        spell = actions.SpellGiven(person.pk, self.doors[door].pk, "tenant", day)
        made = actions.begin_residences(by=SYSTEM, spells=[spell])
        self.rolls.append(Roll(begun=[r.pk for r in made], entered=[person.pk]))

    @rule(data=st.data(), day=days)
    def move_out(self, data: st.DataObject, day: date) -> None:
        rows = list(Residence.objects.order_by("pk"))
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        fits = row.until is None and row.since <= day
        code, _ = code_of(actions.end_residences, ends={row.pk: day})
        assert code == "" if fits else code in ("ended_already", "ends_too_early")
        if fits:
            self.rolls.append(Roll(ended=[row.pk]))

    @precondition(lambda self: self.rolls)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        roll = self.rolls.pop(data.draw(st.integers(0, len(self.rolls) - 1)))
        before = set(Residence.objects.values_list("pk", flat=True))
        left = actions.take_back(
            by=SYSTEM, begun=roll.begun, ended=roll.ended, entered=roll.entered
        )
        gone = before - set(Residence.objects.values_list("pk", flat=True))
        assert gone <= set(roll.begun), "an undo removes only what its roll began"
        assert set(roll.begun) & before - gone <= set(left.kept_spells)
        for pk in roll.entered:
            assert Person.objects.filter(pk=pk).exists() == (pk in left.kept_people)

    @invariant()
    def one_current_spell_and_no_overlap(self) -> None:
        spells: dict[Any, list[Residence]] = {}
        for row in Residence.objects.select_related("household").order_by("since", "pk"):
            key = (row.person_id, row.household.dwelling_id, row.kind)
            spells.setdefault(key, []).append(row)
        for rows in spells.values():
            assert sum(r.until is None for r in rows) <= 1
            for earlier, later in pairwise(rows):
                assert earlier.until is not None and earlier.until < later.since

    @invariant()
    def no_household_without_people(self) -> None:
        assert not Household.objects.filter(residences__isnull=True).exists()


def play(examples: int) -> None:
    """Play random rolls."""
    run_state_machine_as_test(
        Spells,
        settings=settings(
            max_examples=examples, stateful_step_count=20, deadline=None, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db
def test_random_rolls() -> None:
    play(25)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_planted_fault_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "_refuse_overlaps", lambda spells: None)
    with pytest.raises((AssertionError, IntegrityError)):
        play(150)


@pytest.mark.django_db
@pytest.mark.parametrize("later", ["runs", "has ended"])
def test_an_end_is_not_undone_beneath_a_later_spell(later: str) -> None:
    world = build()
    person = actions.enter_person(by=SYSTEM, name="示例")

    def move_in(day: int) -> Residence:
        spell = actions.SpellGiven(person.pk, world.dwelling.pk, "tenant", date(2026, 1, day))
        return actions.begin_residences(by=SYSTEM, spells=[spell])[0]

    first = move_in(1)
    actions.end_residence(by=SYSTEM, residence=first, until=date(2026, 1, 5))
    second = move_in(6)
    if later == "has ended":
        actions.end_residence(by=SYSTEM, residence=second, until=date(2026, 1, 9))
    assert actions.take_back(by=SYSTEM, ended=[first.pk]).kept_spells == (first.pk,)
    first.refresh_from_db()
    assert first.until == date(2026, 1, 5)
    if later == "has ended":  # the second's end may be undone: nothing came after it
        assert actions.take_back(by=SYSTEM, ended=[second.pk]).kept_spells == ()
    assert actions.take_back(by=SYSTEM, begun=[second.pk]).kept_spells == ()
    assert actions.take_back(by=SYSTEM, ended=[first.pk]).kept_spells == ()
    assert list(Residence.objects.values_list("pk", "until")) == [(first.pk, None)]


@pytest.mark.django_db
def test_two_at_once_cannot_both_move_the_same_person_in() -> None:
    world = build()
    person = actions.enter_person(by=SYSTEM, name="示例")
    spell = actions.SpellGiven(person.pk, world.dwelling.pk, "tenant", FIRST)
    with pytest.raises(Refused, match="lives_there"):
        actions.begin_residences(by=SYSTEM, spells=[spell, spell])
    assert not Residence.objects.exists()
