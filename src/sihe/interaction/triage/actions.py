"""The verbs of triage: suggest a category, hand a matter on, route it by hand, learn how people say things."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sihe.engines.suggestion.history import CategoryHistory
from sihe.interaction.handovers.actions import offer
from sihe.interaction.locating.queries import settle
from sihe.interaction.matters import actions as matters
from sihe.interaction.matters.actions.forgetting import ON_REQUEST
from sihe.interaction.matters.models import Matter
from sihe.interaction.triage import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.triage.models import Vocabulary
from sihe.interaction.triage.suggesting import REVISION, suggest
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.responsibilities import RuleBroken
from sihe.kernel.journal.actions import one_act, record
from sihe.kernel.journal.periodic import every
from sihe.kernel.journal.revisions import bump
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.places.models import Area, Level
from sihe.kernel.places.spots import PlaceGiven, Spot
from sihe.kernel.responsibilities.models import Category
from sihe.kernel.responsibilities.queries import Resolution, category_by_code, number, resolve


def triage(
    *, by: Actor, matter: Matter, given: PlaceGiven | None = None, category_code: str = "",
    receiver: Organisation | None = None, message: str = "", at: datetime | None = None,
) -> Matter:  # fmt: skip
    """Place, categorise and route a matter that the matrix could not route; `receiver` overrules the matrix.

    Raises:
        Refused: `place_unknown`, `unknown_category`, `still_unresolved` (with the reason), `not_allowed`.
    """
    require("triage.route", by)
    moment = at or timezone.now()
    with one_act():
        spot = spot_of(matter)
        if given is not None:
            spot = settle(given)
            if not spot.areas and spot.compound is None:
                raise Refused("place_unknown", field="place")
            matter = matters.set_place(by=by, matter=matter, spot=spot, at=moment)
        category = named(category_code) or matter.category
        if category is not None and category.pk != matter.category_id:
            matter = matters.set_category(by=by, matter=matter, category=category, at=moment)
        resolution = resolve(category=category.pk if category else None, spot=spot, at=moment)
        if receiver is not None:
            supporting = tuple(o for o in resolution.supporting if o != receiver)
            resolution = replace(resolution, accountable=receiver, supporting=supporting, reason="")
        matter = matters.route(by=by, matter=matter, resolution=resolution, at=moment)
        hand_on(matter, resolution, by, moment, message=message)
    return Matter.objects.get(pk=matter.pk)


def spot_of(matter: Matter) -> Spot:
    """Return the place of a matter as it stands."""
    return Spot(
        matter.street_id, matter.community_id, matter.grid_id, matter.building_id, matter.unit_id,
        matter.dwelling_id, matter.compound_id, matter.lon, matter.lat, matter.place_words,
    )  # fmt: skip


@transaction.atomic
def learn_vocabulary(*, at: datetime | None = None) -> int:
    """Learn anew, for each street, which words go with which category; return how many matters were read."""
    moment, read = at or timezone.now(), 0
    most = number("triage.learn_from").value
    for street in Area.objects.filter(level=Level.STREET):
        history = CategoryHistory()
        rows = Matter.objects.filter(street=street, category__isnull=False, forgotten_at=None)
        rows = rows.exclude(text=ON_REQUEST)  # stands where somebody had their words erased
        told = rows.order_by("-created_at").values_list(
            "text", "category__code", "community_id", "created_at"
        )
        count = 0
        for text, code, community, created in told[:most].iterator(chunk_size=1000):
            hour = timezone.localtime(created).hour
            history.learn(text, code, area=str(community or ""), hour=hour)
            count += 1
        if count:
            counts = history.without_rare(2).to_dict()
            Vocabulary.objects.update_or_create(
                street=street, defaults={"counts": counts, "matters": count, "learned_at": moment}
            )
        read += count
    bump(REVISION)
    return read


def named(code: str) -> Category | None:
    """Return the category of a code, nothing for an empty one.

    Raises:
        Refused: `unknown_category`.
    """
    if not code:
        return None
    category = category_by_code(code)
    if category is None:
        raise Refused("unknown_category", field="category")
    return category


def category_of(code: str, text: str, spot: Spot, at: datetime) -> Category | None:
    """Return the category that was chosen, else the suggested one if it is sure enough."""
    if code:
        return named(code)
    proposals = suggest(text, spot, at, top=1)
    return proposals[0].category if proposals and proposals[0].sure else None


def hand_on(
    matter: Matter, resolution: Resolution, by: Actor, at: datetime, *, message: str = "", fresh: bool = False
) -> None:  # fmt: skip
    """Offer a matter to whom the matrix names; what the matrix cannot say is recorded, so that it is mended.

    `fresh`: it was registered as offered just now. Inside the caller's transaction.
    """
    lead = resolution.accountable
    if resolution.broken:
        fact = RuleBroken(
            category=matter.category_id, street=matter.street_id, reason=resolution.reason,
            responsibility=resolution.responsibility.pk if resolution.responsibility else None,
        )  # fmt: skip
        record(fact, by=by, about=[About("matter", matter.pk)], at=at)
    if lead is not None and not resolution.reason and lead.pk != matter.accountable_id:
        offer(by=by, matter=matter, receiver=lead, message=message, at=at, fresh=fresh)


@every(minutes=360)
def learn_regularly(now: datetime) -> None:
    """Learn anew four times a day."""
    learn_vocabulary(at=now)
