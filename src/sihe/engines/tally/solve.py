"""Counting one matter of an owners' assembly (业主大会表决计票) by Civil Code art. 278, in integers.

Formulation. T = all votable area and voters, S = those who take part, Y = those who agree; each a pair
(area in 0.01 m2, persons). Quorum: S reaches 2/3 of T in both. Majority: items 6-8: Y reaches 3/4 of S
in both; other items: Y is more than half of S in both. A share n/d is compared as d x part with n x
whole. Status: `invalid_quorum` (before any majority), `passed`, `rejected`.

Steps: (1) voters and their areas (`voters.py`); (2) one choice a voter (`ballots.py`); abstaining is
taking part, a void ballot is not; (3) sums of area and persons by choice; (4) three readings of those
who were served and stayed silent: `strict`: they take no part; `delivered_participates`: they join S;
`follow_majority`: they join S with the choice that leads strictly in area and in persons among the
ballots cast, and stay out if no choice does; (5) quorum, majority and status of each reading. The
result is that of the policy's reading. O(parts + ballots x log ballots).

Source: 中华人民共和国民法典 arts. 278, 1259; 最高人民法院 interpretation on strata title (2020) arts. 8, 9.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sihe.engines.tally.ballots import Cast, cast
from sihe.engines.tally.law import Law, Share
from sihe.engines.tally.problem import (
    ABSTAIN,
    CHOICES,
    DELIVERED,
    FOLLOW,
    ONE_MATTER,
    READINGS,
    Case,
)
from sihe.engines.tally.voters import Roll, roll

INVALID, PASSED, REJECTED = "invalid_quorum", "passed", "rejected"


@dataclass(frozen=True, slots=True)
class Weight:
    """An area in 0.01 m2 and a number of persons."""

    area: int = 0
    persons: int = 0

    def __add__(self, other: Weight) -> Weight:
        return Weight(self.area + other.area, self.persons + other.persons)

    def exceeds(self, other: Weight) -> bool:
        """More in both."""
        return self.area > other.area and self.persons > other.persons


def weight(voters: Iterable[str], areas: dict[str, int]) -> Weight:
    """What some voters weigh together."""
    listed = [areas[voter] for voter in voters]
    return Weight(sum(listed), len(listed))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of two integers: `left` `relation` `right`."""

    what: str
    left: int
    relation: str
    right: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome under one reading of the silent. `leader`: the choice they were given to, or ""."""

    name: str
    leader: str
    added: Weight
    participating: Weight
    agree: Weight
    comparisons: tuple[Comparison, Comparison, Comparison, Comparison]
    missing: Weight
    status: str


@dataclass(frozen=True, slots=True)
class Question:
    """The sums of one yes-or-no question (a matter, or a candidate)."""

    choices: dict[str, Weight]
    silent: Weight
    unserved: Weight
    void: Weight

    @property
    def cast(self) -> Weight:
        """All valid ballots."""
        return sum((self.choices[choice] for choice in CHOICES), Weight())

    @property
    def total(self) -> Weight:
        """All voters."""
        return self.cast + self.silent + self.unserved + self.void


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision: its sums and its three readings, by name."""

    case: Case
    roll: Roll
    cast: Cast
    question: Question
    readings: dict[str, Reading]

    @property
    def chosen(self) -> Reading:
        """The reading that the policy chose."""
        return self.readings[self.case.policy.nonvote]


def decide(case: Case) -> Outcome:
    """Count a decision."""
    voters = roll(case.units, case.policy)
    given = cast(case, voters)
    question = asked(case, voters, given, ONE_MATTER)
    return Outcome(case, voters, given, question, read(question, case))


def asked(case: Case, voters: Roll, given: Cast, candidate: str) -> Question:
    """Sums of one question; who voted and did not mark a candidate abstains."""
    by_choice: dict[str, list[str]] = {choice: [] for choice in CHOICES}
    for voter, marks in given.marks.items():
        choice = next((choice for name, choice in marks if name == candidate), ABSTAIN)
        by_choice[choice].append(voter)
    silent = voters.areas.keys() - given.marks.keys() - given.void
    served = silent & delivered(case, voters)
    return Question(
        {choice: weight(by_choice[choice], voters.areas) for choice in CHOICES},
        silent=weight(served, voters.areas),
        unserved=weight(silent - served, voters.areas),
        void=weight(given.void, voters.areas),
    )


def delivered(case: Case, voters: Roll) -> set[str]:
    """Voters with proof of delivery; of owners counted as one voter, every one must have been served."""
    served = case.policy.delivered
    found = {voters.voter_of.get(key, "") for key in served} - {""}
    unserved = {
        voter
        for key, voter in voters.voter_of.items()
        if voter and key != voter and key not in served and voter not in served
    }
    return found - unserved


def read(question: Question, case: Case) -> dict[str, Reading]:
    """The three readings of a question."""
    return {name: _reading(name, question, case) for name in READINGS}


def _reading(name: str, question: Question, case: Case) -> Reading:
    leader = _leader(question) if name == FOLLOW else ""
    joins = name == DELIVERED or bool(leader)
    added = question.silent if joins else Weight()
    void = question.void if case.policy.void_participates else Weight()
    agree = question.choices[CHOICES[0]]
    if leader == CHOICES[0]:
        agree += added
    participating = question.cast + added + void
    comparisons = _comparisons(question.total, participating, agree, case.law, case.item)
    quorum, majority = comparisons[:2], comparisons[2:]
    status = PASSED if all(x.holds for x in majority) else REJECTED
    if not all(x.holds for x in quorum):
        status = INVALID
    share = case.law.quorum
    missing = Weight(
        share.missing(participating.area, question.total.area),
        share.missing(participating.persons, question.total.persons),
    )
    return Reading(name, leader, added, participating, agree, comparisons, missing, status)


def _leader(question: Question) -> str:
    for choice in CHOICES:
        others = [question.choices[other] for other in CHOICES if other != choice]
        if all(question.choices[choice].exceeds(other) for other in others):
            return choice
    return ""


def _comparisons(
    total: Weight, participating: Weight, agree: Weight, law: Law, item: int
) -> tuple[Comparison, Comparison, Comparison, Comparison]:
    majority = law.majority(item)
    return (
        compared("quorum_area", law.quorum, participating.area, total.area),
        compared("quorum_persons", law.quorum, participating.persons, total.persons),
        compared("majority_area", majority, agree.area, participating.area),
        compared("majority_persons", majority, agree.persons, participating.persons),
    )


def compared(what: str, share: Share, part: int, whole: int) -> Comparison:
    """One share, as the two integers that are compared."""
    left, right = share.products(part, whole)
    return Comparison(what, left, share.relation, right, share.reached(part, whole))
