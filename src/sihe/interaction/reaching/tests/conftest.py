"""The street with homes, as the bulletins have it."""

from sihe.interaction.bulletins.tests.conftest import homes

__all__ = ["homes"]
