"""Electing members of an owners' committee (业主委员会选举): each candidate is a question of item 3.

Steps: (1) one question a candidate: quorum and more than half, in area and persons, under each reading;
(2) those who passed in the order of (persons, area) who agree, most first; (3) seats in that order;
(4) where equal candidates stand at the last seat, none of them is seated: they stand in a run-off
(另行选举) for the seats that are left. No lot is drawn. O(candidates x voters).
"""

from __future__ import annotations

from dataclasses import dataclass

from sihe.engines.tally.ballots import Cast, cast
from sihe.engines.tally.problem import READINGS, Case
from sihe.engines.tally.solve import INVALID, PASSED, REJECTED, Question, Reading, asked, read
from sihe.engines.tally.voters import Roll, roll

ELECTED, RUN_OFF, NOT_SEATED, PARTLY = "elected", "run_off", "not_seated", "partly_filled"


@dataclass(frozen=True, slots=True)
class Seats:
    """Who is seated under one reading, in order; who stands in a run-off for how many seats."""

    status: str
    elected: tuple[str, ...]
    run_off: tuple[str, ...]
    run_off_seats: int
    not_seated: tuple[str, ...]
    vacant: int

    def state(self, candidate: str, otherwise: str) -> str:
        """What became of a candidate; `otherwise`: the status of the question."""
        for names, state in (
            (self.elected, ELECTED), (self.run_off, RUN_OFF), (self.not_seated, NOT_SEATED),
        ):  # fmt: skip
            if candidate in names:
                return state
        return otherwise


@dataclass(frozen=True, slots=True)
class Election:
    """An election: questions and readings by candidate, and the seats by reading."""

    case: Case
    roll: Roll
    cast: Cast
    questions: dict[str, Question]
    readings: dict[str, dict[str, Reading]]
    seats: dict[str, Seats]


def elect(case: Case) -> Election:
    """Count an election."""
    voters = roll(case.units, case.policy)
    given = cast(case, voters)
    questions = {name: asked(case, voters, given, name) for name in sorted(case.candidates)}
    readings = {name: read(question, case) for name, question in questions.items()}
    seats = {
        reading: seated({name: found[reading] for name, found in readings.items()}, case.seats)
        for reading in READINGS
    }
    return Election(case, voters, given, questions, readings, seats)


def seated(readings: dict[str, Reading], seats: int) -> Seats:
    """Fill the seats under one reading."""

    def votes(name: str) -> tuple[int, int]:
        return readings[name].agree.persons, readings[name].agree.area

    passed = sorted(
        (name for name in readings if readings[name].status == PASSED),
        key=lambda name: (-votes(name)[0], -votes(name)[1], name),
    )
    elected, beyond = passed[:seats], passed[seats:]
    run_off: list[str] = []
    if beyond and elected and votes(beyond[0]) == votes(elected[-1]):
        tied = votes(beyond[0])
        run_off = [name for name in passed if votes(name) == tied]
        elected = [name for name in elected if votes(name) != tied]
        beyond = [name for name in beyond if votes(name) != tied]
    left = seats - len(elected)
    vacant = 0 if run_off else left
    status = _status(readings, elected, run_off, vacant)
    return Seats(status, tuple(elected), tuple(run_off), left - vacant, tuple(beyond), vacant)


def _status(
    readings: dict[str, Reading], elected: list[str], run_off: list[str], vacant: int
) -> str:
    if all(reading.status == INVALID for reading in readings.values()):
        return INVALID
    if run_off:
        return RUN_OFF
    if not vacant:
        return PASSED
    return PARTLY if elected else REJECTED
