"""The family of flat 501, as accounts has it."""

from __future__ import annotations

import pytest

from sihe.interaction.accounts.tests.homes import Home, settle_in
from tests.world import World


@pytest.fixture
def home(world: World) -> Home:
    """The family of flat 501: two grown-ups, a boy of 16 and a girl of 9."""
    return settle_in(world)
