"""What the count of a case says, as plain values: the figures of the policy's reading, the status of all
three, and `trace`: every integer that was used. Percentages are whole hundredths of a per cent,
rounded down, for display only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sihe.engines.tally import reasons
from sihe.engines.tally.ballots import Cast
from sihe.engines.tally.consent import Consent, consent
from sihe.engines.tally.election import Election, elect
from sihe.engines.tally.law import CIVIL_CODE
from sihe.engines.tally.problem import (
    ELECTION,
    IDENTICAL,
    READINGS,
    STRICT,
    UNANIMOUS,
    Case,
    Policy,
)
from sihe.engines.tally.solve import Outcome, Question, Reading, Weight, decide
from sihe.engines.tally.voters import Roll

Values = dict[str, Any]


def counted(case: Case) -> Values:
    """Count one case."""
    if case.kind == ELECTION:
        return _election(elect(case))
    if case.kind == UNANIMOUS:
        return _consent(consent(case))
    return _decision(decide(case))


def _decision(found: Outcome) -> Values:
    chosen = found.chosen
    return {
        **_figures(found.question.total, chosen),
        "readings": {name: reading.status for name, reading in found.readings.items()},
        "trace": {
            **_ground(found.case, found.roll, found.cast),
            **_asked(found.question, found.readings),
        },
    }  # fmt: skip


def _election(found: Election) -> Values:
    case, chosen = found.case, found.case.policy.nonvote
    seats = found.seats[chosen]
    total = next(iter(found.questions.values())).total
    readings = {name: every[chosen] for name, every in found.readings.items()}
    whole = _figures(
        total, max(readings.values(), key=lambda reading: reading.participating.persons)
    )
    for name in ("agree_area", "agree_persons", "majority_area", "majority_persons"):
        del whole[name]
    order = sorted(readings, key=lambda name: (*(-x for x in _votes(readings[name])), name))
    return {
        **whole,
        "status": seats.status,
        "seats": case.seats,
        "elected": list(seats.elected),
        "run_off": {"candidates": list(seats.run_off), "seats": seats.run_off_seats},
        "vacant": seats.vacant,
        "candidates": [
            {"candidate": name}
            | _figures(total, readings[name])
            | {"status": seats.state(name, readings[name].status)}
            for name in order
        ],
        "readings": {name: found.seats[name].status for name in READINGS},
        "trace": {
            **_ground(case, found.roll, found.cast),
            "most": case.most,
            "candidates": {name: _asked(found.questions[name], found.readings[name]) for name in sorted(readings)},
            "elected": {name: list(found.seats[name].elected) for name in READINGS},
        },
    }  # fmt: skip


def _asked(question: Question, readings: dict[str, Reading]) -> Values:
    """The sums and the readings of one question."""
    return {
        "choices": _choices(question),
        "readings": {name: _reading(one, question.total) for name, one in readings.items()},
    }


def _votes(reading: Reading) -> tuple[int, int]:
    return reading.agree.persons, reading.agree.area


def _consent(found: Consent) -> Values:
    question, holds = found.question, [x.holds for x in found.comparisons]
    total, cast, agree = question.total, question.cast, question.choices["agree"]
    ground = _ground(found.case, found.roll, found.cast)
    if not total.persons:
        ground["warnings"].append(reasons.NO_INTERESTED_OWNER)
    return {
        "total_area": total.area, "total_persons": total.persons,
        "participating_area": cast.area, "participating_persons": cast.persons,
        "agree_area": agree.area, "agree_persons": agree.persons,
        "quorum_area": holds[0], "quorum_persons": holds[1],
        "majority_area": holds[2], "majority_persons": holds[3],
        "status": found.status,
        "not_agreed": list(found.not_agreed),
        "readings": dict.fromkeys(READINGS, found.status),
        "trace": {
            **ground,
            "choices": _choices(question),
            "comparisons": [asdict(x) for x in found.comparisons],
        },
    }  # fmt: skip


def _figures(total: Weight, reading: Reading) -> Values:
    holds = {x.what: x.holds for x in reading.comparisons}
    return {
        "total_area": total.area, "total_persons": total.persons,
        "participating_area": reading.participating.area,
        "participating_persons": reading.participating.persons,
        "agree_area": reading.agree.area, "agree_persons": reading.agree.persons,
        **holds,
        "status": reading.status,
    }  # fmt: skip


def _ground(case: Case, roll: Roll, cast: Cast) -> Values:
    """What every trace begins with: the law, the policy, the parts, the ballots."""
    law = case.law if case.kind != UNANIMOUS else None
    return {
        "name": case.name,
        "kind": case.kind,
        "matter": case.item,
        "law": (
            {"code": law.code, "source": law.source, "since": law.since}
            if law
            else {"code": "civil-code-279", "source": "民法典第二百七十九条", "since": CIVIL_CODE.since}
        ),
        "nonvote": case.policy.nonvote,
        "basis": {
            "clause": case.policy.clause, "notice": case.policy.notice,
            "delivered": len(case.policy.delivered),
        },
        "warnings": _warnings(case),
        "parts": {
            "counted": roll.parts[0], "area": roll.parts[1],
            "left_out": {reason: {"parts": n, "area": area} for reason, (n, area) in roll.left_out.items()},
            "area_sources": roll.sources,
        },
        "ballots": {
            "given": cast.given,
            "counted": len(cast.marks),
            "left_out": [
                {"voter": x.voter, "ballot": x.ballot, "reason": x.reason, "detail": x.detail}
                for x in cast.left_out
            ],
        },
    }  # fmt: skip


def _warnings(case: Case) -> list[str]:
    """Policies that lack what the law's practice asks for: a clause, proof of delivery, a notice."""
    policy: Policy = case.policy
    spoken = case.kind != UNANIMOUS and policy.nonvote != STRICT
    found = [
        code
        for wrong, code in (
            (spoken and not policy.clause, reasons.CLAUSE_MISSING),
            (spoken and not policy.notice, reasons.NOTICE_MISSING),
            (spoken and not policy.delivered, reasons.DELIVERY_MISSING),
            (policy.parking and not policy.parking_clause, reasons.PARKING_CLAUSE_MISSING),
            (policy.merge != IDENTICAL and not policy.merge_clause, reasons.MERGE_CLAUSE_MISSING),
            (policy.void_participates and not policy.void_clause, reasons.VOID_CLAUSE_MISSING),
        )
        if wrong
    ]
    return found + [f"{reasons.OPTION_IGNORED}:{name}" for name in policy.ignored]


