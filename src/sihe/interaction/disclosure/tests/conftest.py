"""Keeping and publishing in a few words; everything invented."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from sihe.interaction.disclosure import actions
from sihe.interaction.disclosure.models import AccountEntry
from tests.world import World

Keep = Callable[..., AccountEntry]


@pytest.fixture
def keep(world: World) -> Keep:
    """Enter a line of the committee's account as the grid worker."""

    def kept(heading: str, amount: int, day: date = date(2025, 3, 5), **more: Any) -> AccountEntry:
        given: dict[str, Any] = {"words": "示例账目", "token": uuid4(), **more}
        return actions.keep_entry(
            by=world.actor(given.pop("persona", "grid_worker")), organisation=world.committee,
            day=day, heading=heading, amount=amount, **given,
        )  # fmt: skip

    return kept
