"""Unanimous consent to use a dwelling for business (住宅改变为经营性用房): Civil Code art. 279.

Every owner with an interest must agree; silence, abstention and a void ballot are no consent, whatever
the rules of procedure say of them elsewhere. With an interest are all other owners of the building
(SPC interpretation art. 11), parking and stalls included, and whoever of other buildings has proved
one (`Case.interested`). O(parts + ballots x log ballots).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sihe.engines.tally.ballots import Cast, cast
from sihe.engines.tally.law import Share
from sihe.engines.tally.problem import IDENTICAL, Case, Scope
from sihe.engines.tally.solve import PASSED, REJECTED, Comparison, Question, asked, compared
from sihe.engines.tally.voters import Roll, roll

ALL = Share(1, 1, included=True)


@dataclass(frozen=True, slots=True)
class Consent:
    """Who has an interest, what they said, and who did not agree."""

    case: Case
    roll: Roll
    cast: Cast
    question: Question
    comparisons: tuple[Comparison, ...]
    not_agreed: tuple[str, ...]
    status: str


def consent(case: Case) -> Consent:
    """Count a consent."""
    subject = next(unit for unit in case.units if unit.id == case.subject)
    units = tuple(
        unit
        for unit in case.units
        if unit.key != subject.key
        and (unit.building == subject.building or unit.key in case.interested)
    )
    policy = replace(case.policy, parking=True, merge=IDENTICAL, scope=Scope())
    voters = roll(units, policy)
    for unit in case.units:
        voters.voter_of.setdefault(unit.key, "")
    given = cast(case, voters)
    question = asked(case, voters, given, "")
    agree, total, part = question.choices["agree"], question.total, question.cast
    comparisons = (
        compared("quorum_area", ALL, part.area, total.area),
        compared("quorum_persons", ALL, part.persons, total.persons),
        compared("majority_area", ALL, agree.area, total.area),
        compared("majority_persons", ALL, agree.persons, total.persons),
    )
    agreed = {voter for voter, marks in given.marks.items() if marks[0][1] == "agree"}
    rest = tuple(sorted(voters.areas.keys() - agreed))
    status = REJECTED if rest else PASSED
    return Consent(case, voters, given, question, comparisons, rest, status)
