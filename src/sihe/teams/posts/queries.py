"""Reading posts: who holds them, what is vacant, whose term ends, and which buildings have no leader."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Jurisdiction, Kind, Mandate, Organisation
from sihe.kernel.organisations.queries import active_in, current
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area, Level
from sihe.kernel.responsibilities.queries import number
from sihe.teams.posts.models import LEADERS, Body, Holding, Post, Seat

BANDS = ((35, "under_35"), (45, "35_44"), (55, "45_54"), (65, "55_64"), (200, "65_up"))
UNKNOWN = "unknown"
YEAR = 365.25


@dataclass(frozen=True)
class Sitting:
    """A seat with who sits in it, if anybody."""

    post: Post
    seat: Seat
    holding: Holding | None


@dataclass(frozen=True)
class Figures:
    """What stands in the posts of an organisation: counts that add up, never names."""

    seats: int
    filled: int
    bands: tuple[tuple[str, int], ...]
    professions: tuple[tuple[str, int], ...]
    years: float | None

    @property
    def vacant(self) -> int:
        """Count the seats without anybody."""
        return self.seats - self.filled


@dataclass(frozen=True)
class Leaderless:
    """A building without a leader, and whether a post waits for one."""

    area: Area
    has_post: bool


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations whose posts an actor may see: the own one, and those of areas watched."""
    if actor.kind == "system":
        return Organisation.objects.filter(active=True)
    if actor.kind != "staff":
        return Organisation.objects.none()
    areas = [s.area for s in actor.where("posts.see") if s.area is not None]
    inside = active_in(areas).values("pk")
    kept = Q(kind=Kind.RESIDENTS_COMMITTEE) | Q(posts__isnull=False)
    rows = Organisation.objects.filter(Q(pk=actor.organisation) | (Q(pk__in=inside) & kept))
    return rows.distinct().order_by("kind", "name")


def seen_posts(actor: Actor) -> QuerySet[Post]:
    """Return the posts that an actor may see."""
    return Post.objects.filter(organisation__in=visible_to(actor).values("pk"))


