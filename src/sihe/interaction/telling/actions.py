"""Choosing one's own quiet hours."""

from django.db import transaction

from sihe.interaction.telling import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.telling.facts import QuietHoursSet
from sihe.interaction.telling.models import QuietHours
from sihe.interaction.telling.queries import bounds
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.journal.actions import record


@transaction.atomic
def set_quiet_hours(*, by: Actor, begins: int | None, ends: int | None) -> None:
    """Choose one's own quiet hours, or (None) go back to those of the house.

    Raises:
        Refused: `not_allowed`, `quiet_out_of_bounds`.
    """
    require("telling.quiet", by)
    within = bounds()
    if begins is None or ends is None:
        QuietHours.objects.filter(person=by.person).delete()
    elif begins not in within.begins or ends not in within.ends:
        raise Refused("quiet_out_of_bounds", field="begins")
    else:
        QuietHours.objects.update_or_create(
            person_id=by.person or 0, defaults={"begins": begins, "ends": ends}
        )
    fact = QuietHoursSet(begins=begins, ends=ends)
    record(fact, by=by, about=[About("person", by.person or 0)])
