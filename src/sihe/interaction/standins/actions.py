"""Acting for another (代办): agreed at the desk, or by a slip from one phone to the other; ended by either."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sihe.interaction.accounts.actions import draw
from sihe.interaction.accounts.queries import code_hash, household_of
from sihe.interaction.accounts.rules import is_adult, is_child, lives_in
from sihe.interaction.standins import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.standins.facts import ActedFor, StandInAgreed, StandInEnded, StandInOffered
from sihe.interaction.standins.models import Basis, Offer, StandIn
from sihe.interaction.standins.queries import BALLOT, EVERYDAY, offer_of
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import RESIDENT, About, Actor
from sihe.kernel.files.actions import keep_photo
from sihe.kernel.journal.actions import record
from sihe.kernel.people.models import Person
from sihe.kernel.responsibilities.queries import number

NUMBER, DIGITS = 6, 8


@transaction.atomic
def agree(
    *, by: Actor, principal: Person, agent: Person, acts: Sequence[str], until: date, seen: bool,
    paper: UploadedFile | None = None, at: datetime | None = None,
) -> StandIn:  # fmt: skip
    """Write down at the desk that a resident agrees; who serves there is the witness.

    `seen`: the resident stood there and said so. A ballot needs `paper`, a photo of the signed proxy.

    Raises:
        Refused: `not_allowed`, `not_here`, `identity_not_seen`, `proxy_missing`; as `offer`; `photo_...`.
    """
    home = household_of(principal.pk)
    if home is None:
        raise Refused("not_here")
    require("accounts.serve", by, home.dwelling)
    if not seen:
        raise Refused("identity_not_seen", field="seen")
    if BALLOT in acts and paper is None:
        raise Refused("proxy_missing", field="paper")
    moment = at or timezone.now()
    _check(principal, agent, acts, until, moment, allowed=(*EVERYDAY, BALLOT))
    made = _made(by, principal, agent, acts, until, moment, way="desk", ballots=BALLOT in acts)
    if paper is not None:
        keep_photo(by=by, upload=paper, about=About("stand_in", made.pk), at=moment)
    return made


@transaction.atomic
def guard(
    *, by: Actor, child: Person, guardian: Person, seen: bool, at: datetime | None = None
) -> StandIn:
    """Write down at the desk who is the guardian of a child below 14 of the same household.

    It ends when the child is 14. `seen`: the papers that say so lay on the desk.

    Raises:
        Refused: `not_allowed`, `not_here`, `not_a_child`, `guardian_not_adult`, `identity_not_seen`.
    """
    home = household_of(child.pk)
    if home is None or not lives_in(guardian.pk, home):
        raise Refused("not_here")
    require("accounts.serve", by, home.dwelling)
    if not is_child(child):
        raise Refused("not_a_child")
    if not is_adult(guardian):
        raise Refused("guardian_not_adult")
    if not seen:
        raise Refused("identity_not_seen", field="seen")
    moment = at or timezone.now()
    years = number("accounts.own_account_age").value
    until = timezone.localdate(moment) + timedelta(days=366 * years)
    return _made(by, child, guardian, EVERYDAY, until, moment, way="desk", basis=Basis.GUARDIAN)


@transaction.atomic
def offer(
    *, by: Actor, principal: Person, acts: Sequence[str], until: date, at: datetime | None = None
) -> tuple[Offer, str]:
    """Agree on one's own phone: a number and digits are made for whoever is to act, who brings them signed in.

    Raises:
        Refused: `not_allowed`; `too_young`; `acts_missing`; `proxy_missing`, for a ballot; `until_wrong`.
    """
    require("accounts.own", by, principal)
    moment = at or timezone.now()
    if BALLOT in acts:
        raise Refused("proxy_missing", field="acts")
    _check(principal, None, acts, until, moment, allowed=EVERYDAY)
    drawn, digits = draw(NUMBER), draw(DIGITS, "0123456789")
    days = timedelta(days=number("accounts.own_slip_days").value)
    Offer.objects.filter(principal=principal, used_at=None).delete()
    made = Offer.objects.create(
        number=drawn, code=code_hash(drawn, digits), principal=principal, acts=sorted(acts), until=until,
        at=moment, valid_until=timezone.localdate(moment) + days,
    )  # fmt: skip
    record(StandInOffered(), by=by, about=[About("person", principal.pk)], at=moment)
    return made, digits


@transaction.atomic
def accept(
    *, by: Actor, agent: Person, offer: str, digits: str, at: datetime | None = None
) -> StandIn:
    """Bring what was offered and act for who offered it from now on.

    Raises:
        Refused: `not_allowed`; `slip_wrong`; `not_oneself`; `too_young`.
    """
    require("accounts.own", by, agent)
    found = offer_of(offer, digits)
    if found is None:
        raise Refused("slip_wrong", field="digits")
    moment, principal = at or timezone.now(), found.principal
    _check(principal, agent, found.acts, found.until, moment, allowed=EVERYDAY)
    if not Offer.objects.filter(pk=found.pk, used_at=None).update(used_at=moment, code=""):
        raise Refused("slip_wrong", field="digits")
    return _made(by, principal, agent, found.acts, found.until, moment, way="slip")


@transaction.atomic
def end(*, by: Actor, stand_in: StandIn, at: datetime | None = None) -> StandIn:
    """End an agreement at once: the one, the other, or the desk. Ended twice it is ended once.

    Raises:
        Refused: `not_allowed`.
    """
    require("standins.end", by, stand_in)
    moment = at or timezone.now()
    rows = StandIn.objects.filter(pk=stand_in.pk, ended_at=None)
    if rows.update(ended_at=moment, ended_by=by.person):
        record(StandInEnded(stand_in=stand_in.pk), by=by, about=_about(stand_in), at=moment)
    stand_in.refresh_from_db()
    return stand_in


def note_act(*, stand_in: StandIn, what: str, about: About, at: datetime | None = None) -> None:
    """Write down that something was done for another, inside the transaction of the act.

    The journal names the agreement, not the two: who they are can be forgotten, the journal cannot.
    """
    matter = about.id if about.kind == "matter" else None
    fact = ActedFor(stand_in=stand_in.pk, what=what, matter=matter)
    record(fact, by=RESIDENT, about=[about], at=at)


def _check(
    principal: Person, agent: Person | None, acts: Sequence[str], until: date, at: datetime, allowed: Sequence[str]
) -> None:  # fmt: skip
    today = timezone.localdate(at)
    if is_child(principal) or (agent is not None and is_child(agent)):
        raise Refused("too_young")
    if agent is not None and agent.pk == principal.pk:
        raise Refused("not_oneself", field="agent")
    if not acts or not set(acts) <= set(allowed):
        raise Refused("acts_missing", field="acts")
    if not today <= until <= today + timedelta(days=number("standins.days").value):
        raise Refused("until_wrong", field="until", most=number("standins.days").value)


def _made(
    by: Actor, principal: Person, agent: Person, acts: Sequence[str], until: date, at: datetime, *, way: str,
    basis: str = Basis.AGREED, ballots: bool = False,
) -> StandIn:  # fmt: skip
    earlier = StandIn.objects.filter(principal=principal, agent=agent, ended_at=None)
    earlier.update(ended_at=at, ended_by=by.person)
    made = StandIn.objects.create(
        principal=principal, agent=agent, basis=basis, acts=sorted(set(acts) - {BALLOT}), ballots=ballots,
        written=ballots, since=timezone.localdate(at), until=until, way=way, agreed_at=at,
        witness_id=by.person if by.kind == "staff" else None, organisation_id=by.organisation,
    )  # fmt: skip
    fact = StandInAgreed(stand_in=made.pk, basis=basis, way=way)
    record(fact, by=by, about=_about(made), at=at)
    return made


def _about(stand_in: StandIn) -> list[About]:
    return [About("person", stand_in.principal_id), About("person", stand_in.agent_id)]
