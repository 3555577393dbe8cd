"""Reading a roll and comparing it. A stop at any moment leaves whole portions; the same call goes on from there."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from sihe.intelligence.rolls import keeping
from sihe.intelligence.rolls.comparing import compare_portion
from sihe.intelligence.rolls.facts import RollRead
from sihe.intelligence.rolls.models import AT_WORK, ChangeKind, Roll, RollState, Stage
from sihe.intelligence.rolls.reading import Overtaken, locked, read_rows
from sihe.kernel.facts import IMPORTER, About
from sihe.kernel.journal.actions import record

STALLED = timedelta(minutes=3)
Tell = Callable[[Roll], None]


def quiet(roll: Roll) -> None:
    """Tell nobody how far it is."""


def read(roll_id: int, tell: Tell = quiet) -> None:
    """Read a roll and compare it; nothing changes but the roll itself."""
    roll = Roll.objects.select_related("area").get(pk=roll_id)
    if roll.stage == Stage.ROWS:
        for roll in read_rows(roll):  # noqa: B020  (the roll as the portion left it)
            tell(roll)
        with transaction.atomic():
            now = locked(roll_id, RollState.READING)
            if now.rows != roll.rows:
                raise Overtaken
            now.stage, now.after = Stage.DOORS, 0
            now.save()
        roll = now
    while roll.stage < Stage.READY:
        roll = compare_portion(roll)
        tell(roll)
    _ready(roll)


@transaction.atomic
def _ready(roll: Roll) -> None:
    now = locked(roll.pk, RollState.READING)
    now.changes.filter(kind=ChangeKind.SAME).delete()
    kinds = dict(now.changes.values_list("kind").annotate(Count("pk")))
    now.state = RollState.OPEN if kinds else RollState.DONE
    kept_as = now.kept_as
    if not kinds and not now.refused:  # nothing to confirm, and no column chosen wrongly
        now.kept_as = ""
        transaction.on_commit(lambda: keeping.remove(kept_as))
    now.touched_at = timezone.now()
    now.ended_at = None if kinds else now.touched_at
    now.save()
    fact = RollRead(
        roll=now.pk, rows=now.rows, refused=now.refused, moved_in=kinds.get(ChangeKind.IN, 0),
        moved_out=kinds.get(ChangeKind.OUT, 0), changed=kinds.get(ChangeKind.CHANGED, 0),
    )  # fmt: skip
    record(fact, by=IMPORTER, about=[About("roll", now.pk)])


def stalled() -> list[int]:
    """Return the rolls whose work stopped without an end, as after a power cut."""
    before = timezone.now() - STALLED
    return list(
        Roll.objects.filter(state__in=AT_WORK, touched_at__lt=before).values_list("pk", flat=True)
    )
