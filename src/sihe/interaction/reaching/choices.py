"""What a writer can pick as an audience, within the ground of their mandate."""

import re
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from sihe.interaction.bulletins.audience import AGES, Audience, buildings, ground
from sihe.interaction.bulletins.queries import counted
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import ResidenceKind
from sihe.kernel.places.models import Area, Compound, Level
from sihe.kernel.responsibilities.queries import number

WIDE: Final = (Level.STREET, Level.COMMUNITY, Level.GRID)
MOST_BUILDINGS: Final = 150
"""More than this are not listed one by one; they are written."""
Option = tuple[str, str]


@dataclass(frozen=True)
class Choices:
    """Options with values like a12 (an area) and c3 (a compound)."""

    wide: list[Option]
    buildings: list[Option]


def choices(actor: Actor, permission: str = "bulletins.write") -> Choices:
    """Return what an actor can choose: areas that lie wholly in their ground, compounds, buildings; 4 queries."""
    inside = list(buildings(ground(actor, permission)).select_related("compound"))
    above = {int(id_) for area in inside for id_ in area.path.split("/") if id_}
    areas = list(Area.objects.filter(pk__in=above, level__in=WIDE).order_by("path"))
    beneath = Q(pk__in=())
    for area in areas:
        beneath |= Q(path__startswith=area.path)
    paths = list(buildings(beneath).values_list("path", flat=True))
    whole = [
        area for area in areas if _count(area, paths) == _count(area, [a.path for a in inside])
    ]
    compounds = {area.compound_id: area.compound.name for area in inside if area.compound}
    wide = [(f"a{area.pk}", area.name) for area in whole]
    wide += [(f"c{pk}", name) for pk, name in sorted(compounds.items(), key=lambda c: c[1])]
    listed = sorted(inside, key=lambda a: (_compound(a), counted(a.name)))
    single = [(f"a{a.pk}", f"{_compound(a)} {a.name}".strip()) for a in listed]
    return Choices(wide, single if len(single) <= MOST_BUILDINGS else [])


def _count(area: Area, paths: list[str]) -> int:
    return sum(path.startswith(area.path) for path in paths)


def written(actor: Actor, text: str) -> tuple[list[int], list[str]]:
    """Return the buildings and units that a writer named in words, and the words that name none or several."""
    asked = [word for word in re.split(r"[，、,；;\s]+", text.strip()) if word]
    if not asked:
        return [], []
    known: dict[str, set[int]] = {}
    inside = list(buildings(ground(actor, "bulletins.write")).select_related("compound"))
    units = Area.objects.filter(level=Level.UNIT, parent__in=[a.pk for a in inside])
    by_id = {area.pk: area for area in inside}
    for area in inside:
        for name in (area.name, f"{_compound(area)}{area.name}"):
            known.setdefault(name, set()).add(area.pk)
    for unit in units:
        building = by_id[unit.parent_id or 0]
        for name in (building.name, f"{_compound(building)}{building.name}"):
            known.setdefault(f"{name}{unit.name}", set()).add(unit.pk)
    found = [pk for word in asked for pk in known.get(word, ()) if len(known[word]) == 1]
    return found, [word for word in asked if len(known.get(word, ())) != 1]


def ages() -> list[Option]:
    """Return the bands of age with their years."""
    said = [
        (band, _("%(years)s岁以上") % {"years": number(name).value}) for band, name in AGES.items()
    ]
    return [("", _("不限年龄")), *said]


def described(audience: Audience) -> str:
    """Return an audience in words: 示例花园、3号楼2单元 · 自住业主 · 60岁以上; 2 queries."""
    areas = Area.objects.filter(pk__in=audience.areas).select_related("parent").order_by("path")
    names = [c.name for c in Compound.objects.filter(pk__in=audience.compounds)]
    names += [_full(area) for area in areas]
    kinds = "、".join(str(ResidenceKind(kind).label) for kind in audience.kinds)
    age = dict(ages())[audience.age] if audience.age else ""
    return " · ".join(part for part in ("、".join(names), kinds, age) if part)


def unit_words(audience: Audience) -> str:
    """Return the units of an audience as they are written: 示例花园3号楼2单元."""
    rows = Area.objects.filter(pk__in=audience.areas, level=Level.UNIT)
    units = rows.select_related("parent__compound").order_by("path")
    return "、".join(f"{_compound(u.parent)}{u.parent.name}{u.name}" for u in units if u.parent)


def _full(area: Area) -> str:
    return (
        f"{area.parent.name}{area.name}" if area.level == Level.UNIT and area.parent else area.name
    )


def _compound(area: Area) -> str:
    return area.compound.name if area.compound else ""
