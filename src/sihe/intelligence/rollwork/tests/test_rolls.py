"""A first roll with the usual mess, a later one with differences only, doubts, two at once, undoing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sihe.engines.rolls.tests.making import as_csv, messy, next_month, people
from sihe.intelligence.rollwork.tests.ground import (
    brought,
    days_ago,
    dwellings,
    register,
    said,
    taken,
    undone,
)
from sihe.kernel.people.models import Person, Residence
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_messy_roll_comes_in_and_the_next_one_is_only_differences(
    world: World, tmp_path: Path
) -> None:
    made, by = people(90), world.actor("director")
    dwellings(world, made)
    planted = messy(tmp_path / "a.xlsx", made)
    roll = taken(by, tmp_path / "a.xlsx", world.community, days_ago(40))
    assert roll.state == "open", roll.trouble
    assert (roll.rows, roll.refused) == (len(made) + planted["twice"] + 1, planted["twice"] + 1)
    assert Residence.objects.count() == 0
    roll = brought(by, tmp_path / "a.xlsx", world.community, days_ago(40)) if False else roll
    from sihe.intelligence.rollwork.tests.ground import confirmed

    roll = confirmed(by, roll)
    assert roll.state == "done" and register() == said(made)
    after, count = next_month(made, share=0.05)
    second = taken(
        by,
        as_csv(tmp_path / "b.csv", [m.cells() for m in after], "gb18030"),
        world.community,
        days_ago(5),
    )
    kinds = list(second.changes.values_list("kind", "what"))
    assert sum(k == "in" for k, _ in kinds) == count["in"]
    assert sum(k == "out" for k, _ in kinds) == count["out"]
    assert sum("dwelling" in w for _, w in kinds) == count["moved"]
    assert sum("phone" in w for _, w in kinds) >= count["phone"]
    second = confirmed(by, second)
    assert register() == said(after)
    undone(by, second)
    assert register() == said(made)
    undone(by, roll)
    assert register() == [] and not Person.objects.exclude(id_number="").exists()
