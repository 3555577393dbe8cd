"""Who may open what: every address x everybody, as authorisation.csv says and not otherwise.

The table is read and agreed to by a person at every change; nothing writes it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers.models import Handover
from sihe.interaction.matters.models import Matter
from sihe.kernel.places.spots import PlaceGiven
from tests.architecture import doors
from tests.world import World

PEOPLE = ("nobody", "stranger", "grid_worker", "director", "manager", "leader")


@pytest.fixture
def things(world: World) -> dict[str, Any]:
    """One of everything that an address may name, by the name of its parameter."""
    from uuid import uuid4

    from sihe.interaction.intake.actions import report
    from sihe.kernel.facts import RESIDENT

    registered = report(
        by=RESIDENT, token=uuid4(), text="电梯又停了", given=PlaceGiven(area=world.building.pk),
        category_code="lift",
    )  # fmt: skip
    matter = Matter.objects.get(pk=registered.matter.pk)
    part = handling.add_note(by=world.actor("director"), matter=matter, text="问过了")
    return {
        "code": matter.code, "secret": registered.secret, "sign": world.building.sign,
        "pk": matter.pk, "matter": matter.pk, "note": part.pk,
        "handover": Handover.objects.get(matter=matter).pk,
    }  # fmt: skip


# what the address alone decides; every other parameter is looked up by its name, or is a number of nothing
SAYS = {
    "matters:act": {"name": "note"},
    "following:act": {"name": "add"},
    "handovers:answer": {"name": "accept"},
    "files:photo": {"variant": "small"},
    "notices:card": {"ending": "png"},
    "matters:export": {"kind": "csv"},
    "rulebook:set_retention": {"kind": "matter"},
    "open311:services": {"form": "json"},
    "open311:service": {"form": "json", "code": "lift"},
    "open311:requests": {"form": "json"},
    "open311:request": {"form": "json"},
}


def given(name: str, parameters: frozenset[str], things: dict[str, Any]) -> dict[str, Any]:
    """Return a value for every parameter of an address."""
    found = {p: things.get(p, 987654) for p in parameters}
    return found | {p: v for p, v in SAYS.get(name, {}).items() if p in parameters}


def seen(world: World, things: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Knock at every door as everybody."""
    rows: dict[str, dict[str, str]] = {}
    for name, parameters in doors.addresses():
        rows[name] = {}
        for who in PEOPLE:
            client = Client(raise_request_exception=False)
            if who != "nobody":
                world.login(client, who)
            rows[name][who] = doors.knock(client, name, given(name, parameters, things))
    return rows


@pytest.mark.slow
def test_every_door_opens_for_whom_the_table_says(world: World, things: dict[str, Any]) -> None:
    found, table = seen(world, things), doors.table()
    assert set(found) == set(table)
    wrong = {name: (row, table[name]) for name, row in found.items() if row != table[name]}
    assert wrong == {}


def test_every_address_has_a_name() -> None:
    assert [a for a in doors.unnamed() if not a.startswith("^")] == []


def test_verdicts() -> None:
    assert doors.verdict(302, "/accounts/login/?next=/x") == "sign-in"
    assert (doors.verdict(404), doors.verdict(403), doors.verdict(500)) == (
        "hidden",
        "refused",
        "fault",
    )
    assert doors.verdict(200) == doors.verdict(302, "/desk/") == doors.verdict(422) == "open"