def _choices(question: Question) -> Values:
    """The sums of all voters: they add up to the total."""
    return {
        **{choice: asdict(found) for choice, found in question.choices.items()},
        "void": asdict(question.void),
        "silent_delivered": asdict(question.silent),
        "silent_undelivered": asdict(question.unserved),
    }


def _reading(reading: Reading, total: Weight) -> Values:
    part, agree = reading.participating, reading.agree
    return {
        "status": reading.status,
        "leader": reading.leader,
        "added": asdict(reading.added),
        "participating": asdict(part),
        "agree": asdict(agree),
        "comparisons": [asdict(x) for x in reading.comparisons],
        "missing_for_quorum": asdict(reading.missing),
        "hundredths_of_a_per_cent": {
            "participating_area": _shown(part.area, total.area),
            "participating_persons": _shown(part.persons, total.persons),
            "agree_area": _shown(agree.area, part.area),
            "agree_persons": _shown(agree.persons, part.persons),
        },
    }


def _shown(part: int, whole: int) -> int:
    return 10_000 * part // whole if whole else 0


def report(cases: Sequence[Case], several: bool) -> Values:
    """The result of a document: of its one case, or of all its cases in their order."""
    if several:
        return {"results": [counted(case) for case in cases]}
    return counted(cases[0])
