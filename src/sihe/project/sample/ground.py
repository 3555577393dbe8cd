"""Building the sample's places through the same actions as an office would use."""

import random
from dataclasses import dataclass, field
from typing import Any

from sihe.engines.outlines import contains
from sihe.kernel.facts import SYSTEM
from sihe.kernel.places.actions import (
    ALPHABET,
    SIGN_LENGTH,
    add_dwellings,
    create_area,
    create_compound,
    create_place,
)
from sihe.kernel.places.models import Area, Compound, Dwelling, Level
from sihe.project.sample import reading

DOORS_A_FLOOR = {"a1": 3, "a2": 3, "b": 1, "c": 8, "d": 4, "e": 6, "f": 2}


@dataclass
class House:
    """A building with its units and dwellings; `unit_dwellings` is by unit id (0 without units)."""

    area: Area
    compound: str
    grid: str
    units: list[Area] = field(default_factory=list)
    dwellings: list[Dwelling] = field(default_factory=list)


@dataclass
class Ground:
    """The places of the sample by key."""

    areas: dict[str, Area] = field(default_factory=dict)  # street, communities, grids
    compounds: dict[str, Compound] = field(default_factory=dict)
    houses: list[House] = field(default_factory=list)
    community_of: dict[str, str] = field(default_factory=dict)  # by grid

    def house_in(self, compound: str) -> list[House]:
        """Return the buildings of a compound."""
        return [house for house in self.houses if house.compound == compound]


def build(rng: random.Random) -> Ground:
    """Enter district, street, communities, grids, compounds, buildings, units, dwellings and spots."""
    ground, plan = Ground(), reading.street()
    _tree(ground, plan)
    shapes = reading.outlines("compound")
    for row in plan["compound"]:
        ground.compounds[row["key"]] = create_compound(
            by=SYSTEM, street=ground.areas["street"], name=row["name"],
            other_names=row["other_names"], outline=shapes[row["key"]],
        )  # fmt: skip
    rows = {row["key"]: row for row in plan["compound"]}
    buildings = reading.features("buildings")
    for feature in buildings:
        key = feature["properties"]["compound"]
        room = sum(f["properties"]["m2"] for f in buildings if f["properties"]["compound"] == key)
        share = feature["properties"]["m2"] / room
        ground.houses.append(_house(ground, feature, rows[key], share, rng))
    _spots(ground)
    return ground


def _tree(ground: Ground, plan: dict[str, Any]) -> None:
    shape = reading.outlines("street")["street"]
    district = create_area(by=SYSTEM, level=Level.DISTRICT, name=plan["district"], code="SL-D")
    ground.areas["street"] = street = create_area(
        by=SYSTEM, level=Level.STREET, name=plan["street"], parent=district, code=plan["code"],
        outline=shape,
    )  # fmt: skip
    shapes = reading.outlines("community")
    for key, name in plan["communities"].items():
        ground.areas[key] = create_area(
            by=SYSTEM, level=Level.COMMUNITY, name=name, parent=street, code=f"SL-{key}",
            outline=shapes[key],
        )  # fmt: skip
    shapes = reading.outlines("grid")
    for row in plan["grid"]:
        ground.community_of[row["key"]] = row["community"]
        ground.areas[row["key"]] = create_area(
            by=SYSTEM, level=Level.GRID, name=row["name"], parent=ground.areas[row["community"]],
            code=f"SL-{row['key']}", outline=shapes[row["key"]],
        )  # fmt: skip


def _house(
    ground: Ground, feature: dict[str, Any], row: dict[str, Any], share: float, rng: random.Random
) -> House:
    plain = feature["properties"]
    sign = "".join(rng.choice(ALPHABET) for _ in range(SIGN_LENGTH))
    name = f"{plain['number']}号" if row["key"] == "b" else f"{plain['number']}号楼"
    area = create_area(
        by=SYSTEM, level=Level.BUILDING, name=name, parent=ground.areas[plain["grid"]],
        outline=feature["geometry"], compound=ground.compounds[row["key"]], sign=sign,
    )  # fmt: skip
    house = House(area, row["key"], plain["grid"])
    if row["key"] == "b":
        house.dwellings = add_dwellings(by=SYSTEM, building=area, numbers=["1"])
        return house
    doors = DOORS_A_FLOOR[row["key"]]
    wanted = row["households"] * share
    units = max(1, round(wanted / (doors * row["floors"])))
    floors = max(2, min(row["floors"] + 2, round(wanted / (doors * units))))
    for n in range(1, units + 1):
        unit = create_area(
            by=SYSTEM, level=Level.UNIT, name=f"{n}单元", parent=area,
            compound=ground.compounds[row["key"]],
        )  # fmt: skip
        numbers = [
            f"{floor}{door:02d}" for floor in range(1, floors + 1) for door in range(1, doors + 1)
        ]
        house.units.append(unit)
        house.dwellings += add_dwellings(by=SYSTEM, building=area, unit=unit, numbers=numbers)
    return house


def _spots(ground: Ground) -> None:
    grids = [(key, ground.areas[key]) for key in ground.community_of]
    for n, (use, lon, lat) in enumerate(reading.spots(), 1):
        grid = next((a for _, a in grids if contains(a.outline, lon, lat)), None)
        create_place(by=SYSTEM, name=f"{use}{n}", use=use, lon=lon, lat=lat, grid=grid)