def counts(organisations: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    """Return (seats, filled, vacant) of each organisation; one query."""
    rows = Seat.objects.filter(until__isnull=True, post__until__isnull=True)
    held = Count("pk", filter=Q(vacant_since__isnull=True))
    told = rows.filter(post__organisation__in=organisations).values("post__organisation")
    found = told.annotate(n=Count("pk"), held=held)
    return {
        row["post__organisation"]: (row["n"], row["held"], row["n"] - row["held"]) for row in found
    }


def seated_people() -> QuerySet[Any]:
    """Return the ids of who sits in a post today or will leave it only later."""
    staying = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    return Holding.objects.filter(staying).values("person")


def past(post: Post) -> list[Holding]:
    """Return who held the post before, the latest first; at most twenty."""
    rows = Holding.objects.filter(seat__post=post, until__isnull=False).select_related("person")
    return list(rows.order_by("-until", "-pk")[:20])


def is_committee(organisation: Organisation) -> bool:
    """Tell whether the law's numbers for residents' committees hold."""
    return organisation.kind == Kind.RESIDENTS_COMMITTEE


def sittings(
    organisation: Organisation, *, leaders: bool | None = None, known_by: datetime | None = None
) -> list[Sitting]:
    """Return every open seat with who sits in it; 4 queries.

    `leaders`: only of group and building leaders, or only the others. `known_by`: only posts and people
    recorded by that moment who are still there, for what was published then.
    """
    posts = Post.objects.filter(organisation=organisation, until__isnull=True)
    if leaders is not None:
        posts = posts.filter(body__in=LEADERS) if leaders else posts.exclude(body__in=LEADERS)
    if known_by is not None:
        posts = posts.filter(recorded_at__lte=known_by)
    return seated(posts, known_by, places=leaders is not False)


def seated(
    posts: QuerySet[Post], known_by: datetime | None = None, *, places: bool = True
) -> list[Sitting]:
    """Return the open seats of posts with who sits in them, in the order of the page; `places`: what leaders lead."""
    fetched = posts.select_related("part").prefetch_related(*_inside(known_by, places))
    order = {body: n for n, body in enumerate(Body.values)}
    rows = sorted(fetched, key=lambda p: (order[p.body], p.part.name if p.part else "", p.pk))
    return [
        Sitting(post, seat, next(iter(seat.now), None))
        for post in rows
        for seat in vars(post)["open"]
    ]


def seats_of(post: Post) -> list[Sitting]:
    """Return the open seats of one post at hand with who sits in them, and fetch where it stands for."""
    prefetch_related_objects([post], *_inside(None, post.body in LEADERS))
    return [Sitting(post, seat, next(iter(seat.now), None)) for seat in vars(post)["open"]]


def _inside(known_by: datetime | None, places: bool) -> list[Prefetch[Any]]:
    people = Holding.objects.filter(until__isnull=True).select_related("person", "seat__post")
    if known_by is not None:
        people = people.filter(recorded_at__lte=known_by)
    seats = Seat.objects.filter(until__isnull=True).order_by("number")
    parts: list[Prefetch[Any]] = [
        Prefetch("seats", seats.prefetch_related(Prefetch("holdings", people, "now")), "open")
    ]
    if places:
        areas = Area.objects.select_related("compound", "parent__compound")
        parts.append(Prefetch("stands_for", areas))
    return parts


def figures(rows: Sequence[Sitting], on: date | None = None) -> Figures:
    """Count seats, age bands, professions and years of service. Who sits in two seats is one person."""
    today = on or timezone.localdate()
    held = [row.holding for row in rows if row.holding is not None]
    people = {h.person_id: h for h in held}.values()
    bands = Counter(band(h.person.birth_year, today) for h in people)
    known = [code for _most, code in BANDS]
    first: dict[int, date] = {}
    for h in held:
        first[h.person_id] = min(first.get(h.person_id, h.since), h.since)
    years = [(today - since).days / YEAR for since in first.values()]
    known_as: dict[int, str] = {}
    for h in held:
        known_as[h.person_id] = known_as.get(h.person_id) or h.profession
    professions = Counter(known_as.values())
    return Figures(
        seats=len(rows), filled=len(held),
        bands=tuple((code, bands[code]) for code in [*known, UNKNOWN] if bands[code]),
        professions=tuple(sorted(professions.items(), key=lambda p: (not p[0], -p[1], p[0]))),
        years=round(sum(years) / len(years), 1) if years else None,
    )  # fmt: skip


def band(birth_year: int | None, on: date) -> str:
    """Return the code of an age band; the year alone is known, so the age is that of the year's end."""
    if birth_year is None:
        return UNKNOWN
    age = on.year - birth_year
    return next(code for most, code in BANDS if age < most)


def committee_size(rows: Sequence[Sitting]) -> int:
    """Count the members of the committee itself."""
    return sum(1 for r in rows if r.post.body == Body.COMMITTEE and r.holding is not None)


def size_fault(members: int) -> str:
    """Return `few` or `many` where the committee is smaller or larger than the law says; else nothing."""
    if members < number("posts.members_least").value:
        return "few"
    return "many" if members > number("posts.members_most").value else ""


def term_state(holding: Holding | None, on: date | None = None) -> str:
    """Return `over` (an election is overdue), `soon` or nothing."""
    if holding is None or holding.term_until is None:
        return ""
    today = on or timezone.localdate()
    if holding.term_until < today:
        return "over"
    warn = timedelta(days=number("posts.warn_days", today).value)
    return "soon" if holding.term_until <= today + warn else ""


def candidates(organisation: Organisation) -> QuerySet[Person]:
    """Return the people known here who may take a seat: staff, and who holds a post already; by name."""
    staff = Mandate.objects.filter(current(), organisation=organisation).values("person")
    seated_ = Holding.objects.filter(
        seat__post__organisation=organisation, until__isnull=True
    ).values("person")
    return Person.objects.filter(Q(pk__in=staff) | Q(pk__in=seated_)).order_by("name", "pk")


def areas_of(organisation: Organisation) -> list[Area]:
    """Return the areas in which an organisation is responsible."""
    rows = Jurisdiction.objects.filter(current(), organisation=organisation, area__isnull=False)
    return [row.area for row in rows.select_related("area") if row.area]


def buildings_of(organisation: Organisation) -> QuerySet[Area]:
    """Return the buildings in an organisation's areas, with their compounds."""
    return _places(organisation, (Level.BUILDING,))


def _places(organisation: Organisation, levels: Sequence[str]) -> QuerySet[Area]:
    here = Q(pk__in=())
    for area in areas_of(organisation):
        here |= Q(path__startswith=area.path)
    rows = Area.objects.filter(here, level__in=levels).select_related("compound", "parent")
    return rows.order_by("compound__name", "pk")


def inside(organisation: Organisation, areas: Sequence[Area]) -> bool:
    """Tell whether all these places lie in the areas of an organisation."""
    paths = [area.path for area in areas_of(organisation)]
    return all(any(one.path.startswith(path) for path in paths) for one in areas)


def leaderless(
    organisation: Organisation, rows: Sequence[Sitting] | None = None
) -> list[Leaderless]:
    """Return the buildings that nobody leads: neither as a whole nor each of their units; 2 queries more.

    `rows`: the leaders' seats as they are shown, so that what is public says no more than they do.
    """
    seats = sittings(organisation, leaders=True) if rows is None else rows
    kept: set[int] = set()
    taken: set[int] = set()
    for row in seats:
        if row.post.body == Body.BUILDING:
            stood = {area.pk for area in row.post.stands_for.all()}
            kept |= stood
            taken |= stood if row.holding is not None else set()
    places = list(_places(organisation, (Level.BUILDING, Level.UNIT)))
    units: dict[int, list[int]] = {}
    for place in places:
        if place.level == Level.UNIT:
            units.setdefault(place.parent_id or 0, []).append(place.pk)
    return [
        Leaderless(one, one.pk in kept or bool(kept.intersection(units.get(one.pk, ()))))
        for one in places
        if one.level == Level.BUILDING
        and one.pk not in taken
        and not (units.get(one.pk) and taken.issuperset(units[one.pk]))
    ]


def place_words(post: Post) -> str:
    """Return where a leader's post stands for: 榆荫苑 3号楼、5号楼2单元; the areas are fetched with it."""
    said: dict[str, list[str]] = {}
    for area in sorted(post.stands_for.all(), key=lambda a: a.pk):
        unit = area.level == Level.UNIT
        building = area.parent if unit and area.parent else area
        compound = building.compound.name if building.compound else ""
        name = f"{building.name}{area.name}" if unit else area.name
        said.setdefault(compound, []).append(name)
    return "；".join(f"{head} {'、'.join(names)}".strip() for head, names in said.items())
