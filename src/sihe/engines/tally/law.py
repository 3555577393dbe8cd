"""What the law asks for, as dated data with its source; the engine holds no other number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

AT_LEAST, MORE_THAN = ">=", ">"


@dataclass(frozen=True, slots=True)
class Share:
    """A share that must be reached: `over` / `of`, that number included (以上) or not (过半数)."""

    over: int
    of: int
    included: bool

    def __post_init__(self) -> None:
        if not 0 < self.over <= self.of:
            raise ValueError(f"{self.over}/{self.of} is no share")

    @property
    def relation(self) -> str:
        """The sign between the two products."""
        return AT_LEAST if self.included else MORE_THAN

    def products(self, part: int, whole: int) -> tuple[int, int]:
        """part x of and whole x over: what is compared, without a division."""
        return part * self.of, whole * self.over

    def reached(self, part: int, whole: int) -> bool:
        """Whether part / whole reaches the share."""
        left, right = self.products(part, whole)
        return left >= right if self.included else left > right

    def missing(self, part: int, whole: int) -> int:
        """The smallest whole number that `part` lacks of the share of `whole`, which stays."""
        needed = -(-whole * self.over // self.of)
        if not self.included and needed * self.of == whole * self.over:
            needed += 1
        return max(0, needed - part)


@dataclass(frozen=True, slots=True)
class Law:
    """One state of the law on what owners decide together."""

    code: str
    source: str
    since: str
    items: frozenset[int]
    special_items: frozenset[int]
    quorum: Share
    special: Share
    ordinary: Share

    def majority(self, item: int) -> Share:
        """The share of those taking part that must agree to an item."""
        return self.special if item in self.special_items else self.ordinary


# Art. 278 para. 2: 三分之二以上参与表决; items 6-8 四分之三以上; others 过半数. Art. 1259: 以上 includes the number.
CIVIL_CODE: Final = Law(
    code="civil-code-278",
    source="民法典第二百七十八条、第一千二百五十九条",
    since="2021-01-01",
    items=frozenset(range(1, 10)),
    special_items=frozenset({6, 7, 8}),
    quorum=Share(2, 3, included=True),
    special=Share(3, 4, included=True),
    ordinary=Share(1, 2, included=False),
)
ELECTION_ITEM: Final = 3
