"""The verbs of intake: report, settle at once, join. Each is one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from sihe.interaction.handling import actions as handling
from sihe.interaction.intake import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.intake.receipts import TURNS, secret_again, secret_of
from sihe.interaction.locating.queries import settle
from sihe.interaction.matters import actions as matters
from sihe.interaction.matters.actions.registering import Registered, ReporterGiven
from sihe.interaction.matters.models import Matter, Reporter, Source, Urgency
from sihe.interaction.standins.actions import note_act
from sihe.interaction.standins.queries import Standing
from sihe.interaction.triage.actions import category_of, hand_on
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.journal.actions import one_act
from sihe.kernel.places.spots import PlaceGiven, Spot
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.responsibilities.queries import resolve

FOUND_BY_STAFF = {Source.PATROL, Source.STAFF}
KEYED_IN = {Source.DESK, Source.PAPER, Source.PHONE}


@dataclass(frozen=True)
class Sent:
    """Where a matter that another system passed on has its own number, and the deadline set there."""

    origin: str
    origin_key: str
    batch: int | None = None
    due: datetime | None = None


def report(
    *, by: Actor, token: UUID, text: str, given: PlaceGiven, category_code: str = "", phone: str = "",
    name: str = "", photos: Sequence[UploadedFile] = (), source: str = Source.WEB, urgent: bool = False,
    spot: Spot | None = None, sent: Sent | None = None, standing: Standing | None = None,
    at: datetime | None = None,
) -> Registered:  # fmt: skip
    """Take a report in: place it, find its category, find who is accountable, register it, offer it to them.

    The same token again gives the same matter and the same secret. `spot`: the place, where it is known.
    `sent`: for what another system passed on. `standing`: in whose name, where a resident has signed in; one
    who acts for another is told of on the timeline.

    Raises:
        Refused: `text_missing`, `text_too_long`, `unknown_category`, `photo_...`, `not_allowed`.
    """
    if source in KEYED_IN:
        require("intake.key_in", by)
    moment = at or timezone.now()
    urgency = Urgency.URGENT if urgent else Urgency.ORDINARY
    for turn in range(TURNS):
        reporter = None
        if phone or name or source not in FOUND_BY_STAFF:
            reporter = _reporter(phone, name, standing, secret_of(token, turn))
        try:
            with one_act():
                place = spot or settle(given)
                category = category_of(category_code, text, place, moment)
                resolution = resolve(
                    category=category.pk if category else None, spot=place, at=moment
                )
                made = matters.register(
                    by=by, token=token, text=text, source=source, spot=place, category=category,
                    resolution=resolution, urgency=urgency, reporter=reporter, photos=photos, at=moment,
                    **(asdict(sent) if sent else {}),
                )  # fmt: skip
                if made.existed:
                    return Registered(made.matter, secret_again(token, made.matter), True)
                hand_on(made.matter, resolution, by, moment, fresh=True)
                _note(standing, made.matter, moment)
            return made
        except IntegrityError:
            if turn == TURNS - 1:  # two drawn words alike are rare; three in a row are a fault
                raise
    raise AssertionError("unreachable: the last turn returns or raises")


def settle_at_once(
    *, by: Actor, token: UUID, text: str, answer: str, given: PlaceGiven, category_code: str = "",
    phone: str = "", name: str = "", photos: Sequence[UploadedFile] = (), source: str = Source.PATROL,
    spot: Spot | None = None, at: datetime | None = None,
) -> Registered:  # fmt: skip
    """File and close in one act what was done or answered on the spot (即办即结).

    Raises:
        Refused: as `report`; `answer_missing`.
    """
    require("intake.settle", by)
    moment = at or timezone.now()
    reporter = ReporterGiven(phone, name, secret=secret_of(token)) if phone or name else None
    with one_act():
        place = spot or settle(given)
        category = category_of(category_code, text, place, moment)
        resolution = resolve(category=category.pk if category else None, spot=place, at=moment)
        made = matters.settle(
            by=by, token=token, text=text, answer=answer, spot=place, category=category,
            resolution=resolution, source=source, photos=photos, reporter=reporter, at=moment,
        )  # fmt: skip
        if made.existed:
            return Registered(made.matter, secret_again(token, made.matter), True)
        return made


@transaction.atomic
def join(
    *, by: Actor, token: UUID, matter: Matter, phone: str = "", name: str = "",
    standing: Standing | None = None, at: datetime | None = None,
) -> tuple[Reporter, str]:  # fmt: skip
    """Join a resident to a matter that is already known ("me too"); the same token again joins once.

    Raises:
        Refused: `already_ended`.
    """
    secret = secret_of(token)
    earlier = Reporter.objects.filter(secret=blind_index(secret)).select_related("matter").first()
    if earlier is not None:
        return earlier, secret
    reporter, _ = handling.me_too(
        by=by, matter=matter, given=_reporter(phone, name, standing, secret), at=at
    )
    _note(standing, matter, at)
    return reporter, secret


def _reporter(phone: str, name: str, standing: Standing | None, secret: str) -> ReporterGiven:
    """Return what is kept of who reports; who signed in leaves the name and phone that are known."""
    if standing is None:
        return ReporterGiven(phone, name, secret=secret)
    person = standing.person
    return ReporterGiven(phone or person.phone, name or person.name, person.pk, secret)


def _note(standing: Standing | None, matter: Matter, at: datetime | None) -> None:
    if standing is not None and standing.stand_in is not None:
        about = About("matter", matter.pk)
        note_act(stand_in=standing.stand_in, what="report", about=about, at=at)
