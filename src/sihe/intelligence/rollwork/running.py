"""The long work on a roll: reading, writing, undoing. A stop at any moment leaves whole portions.

The same call goes on where an earlier one stopped; two workers on one roll cannot both do a portion.
"""

from collections.abc import Callable

from django.utils import timezone

from sihe.engines.tables import TableError
from sihe.intelligence.rolls.actions import Overtaken, read
from sihe.intelligence.rolls.models import Roll, RollState
from sihe.intelligence.rollwork.writing import undo_portion, write_portion
from sihe.kernel.access.refusals import Refused

Tell = Callable[[Roll], None]


def quiet(roll: Roll) -> None:
    """Tell nobody how far it is."""


def write(roll_id: int, tell: Tell = quiet) -> None:
    """Write what is confirmed."""
    while write_portion(roll_id):
        tell(Roll.objects.get(pk=roll_id))


def undo(roll_id: int, tell: Tell = quiet) -> None:
    """Take back what was written."""
    while undo_portion(roll_id):
        tell(Roll.objects.get(pk=roll_id))


WORK = {RollState.READING: read, RollState.WRITING: write, RollState.UNDOING: undo}


def go_on(roll_id: int, tell: Tell = quiet) -> Roll:
    """Do whatever a roll waits for and return it; a fault of its file is noted in it."""
    work = WORK.get(RollState(Roll.objects.get(pk=roll_id).state))
    try:
        if work is not None:
            work(roll_id, tell)
    except Overtaken:
        pass
    except (TableError, Refused) as trouble:
        code = trouble.fault.expected if isinstance(trouble, TableError) else trouble.code
        reading = Roll.objects.filter(pk=roll_id, state=RollState.READING)
        if not reading.update(state=RollState.FAILED, trouble=code[:60], touched_at=timezone.now()):
            raise
    return Roll.objects.select_related("area").get(pk=roll_id)
