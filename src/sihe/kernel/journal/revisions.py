"""Copies of rarely changed rows in memory, refreshed as soon as any process changes the rows.

One query of a few bytes tells whether every copy that a request needs is still true.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from sihe.kernel.journal.models import Revision

T = TypeVar("T")
_looked_up: ContextVar[dict[str, int] | None] = ContextVar("revision numbers", default=None)


@contextmanager
def looked_up_once() -> Iterator[None]:
    """Look the numbers up once for every copy that is asked for in the block: one act, one moment."""
    if _looked_up.get() is not None:
        yield
        return
    token = _looked_up.set(_look_up())
    try:
        yield
    finally:
        _looked_up.reset(token)


def bump(name: str) -> None:
    """Say, in the transaction of the change, that the rows called `name` have changed.

    The number is drawn anew, not counted up: one that was rolled back can never be given to other rows.
    """
    number = secrets.randbits(62)
    if not Revision.objects.filter(name=name).update(number=number):
        Revision.objects.create(name=name, number=number)
    known = _looked_up.get()
    if known is not None:
        known[name] = number


def numbers() -> dict[str, int]:
    """Return all revision numbers, in one query; in none inside `looked_up_once`."""
    known = _looked_up.get()
    return _look_up() if known is None else known


def _look_up() -> dict[str, int]:
    return dict(Revision.objects.values_list("name", "number"))


_every: list["Kept[Any]"] = []


def forget_all() -> None:
    """Drop every copy: after the database was emptied, the number 0 means other rows than before."""
    for kept in _every:
        kept.forget()


class Kept(Generic[T]):
    """One copy: `kept.get(numbers)` loads it again when its number has moved."""

    def __init__(self, name: str, load: Callable[[], T]) -> None:
        self.name = name
        self._load = load
        self._number = -1
        self._value: T | None = None
        _every.append(self)

    def get(self, present: dict[str, int] | None = None) -> T:
        """Return the copy that belongs to the present number (looked up when not given)."""
        number = (numbers() if present is None else present).get(self.name, 0)
        if self._value is None or number != self._number:
            self._value, self._number = self._load(), number
        return self._value

    def forget(self) -> None:
        """Drop the copy; for tests that roll their changes back."""
        self._value, self._number = None, -1
