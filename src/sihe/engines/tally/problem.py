"""One case: the parts of a compound, the ballots, the matter and the policies of its rules.

Areas are whole hundredths of a square metre (0.01 m2); there is no float in this engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sihe.engines.tally.law import CIVIL_CODE, Law

DEVELOPER: Final = "DEV"
JOIN: Final = "+"

DECISION, ELECTION, UNANIMOUS = "decision", "election", "unanimous"
AGREE, OPPOSE, ABSTAIN = "agree", "oppose", "abstain"
STRICT, DELIVERED, FOLLOW = "strict", "delivered_participates", "follow_majority"
KINDS: Final = (DECISION, ELECTION, UNANIMOUS)
CHOICES: Final = (AGREE, OPPOSE, ABSTAIN)
READINGS: Final = (STRICT, DELIVERED, FOLLOW)
PART_KINDS: Final = ("house", "shop", "office", "storage", "other", "parking", "garage", "stall")
PARKING_KINDS: Final = frozenset({"parking", "garage", "stall"})
HANDED_OVER: Final = "delivered"
STATES: Final = (HANDED_OVER, "unsold", "sold_undelivered")
IDENTICAL, SHARED = "identical", "any_shared"
MERGES: Final = (IDENTICAL, SHARED)
NO_REVOTE, UNTIL_CLOSE = "none", "until_close"
REVOTES: Final = (NO_REVOTE, UNTIL_CLOSE)
ONLINE: Final = "online"
CHANNELS: Final = ("paper", ONLINE, "meeting", "import")
OWNER, PROXY, TENANT = "owner", "proxy", "tenant"
ROLES: Final = (OWNER, "representative", "guardian", PROXY, TENANT)
# Which area a part has: the register before the survey before the contract (SPC interpretation art. 8).
AREA_SOURCES: Final = ("register", "survey", "contract")

Marks = tuple[tuple[str, str], ...]  # (candidate, choice), in the order of candidates' ids
ONE_MATTER: Final = ""  # the only "candidate" of a decision


def voter_key(owners: tuple[str, ...] | list[str]) -> str:
    """The key of a set of owners: sorted and joined by "+"."""
    if len(owners) == 1:
        return owners[0]
    return JOIN.join(sorted(owners))


class Unit(
    NamedTuple
):  # a tuple: there are thousands, and a frozen dataclass takes five times as long
    """One exclusive part (专有部分). `owners` of a part that is unsold or not handed over play no role."""

    id: str
    area: int
    owners: tuple[str, ...]
    kind: str = "house"
    state: str = HANDED_OVER
    building: str = ""
    entrance: str = ""
    area_source: str = ""

    @property
    def key(self) -> str:
        """Who votes for it: the set of its owners, or the developer."""
        return voter_key(self.owners) if self.state == HANDED_OVER else DEVELOPER


@dataclass(frozen=True, slots=True)
class Proxy:
    """An authority to vote for an owner; times in epoch seconds."""

    agent: str = ""
    document: bool = False
    items: frozenset[int] | None = None
    since: int | None = None
    until: int | None = None
    revoked: int | None = None


class Ballot(NamedTuple):
    """One ballot for a voter key. `marks` None: nothing chosen; `several`: more than one thing."""

    voter: str
    marks: Marks | None
    several: bool = False
    id: str = ""
    channel: str = "paper"
    role: str = OWNER
    time: int | None = None
    signed: bool = True
    identified: bool = True
    void: str = ""
    proxy: Proxy | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The parts a matter concerns; empty: all of the compound."""

    building: str = ""
    entrance: str = ""
    units: frozenset[str] = frozenset()

    def holds(self, unit: Unit) -> bool:
        """Whether a part lies in it."""
        return (
            (not self.building or unit.building == self.building)
            and (not self.entrance or unit.entrance == self.entrance)
            and (not self.units or unit.id in self.units)
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """What the rules of procedure (议事规则) may settle; the defaults are those of the law."""

    nonvote: str = STRICT
    delivered: frozenset[str] = frozenset()
    clause: str = ""
    notice: str = ""
    parking: bool = False
    parking_clause: str = ""
    merge: str = IDENTICAL
    merge_clause: str = ""
    void_participates: bool = False
    void_clause: str = ""
    revote: str = NO_REVOTE
    proxy_limit: int | None = None
    opens: int | None = None
    closes: int | None = None
    scope: Scope = field(default_factory=Scope)
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One matter to be counted. `candidates` and `seats` belong to an election, `subject` (the part
    to be used otherwise) and `interested` (owners of other buildings) to unanimous consent."""

    units: tuple[Unit, ...]
    ballots: tuple[Ballot, ...]
    item: int
    kind: str = DECISION
    policy: Policy = field(default_factory=Policy)
    law: Law = CIVIL_CODE
    name: str = ""
    candidates: tuple[str, ...] = ()
    seats: int = 0
    most: int = 0
    subject: str = ""
    interested: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for unit in self.units:
            if unit.area <= 0:
                raise ValueError(f"part {unit.id!r}: area {unit.area} is not positive")
            if unit.state == HANDED_OVER and not unit.owners:
                raise ValueError(f"part {unit.id!r} has no owner")
        if self.kind != UNANIMOUS and self.item not in self.law.items:
            raise ValueError(f"item {self.item} is not one of {sorted(self.law.items)}")
        if self.kind == ELECTION and not (self.candidates and self.seats > 0):
            raise ValueError("an election needs candidates and seats")
