"""What the staff shell's rail shows; built by whoever knows the person's mandates."""

from collections.abc import Sequence
from dataclasses import dataclass

BAR_LENGTH = 4
"""Entries of one's own on a phone's bottom bar; the fifth place opens everything else."""


@dataclass(frozen=True)
class Entry:
    """One line of the rail: its words, where it leads, its icon (see ``ui/icons.svg``).

    ``count`` stands to the right and is left out when None; ``on`` marks the page one is on.
    """

    label: str
    url: str
    icon: str = ""
    count: int | None = None
    on: bool = False


@dataclass(frozen=True)
class Rail:
    """A person's rail: own work first (at most seven), then the four headings, then the record.

    Put it in the template context as ``rail``.
    """

    own: Sequence[Entry] = ()
    all: Sequence[Entry] = ()
    journal: Entry | None = None
    settings: Entry | None = None
    mine: Entry | None = None

    def __post_init__(self) -> None:
        if len(self.own) > 7:
            raise ValueError(f"a rail holds at most seven own entries, got {len(self.own)}")
