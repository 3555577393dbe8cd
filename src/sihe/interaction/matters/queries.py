"""Reading matters: who may see which, lists for desks, counts."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Participant, Reporter
from sihe.kernel.access.rules import may
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.organisations.queries import current
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.responsibilities.models import Bearer, Share

LIST = (
    "category",
    "accountable",
    "section",
    "assignee",
    "community",
    "grid",
    "building",
    "unit",
    "compound",
)
# Outlines and word lists are many times the size of all the rest of a row, and no list shows them.
BULKY = (
    "category__keywords",
    "community__outline",
    "grid__outline",
    "building__outline",
    "unit__outline",
    "compound__outline",
    "compound__other_names",
)
DETAIL = (
    *LIST,
    "street",
    "dwelling",
    "first_receiver",
    "responsibility__matrix",
    "parent__accountable",
    "root",
    "author",
)
beside: dict[str, Subquery] = {}  # what modules above read along with one matter, by name


def visible_to(actor: Actor) -> QuerySet[Matter]:
    """Return the matters that an actor may see: own organisation's, those it had part in, those of its area."""
    if actor.kind == "system":
        return Matter.objects.all()
    return Matter.objects.filter(reduce(or_, terms_of(actor), Q(pk__in=[])))


def terms_of(actor: Actor) -> list[Q]:
    """Return why an actor may see a matter, one condition each; a long list is read by each one's own index."""
    if actor.organisation is None:
        return []
    part = Participant.objects.filter(organisation=actor.organisation)
    given_out = Matter.objects.filter(parent__isnull=False, parent__accountable=actor.organisation)
    deployed = Matter.objects.filter(assignee__in=sent_by(actor.organisation))
    return [
        Q(accountable=actor.organisation),
        Q(first_receiver=actor.organisation),
        # as lists of ids: in the order of a list, these few would be sought through all matters
        Q(pk__in=part.values("matter")),
        Q(pk__in=given_out.values("pk")),
        Q(pk__in=deployed.values("pk")),
        *places_of(actor),
    ]


def sent_by(organisation: int) -> QuerySet[Mandate, tuple[int]]:
    """Return the ids of the people whom a home unit has deployed elsewhere at present."""
    return Mandate.objects.filter(current(), home_unit=organisation).values_list("person")


def overseen(actor: Actor) -> Q:
    """Return the condition that a matter lies where the actor watches; matches nothing without such a place."""
    return reduce(or_, places_of(actor), Q(pk__in=[]))


def places_of(actor: Actor) -> list[Q]:
    """Return one condition for each area or compound over which the actor watches."""
    return [
        Q(compound=scope.compound)
        if scope.compound is not None
        else Q(**{f"{scope.area_level}": scope.area})
        for scope in actor.where("matters.oversee")
        if scope.compound is not None
        or scope.area_level in ("street", "community", "grid", "building")
    ]


def for_list(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """Fetch with each matter what a row of a list shows."""
    return rows.select_related(*LIST).defer(*BULKY)


def one_for(actor: Actor, code: str) -> Matter | None:
    """Return a matter by its code, with its participants, if the actor may see it; 2 queries."""
    shares = Prefetch("participants", Participant.objects.select_related("organisation"))
    first = Reporter.objects.filter(matter=OuterRef("pk")).order_by("at", "pk")
    rows = Matter.objects.select_related(*DETAIL).prefetch_related(shares)
    lead = Bearer.objects.filter(responsibility=OuterRef("responsibility"), share=Share.ACCOUNTABLE)
    matter = (
        rows.annotate(
            reporter_id=Subquery(first.values("pk")[:1]),
            reporter_phone=Subquery(first.values("phone")[:1]),
            reporter_count=Subquery(
                first.order_by().values("matter").annotate(n=Count("pk")).values("n")
            ),
            listed_kind=Subquery(lead.values("kind")[:1]),
            listed_field=Subquery(lead.values("field")[:1]),
            listed_name=Subquery(lead.values("organisation__short_name")[:1]),
            **beside,
        )
        .filter(code=tidy(code))
        .first()
    )
    return matter if matter is not None and may("matters.see", actor, matter) else None


def by_receipt(code: str, secret: str) -> Reporter | None:
    """Return the reporter to whom a receipt belongs; the caller limits how often one may try."""
    key = blind_index(tidy(secret))
    found = Reporter.objects.select_related(
        "original", *(f"matter__{name}" for name in ("category", "accountable", "grid", "building", "unit",
                                                      "compound", "community", "assignee", "root"))
    ).filter(secret=key)  # fmt: skip
    reporter = found.first()
    if reporter is None or tidy(code) not in (reporter.original.code, reporter.matter.code):
        return None
    return reporter


def tidy(text: str) -> str:
    """Return a code or secret as it was drawn, however it was typed."""
    return "".join(c for c in text.upper() if c.isalnum())


def to_triage(actor: Actor) -> QuerySet[Matter]:
    """Return what waits for a person to place or route it, the oldest first."""
    if not actor.holds("matters.route"):
        return Matter.objects.none()
    here = Q(accountable=actor.organisation) | overseen(actor)
    return for_list(Matter.objects.filter(here, state=states.TRIAGE)).order_by("created_at", "pk")


def first_of(
    rows: QuerySet[Matter], most: int, skip: int = 0, terms: Sequence[Q] = (Q(),)
) -> QuerySet[Matter]:
    """Return a slice of the ordered rows that fulfil any of the terms.

    Each term is sliced by its own index before they are put together, and what is shown beside a row is
    fetched for the slice alone: with a million rows an OR in one piece reads and sorts them all.
    """
    plain = rows.select_related(None).values("pk")
    parts = [Q(pk__in=plain.filter(term)[: skip + most]) for term in terms]
    shown = Matter.objects.filter(reduce(or_, parts, Q(pk__in=[])))
    shown = shown.order_by(*rows.query.order_by)[skip : skip + most]
    shown.query.select_related = rows.query.select_related
    shown.query.deferred_loading = rows.query.deferred_loading
    return shown


def counted(rows: QuerySet[Matter], most: int, terms: Sequence[Q]) -> int:
    """Count the rows that fulfil any of the terms, but no further than `most`."""
    plain = rows.select_related(None).order_by().values("pk")
    parts = [Q(pk__in=plain.filter(term)[:most]) for term in terms]
    return Matter.objects.filter(reduce(or_, parts, Q(pk__in=[])))[:most].count()


def parts_of(matter: Matter) -> QuerySet[Matter]:
    """Return the parts of a matter, in the order in which they were given out."""
    rows = Matter.objects.filter(parent=matter).select_related("accountable", "assignee")
    return rows.order_by("created_at", "pk")


def in_hand(person: int, organisation: int) -> QuerySet[Matter]:
    """Return the open matters that were given to a person in an organisation."""
    rows = Matter.objects.filter(assignee=person, accountable=organisation)
    return rows.exclude(state__in=sorted(states.END))
