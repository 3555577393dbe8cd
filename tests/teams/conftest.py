"""A committee with a vice director beside the director; everything invented."""

import pytest
from django.core.cache import cache

from sihe.kernel.organisations.models import Mandate
from sihe.kernel.people.models import Account, Person
from tests.world import SINCE, World


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def world(world: World) -> World:
    """Add a vice director, who may do what the director may."""
    like = world.mandates["director"]
    person = Person.objects.create(name="示例居委会副主任")
    Account.objects.create_user("vice", None, person=person)
    world.people["vice"] = person
    world.mandates["vice"] = Mandate.objects.create(
        person=person, organisation=like.organisation, role=like.role, title="示例副主任", area=like.area,
        since=SINCE,
    )  # fmt: skip
    return world
