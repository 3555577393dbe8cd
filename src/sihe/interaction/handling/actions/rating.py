"""What the resident says of the answer."""

from datetime import datetime

from django.db import transaction

from sihe.interaction.handling.facts import Rated
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.stepping import abouts, locked, now_or, step, write
from sihe.interaction.matters.models import Matter, NoteKind, Reporter
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import Actor
from sihe.kernel.journal.actions import record


@transaction.atomic
def rate(
    *, by: Actor, reporter: Reporter, solved: bool, satisfaction: int, responded: bool | None = None,
    text: str = "", at: datetime | None = None,
) -> Matter:  # fmt: skip
    """Take a resident's judgement of an answered or closed matter, once each; solved closes it.

    Raises:
        Refused: `not_answered_yet`; `rated_already`; `satisfaction_range`.
    """
    require("matters.rate", by)
    matter, moment = locked(reporter.matter), now_or(at)
    reporter = Reporter.objects.get(pk=reporter.pk)
    if matter.state not in (states.ANSWERED, states.CLOSED):
        raise Refused("not_answered_yet", state=matter.state)
    if reporter.rated_at is not None:
        raise Refused("rated_already")
    if satisfaction not in range(1, 6):
        raise Refused("satisfaction_range", field="satisfaction")
    reporter.solved, reporter.satisfaction, reporter.responded = solved, satisfaction, responded
    reporter.rated_at = moment
    reporter.save(update_fields=["solved", "satisfaction", "responded", "rated_at"])
    write(matter, by=by, kind=NoteKind.SUPPLEMENT, text=text, at=moment, needed=False)
    fact = Rated(matter=matter.pk, reporter=reporter.pk, solved=solved, satisfaction=satisfaction)
    if solved and matter.state == states.ANSWERED:
        return step(matter, "close", by=by, at=moment, facts=[fact])
    record(fact, by=by, about=abouts(matter), at=moment)
    return matter
