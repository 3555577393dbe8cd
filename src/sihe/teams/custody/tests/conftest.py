"""The same street as in the tests of appointments."""

from sihe.teams.appointments.tests.conftest import _fresh_counts, world

__all__ = ["_fresh_counts", "world"]
