"""Routing by hand: who may, what it changes, what it refuses."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from sihe.interaction.handovers.models import Handover
from sihe.interaction.locating.queries import settle
from sihe.interaction.matters import actions as matters
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.registering import ReporterGiven
from sihe.interaction.matters.models import Matter
from sihe.interaction.triage import actions
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT
from sihe.kernel.places.spots import PlaceGiven
from sihe.kernel.responsibilities.queries import resolve
from tests.world import World


def waiting(world: World, text: str, category: str = "", words: str = "示例花园3号楼") -> Matter:
    """Return a matter that the matrix could not route."""
    spot, now = settle(PlaceGiven(words=words)), timezone.now()
    chosen = world.categories.get(category)
    resolution = resolve(category=chosen.pk if chosen else None, spot=spot, at=now)
    made = matters.register(
        by=RESIDENT, token=uuid4(), text=text, source="web", spot=spot, category=chosen,
        resolution=resolution, reporter=ReporterGiven(), at=now,
    )  # fmt: skip
    assert made.matter.state == states.TRIAGE
    return made.matter


def test_triage_places_names_and_routes(world: World) -> None:
    matter = waiting(world, "嗯", words="某处")
    routed = actions.triage(
        by=world.actor("leader"), matter=matter, category_code="lift",
        given=PlaceGiven(area=world.building.pk),
    )  # fmt: skip
    assert (routed.state, routed.triage_reason) == (states.OFFERED, "")
    assert Handover.objects.get(matter=matter).receiver == world.property


def test_triage_by_hand_where_the_matrix_has_no_line(world: World) -> None:
    matter = waiting(world, "咨询一下居住证怎么办", "ask")
    director = world.actor("director")
    with pytest.raises(Refused, match="still_unresolved"):
        actions.triage(by=director, matter=matter, category_code="ask")
    own = actions.triage(by=director, matter=matter, receiver=world.committee)
    assert (own.state, own.accountable) == (states.RECEIVED, world.committee)
    other = waiting(world, "再咨询一下怎么办", "ask")
    given = actions.triage(by=director, matter=other, receiver=world.agency, message="请答复")
    assert given.state == states.OFFERED


def test_triage_is_not_for_everybody(world: World) -> None:
    matter = waiting(world, "咨询一下居住证怎么办", "ask")
    for persona in ("repairer", "stranger", "officer"):
        with pytest.raises(Refused, match="not_allowed"):
            actions.triage(by=world.actor(persona), matter=matter, receiver=world.agency)
    assert Matter.objects.get(pk=matter.pk).state == states.TRIAGE
