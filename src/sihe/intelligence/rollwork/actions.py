"""The verbs of roll work: decide on the differences of a roll, and take a roll back."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from sihe.intelligence.rolls import rules as _rules  # noqa: F401  (registers the rules)
from sihe.intelligence.rolls.actions import end_file
from sihe.intelligence.rolls.models import ChangeKind, Roll, RollChange, RollState, Verdict
from sihe.intelligence.rollwork.facts import RollDecided
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.journal.actions import record


def decide(*, by: Actor, roll: Roll, changes: QuerySet[RollChange], verdict: str) -> int:
    """Confirm, or leave, many differences at once; those with a doubt are left out. Return how many.

    Raises:
        Refused: `not_allowed`, `roll_state`, `no_such_verdict`.
    """
    if verdict not in (Verdict.TAKE, Verdict.LEAVE):
        raise Refused("no_such_verdict")
    return _decide(by, roll, changes.filter(doubt=""), verdict)


def decide_one(*, by: Actor, roll: Roll, change: RollChange, verdict: str) -> int:
    """Decide on one difference, also a doubtful one. `apart`: the person known and the one in the roll are two.

    Raises:
        Refused: `not_allowed`, `roll_state`, `no_such_verdict`, `decided_already`.
    """
    pair = change.kind == ChangeKind.CHANGED and change.doubt
    if verdict not in (Verdict.TAKE, Verdict.LEAVE) and not (verdict == Verdict.APART and pair):
        raise Refused("no_such_verdict")
    count = _decide(by, roll, RollChange.objects.filter(pk=change.pk), verdict)
    if not count:
        raise Refused("decided_already")
    return count


@transaction.atomic
def _decide(by: Actor, roll: Roll, changes: QuerySet[RollChange], verdict: str) -> int:
    roll = _locked(roll)
    require("rolls.confirm", by, roll)
    _refuse_unless(roll, RollState.OPEN, RollState.WRITING)
    count = changes.filter(roll=roll, verdict=Verdict.OPEN).update(
        verdict=verdict, decided_by=by.person, decided_at=timezone.now(), trouble=""
    )
    if not count:
        return 0
    fact = RollDecided(roll=roll.pk, verdict=verdict, count=count)
    record(fact, by=by, about=[About("roll", roll.pk)])
    end_file(roll)
    _moved(roll, RollState.WRITING)
    return count


@transaction.atomic
def start_undo(*, by: Actor, roll: Roll) -> Roll:
    """Take a whole roll back, also one that is half written; what others have built upon stays.

    Raises:
        Refused: `not_allowed`, `roll_state`, `nothing_written`.
    """
    roll = _locked(roll)
    require("rolls.confirm", by, roll)
    _refuse_unless(roll, RollState.OPEN, RollState.WRITING, RollState.DONE)
    if not roll.changes.exclude(done_at=None).exists():
        raise Refused("nothing_written")
    return _moved(roll, RollState.UNDOING)


def _locked(roll: Roll) -> Roll:
    rows = Roll.objects.select_for_update(of=("self",)).select_related("area", "compound")
    return rows.get(pk=roll.pk)


def _moved(roll: Roll, state: str) -> Roll:
    roll.state, roll.touched_at = state, timezone.now()
    roll.save()
    return roll


def _refuse_unless(roll: Roll, *allowed: str) -> None:
    if roll.state not in allowed:
        raise Refused("roll_state", state=roll.state)
