"""The named values of JSON objects, read by what is expected of each.

Nothing is raised on the way: what is wrong is noted with its place, the reading goes on, and
`Notes.check` raises `Refused` with everything at the end. A value that was refused reads as its
default. Names that nobody asks for are ignored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sihe.engines.tables.cells import text_fault
from sihe.engines.tables.faults import CellFault, Fault, Refused, shown
from sihe.engines.tables.times import instant

MISSING = object()


class Notes:
    """What is wrong with one input, in the order it was found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def note(self, row: int, column: str, found: object, expected: str) -> None:
        """Notes one fault; `row` is the item of the list it stands in, from 1, or 0."""
        self.faults.append(Fault(self.file, row, column, shown(_written(found)), expected))

    def check(self) -> None:
        """Raises Refused if anything was noted."""
        if self.faults:
            raise Refused(self.faults)


class Fields:
    """One JSON object at a place: `path` names it, `row` is its number in its list (0: no list)."""

    __slots__ = ("given", "notes", "path", "row")

    def __init__(self, given: object, notes: Notes, path: str = "", row: int = 0) -> None:
        self.notes, self.path, self.row = notes, path, row
        if not isinstance(given, Mapping):
            notes.note(row, path, given, "object")
            given = {}
        self.given: Mapping[str, object] = given

    def wrong(self, name: str, found: object, expected: str) -> None:
        """Notes a fault of one of the values."""
        self.notes.note(self.row, f"{self.path}.{name}" if self.path else name, found, expected)

    def has(self, name: str) -> bool:
        """Whether a value was given."""
        return name in self.given

    def text(self, name: str, default: str | None = None) -> str:
        """A text that is not empty; whole numbers read as text. Without `default` it is needed."""
        value = self.given.get(name, MISSING)
        if value is MISSING and default is not None:
            return default
        read = as_text(value)
        if read is None:
            self.wrong(name, value, "text")
            return default or ""
        return read

    def integer(
        self, name: str, default: int | None = None, *, least: int | None = None,
        most: int | None = None,
    ) -> int:  # fmt: skip
        """A whole number within bounds; 3.0 and "3" are none."""
        value = self.given.get(name, MISSING)
        if value is MISSING and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong(name, value, "integer")
        elif least is not None and value < least:
            self.wrong(name, value, f"integer>={least}")
        elif most is not None and value > most:
            self.wrong(name, value, f"integer<={most}")
        else:
            return value
        return default or 0

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.given.get(name, default)
        if not isinstance(value, bool):
            self.wrong(name, value, "true|false")
            return default
        return value

    def one_of(self, name: str, words: Collection[str], default: str | None = None) -> str:
        """One of some words."""
        value = self.given.get(name, MISSING)
        if value is MISSING and default is not None:
            return default
        if not isinstance(value, str) or value not in words:
            self.wrong(name, value, "|".join(words))
            return default or ""
        return value

    def instant(self, name: str) -> int | None:
        """A point in time in epoch seconds; None if it was not given."""
        value = self.given.get(name)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        try:
            if isinstance(value, str):
                return instant(value)
        except CellFault:
            pass
        self.wrong(name, value, "time")
        return None

    def texts(self, name: str, *, needed: bool = True) -> list[str]:
        """A list of texts, none of them twice."""
        listed = self.listed(name, needed)
        if len(listed) == 1 and (only := as_text(listed[0])) is not None:
            return [only]
        found: dict[str, None] = {}
        for value in listed:
            read = as_text(value)
            if read is None:
                self.wrong(name, value, "text")
            elif read in found:
                self.wrong(name, value, "unique")
            else:
                found[read] = None
        return list(found)

    def fields(self, name: str) -> Fields:
        """An object within this one; one that is not there is empty."""
        path = f"{self.path}.{name}" if self.path else name
        return Fields(self.given.get(name, {}), self.notes, path, self.row)

    def items(self, name: str, *, needed: bool = True) -> Iterator[Fields]:
        """The objects of a list, each with its number; a list in a list also says in which item it is."""
        for row, value in enumerate(self.listed(name, needed), start=1):
            one = self.item(name, row, value)
            if one is not None:
                yield one

    def item(self, name: str, row: int, value: object) -> Fields | None:
        """One value of a list as an object, or a fault."""
        within = f"{self.path}[{self.row}]" if self.row else self.path
        path = f"{within}.{name}" if within else name
        if isinstance(value, Mapping):
            return Fields(value, self.notes, path, row)
        self.notes.note(row, path, value, "object")
        return None

    def listed(self, name: str, needed: bool = True) -> Sequence[object]:
        """The values of a list as they are."""
        value = self.given.get(name, MISSING)
        if value is MISSING and not needed:
            return ()
        if not isinstance(value, list):
            self.wrong(name, value, "list")
            return ()
        return value


def as_text(value: object) -> str | None:
    """An id or a word as text, or None: empty, blank, with control characters, or no text at all."""
    if type(value) is str and value.isprintable() and value and not value.isspace():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip() or text_fault(value) is not None:
        return None
    return value


def _written(found: object) -> str:
    if found is MISSING:
        return "nothing"
    if isinstance(found, str):
        return found
    if found is None or isinstance(found, bool):
        return {None: "null", True: "true", False: "false"}[found]
    if isinstance(found, list | Mapping):
        return f"{'list' if isinstance(found, list) else 'object'} of {len(found)}"
    try:
        return str(found)
    except ValueError:  # more digits than Python converts
        return "a very long number"
