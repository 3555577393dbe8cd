"""A street with homes."""

import pytest

from sihe.interaction.bulletins.tests.homes import street
from sihe.kernel.people.models import Household
from tests.world import World


@pytest.fixture
def homes(world: World) -> dict[str, Household]:
    """Five homes: two in 3号楼, two in 5号楼, one in the old block outside of the compound."""
    return street(world)
