"""Reading rolls and what a row of one says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from sihe.intelligence.rolls.models import LIVE, ChangeKind, Roll, RollChange, Verdict
from sihe.kernel.facts import Actor
from sihe.kernel.places.models import Area, Compound, Level
from sihe.kernel.privacy.crypto import blind_index

PERMISSIONS = ("rolls.import", "rolls.confirm")


def visible_to(actor: Actor) -> QuerySet[Roll]:
    """Return the rolls that an actor may see: their cover lies where the actor brings or confirms rolls."""
    rows = Roll.objects.select_related(
        "area__compound", "compound", "community", "person", "organisation"
    )
    if actor.kind in ("system", "importer"):
        return rows
    here = Q(pk__in=())
    for scope in (s for name in PERMISSIONS for s in actor.where(name)):
        if scope.compound is not None:
            here |= Q(compound=scope.compound)
        elif scope.area is not None:
            here |= Q(area__path__contains=f"/{scope.area}/")
    return rows.filter(here)


def at_work_here(roll: Roll) -> Roll | None:
    """Return another roll that is being worked on and covers some of the same dwellings."""
    others = Roll.objects.filter(community=roll.community_id, state__in=LIVE).exclude(pk=roll.pk)
    for other in others.select_related("area", "compound", "person").order_by("pk"):
        nested = other.area.path.startswith(roll.area.path) or roll.area.path.startswith(
            other.area.path
        )
        same = (
            None in (roll.compound_id, other.compound_id) or roll.compound_id == other.compound_id
        )
        if nested and same:
            return other
    return None


@dataclass(frozen=True)
class Cover:
    """What a roll may cover: its value in a form, its words, the community that heads it in a list."""

    value: str
    label: str
    group: str


def covers_of(actor: Actor) -> list[Cover]:
    """Return what an actor may bring rolls of: communities, grids, their compounds and buildings; 3 queries."""
    scopes = actor.where("rolls.import")
    areas, compounds = Q(pk__in=()), {s.compound for s in scopes if s.compound is not None}
    for scope in scopes:
        if scope.area is not None:
            areas |= Q(path__contains=f"/{scope.area}/")
    levels = (Level.COMMUNITY, Level.GRID, Level.BUILDING)
    rows = Area.objects.filter(level__in=levels).filter(areas | Q(compound__in=compounds))
    found: list[Cover] = []
    listed = list(rows.select_related("parent__parent", "compound").order_by("path"))
    whole = {a.pk for a in listed if a.level == Level.COMMUNITY}
    pairs: dict[tuple[int, int], Cover] = {}
    for area in listed:
        community = _community(area)
        name = f"{area.compound} {area.name}" if area.compound else area.name
        found.append(Cover(str(area.pk), name, community.name))
        pair = (community.pk, area.compound_id or 0)
        if (
            area.compound
            and pair not in pairs
            and (community.pk in whole or area.compound_id in compounds)
        ):
            pairs[pair] = Cover(
                f"{community.pk}-{area.compound_id}", str(area.compound), community.name
            )
    rank = {str(a.pk): (a.level != Level.COMMUNITY) * 2 for a in listed}
    return sorted([*found, *pairs.values()], key=lambda c: (c.group, rank.get(c.value, 1)))


def _community(area: Area) -> Area:
    above: Area | None = area
    while above is not None and above.level != Level.COMMUNITY:
        above = above.parent
    return above or area


def cover_of(value: str) -> tuple[Area, Compound | None] | None:
    """Return the area and compound of a cover's value."""
    first, _, second = value.partition("-")
    if not first.isdigit() or (second and not second.isdigit()):
        return None
    area = Area.objects.filter(pk=int(first)).first()
    compound = Compound.objects.filter(pk=int(second)).first() if second else None
    return (area, compound) if area is not None and bool(second) == (compound is not None) else None


def refusals(roll: Roll) -> list[tuple[str, int, int]]:
    """Return (reason, how many, first line) of what did not come in, the commonest first."""
    rows = roll.refusals.values("reason").annotate(n=Count("pk"), first=Min("line"))
    return list(rows.order_by("-n", "reason").values_list("reason", "n", "first"))


def figures(roll: Roll) -> list[Mapping[str, Any]]:
    """Return how many differences of each kind there are, doubtful, open and written ones; 1 query."""
    rows = roll.changes.exclude(kind__in=(ChangeKind.READ, ChangeKind.SAME)).values("kind")
    return list(
        rows.annotate(
            n=Count("pk"), doubtful=Count("pk", filter=~Q(doubt="")),
            open=Count("pk", filter=Q(verdict=Verdict.OPEN)),
            written=Count("pk", filter=Q(done_at__isnull=False)),
        ).order_by("-kind")
    )  # fmt: skip


def buildings(roll: Roll) -> list[tuple[str, str]]:
    """Return (id, name) of the buildings in which something differs; 1 query."""
    ids = roll.changes.values("building").distinct()
    rows = Area.objects.filter(pk__in=ids).select_related("compound").order_by("compound", "pk")
    return [(str(a.pk), f"{a.compound or ''} {a.name}".strip()) for a in rows]


def name_key(name: str) -> str:
    """Return the keyed hash by which rows of one name are found."""
    return blind_index(f"name {name}")


def unpacked(change: RollChange) -> dict[str, Any]:
    """Return what a row says; nothing of who moved out."""
    return dict(json.loads(change.given)) if change.given else {}
