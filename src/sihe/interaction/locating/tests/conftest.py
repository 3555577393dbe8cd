"""The same small town as in the tests of places."""

from sihe.kernel.places.tests.conftest import town

__all__ = ["town"]
