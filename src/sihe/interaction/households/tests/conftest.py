"""The household of rounds, for its page."""

from sihe.interaction.rounds.tests.conftest import (
    NAME,
    PHONE,
    Give,
    Home,
    _own_place,
    give,
    home,
    sheet,
)

__all__ = ["NAME", "PHONE", "Give", "Home", "_own_place", "give", "home", "sheet"]
