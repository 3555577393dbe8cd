"""Looking at people for a purpose, which is written down."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sihe.interaction.rounds.queries.marks import marked_people
from sihe.interaction.rounds.queries.members import people_of
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import may, require
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.privacy import Revealed
from sihe.kernel.journal.actions import record
from sihe.kernel.places.models import Dwelling
from sihe.kernel.privacy.rules import PURPOSES


@transaction.atomic
def look(*, by: Actor, dwelling: Dwelling, purpose: str, at: datetime | None = None) -> None:
    """Write down who looks at a household in full and what for; the help it needs is a look of its own.

    Raises:
        Refused: `not_allowed`; `purpose_missing`.
    """
    require("people.see", by, dwelling)
    _purposeful(purpose)
    people = [About("person", pk) for pk in people_of(dwelling)]
    record(
        Revealed(field="household", purpose=purpose), by=by,
        about=[About("dwelling", dwelling.pk), *people], at=at,
    )  # fmt: skip
    marked = marked_people(dwelling) if may("households.help", by, dwelling) else []
    if marked:
        about = [About("person", pk) for pk in marked]
        record(Revealed(field="help_marks", purpose=purpose), by=by, about=about, at=at)


@transaction.atomic
def look_at_people(
    *, by: Actor, permission: str, field: str, people: Sequence[int], purpose: str, at: datetime | None = None
) -> None:  # fmt: skip
    """Write down a look at a list of people: `field` says which list, or that it was taken along as a file.

    Raises:
        Refused: `not_allowed`; `purpose_missing`.
    """
    require(permission, by)
    _purposeful(purpose)
    about = [About("person", pk) for pk in people]
    record(Revealed(field=field, purpose=purpose), by=by, about=about, at=at)


def _purposeful(purpose: str) -> None:
    if purpose not in PURPOSES:
        raise Refused("purpose_missing", field="purpose")
