"""Step 3: buildings with their units and dwellings; each building gets the code of its sign."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sihe.engines.suggestion import cells
from sihe.intelligence.registering.ground import Ground
from sihe.intelligence.registering.steps.areas import street_of
from sihe.intelligence.registering.steps.shape import Column, Given, RowWrong, Step, listed
from sihe.kernel.places.actions import add_dwellings
from sihe.kernel.places.models import Area, Compound, Dwelling, Level


@dataclass(frozen=True)
class Wanted:
    """What a row names: compound, buildings, units of each (none: doors hang on the building), doors of each."""

    compound: str
    buildings: list[str]
    units: list[str]
    doors: list[str]


def wanted(given: Given) -> Wanted:
    """Read a row, by ranges or as one address: 3-2-501."""
    for column in ("building", "door"):
        whole = cells.address_in(given.get(column, ""))
        # beside a building, or without a unit, 201-204 are doors
        if column == "door" and (given.get("building") or not (whole and whole.unit)):
            continue
        if whole is not None:
            units = [cells.unit_name(whole.unit)] if whole.unit else _units(given)
            doors = [cells.plain_door(whole.dwelling)] if whole.dwelling else _doors(given)
            inside = given.get("compound", "") or "".join(whole.compound)
            return Wanted(inside, [cells.building_name(whole.building)], units, doors)
    if not given.get("building"):
        raise RowWrong("building_missing", "building")
    names = listed(given, "building")
    named = [cells.building_name(name) for name in names]
    return Wanted(given.get("compound", ""), named, _units(given), _doors(given))


def bring(given: Given, ground: Ground) -> None:
    """Bring the buildings of a row in, with all that is not there yet."""
    row = wanted(given)
    compound = _compound(given, ground, row.compound)
    grid = _grid(given, ground)
    for name in row.buildings:
        building = _building(given, ground, compound, grid, name)
        units: list[Area | None] = [_unit(ground, building, unit) for unit in row.units]
        for unit in units or [None]:
            _dwellings(ground, building, unit, row.doors)


def _compound(given: Given, ground: Ground, name: str) -> Compound | None:
    if not name:
        return None
    found = ground.compounds.get((street_of(given, ground).pk, cells.key(name)))
    if found is None:
        raise RowWrong("compound_unknown", "compound", name)
    return found


def _grid(given: Given, ground: Ground) -> Area | None:
    """Return the grid of a row: by its name, within the community where that is given; None when not told."""
    community, name = given.get("community", ""), given.get("grid", "")
    inside = ground.named(Level.COMMUNITY, community) if community else []
    if community and not inside:
        raise RowWrong("community_unknown", "community", community)
    rows = ground.named(Level.GRID, name) if name else ground.below(Level.GRID)
    rows = [g for g in rows if not inside or g.parent_id in {c.pk for c in inside}]
    if name and not rows:
        raise RowWrong("grid_unknown", "grid", name)
    if name and len(rows) > 1:
        raise RowWrong("grid_several", "grid", name)
    return rows[0] if len(rows) == 1 else None


def _building(
    given: Given, ground: Ground, compound: Compound | None, grid: Area | None, name: str
) -> Area:
    number = cells.building_number(name) or cells.key(name)
    here = ground.in_compound.get((compound.pk, number)) if compound else None
    if here is None and grid is not None:
        beside = ground.find(Level.BUILDING, grid, name)
        if beside is not None and compound is not None and beside.compound_id != compound.pk:
            raise RowWrong("building_elsewhere", "compound", compound.name, _where(beside))
        here = beside
    if here is not None:
        if given.get("grid") and grid is not None and here.parent_id != grid.pk:
            raise RowWrong("building_elsewhere", "grid", grid.name, _where(here))
        return here
    if grid is None:
        raise RowWrong("grid_missing", "grid")
    return ground.make(Level.BUILDING, grid, name, compound)


def _where(building: Area) -> str:
    inside = building.compound.name if building.compound else ""
    return " ".join(
        filter(None, (building.parent.name if building.parent else "", inside, building.name))
    )


def _unit(ground: Ground, building: Area, name: str) -> Area:
    here = ground.find(Level.UNIT, building, name)
    return here or ground.make(Level.UNIT, building, name, building.compound)


def _dwellings(ground: Ground, building: Area, unit: Area | None, doors: list[str]) -> None:
    if not doors:
        return
    there = Dwelling.objects.filter(building=building, unit=unit).values_list("number", flat=True)
    known = {cells.plain_door(number) for number in there}
    fresh = [door for door in doors if door not in known]
    if fresh:
        made = add_dwellings(by=ground.by, building=building, unit=unit, numbers=fresh)
        ground.note("dwelling", [d.pk for d in made])


def _units(given: Given) -> list[str]:
    return [cells.unit_name(name) for name in listed(given, "unit")]


def _doors(given: Given) -> list[str]:
    try:
        return cells.doors(given.get("door", ""))
    except cells.TooMany as wrong:
        raise RowWrong("range_wrong", "door", str(wrong)) from None
    except cells.Unclear as wrong:
        raise RowWrong("doors_unclear", "door", str(wrong)) from None


BUILDINGS = Step(
    "buildings", _("楼栋和房屋"), _("一行一栋楼，也可以一行一户。每栋楼自动有楼牌码。"),
    (
        Column("compound", _("小区"), ("小区名称", "小区名"), help=_("写第2步登记的小区，没有就空着。")),
        Column("building", _("楼栋"), ("楼号", "楼栋号", "幢号", "地址", "房屋地址", "楼"),
               help=_("可写3号楼、1-6号楼或3-2-501。")),
        Column("unit", _("单元"), ("单元号", "门号"), help=_("可写1-4单元，没有单元就空着。")),
        Column("door", _("房屋"), ("房号", "室号", "门牌", "户室", "房屋号", "室"),
               help=_("可写1-6层每层2户，或逐个写101、102。")),
        Column("community", _("社区"), ("居委会",), help=_("网格重名时写上。")),
        Column("grid", _("网格"), ("网格名称", "所属网格"), help=_("新的楼栋要写。")),
        Column("street", _("街道"), ("街镇",), help=_("只有一个街道时不用写。")),
    ),
    (
        ("榆荫苑", "1-3号楼", "1-4单元", "1-6层 每层2户", "榆荫社区", "第2网格", ""),
        ("槐柏里", "3-2-501", "", "", "榆荫社区", "第1网格", ""),
        ("", "甲5号楼", "", "101、102、201-204", "书香社区", "第4网格", ""),
    ),
    bring,
)  # fmt: skip
