"""示例: one street, two communities, three grids, two compounds; nothing of it is real."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from sihe.kernel.facts import SYSTEM
from sihe.kernel.places.actions import add_dwellings, create_area, create_compound
from sihe.kernel.places.models import Area, Compound, Dwelling, Level

WEST, SOUTH, STEP = 116.34, 40.00, 0.004


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """Return a GeoJSON rectangle."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@dataclass
class Town:
    """Everything by name."""

    areas: dict[str, Area] = field(default_factory=dict)
    compounds: dict[str, Compound] = field(default_factory=dict)
    dwellings: dict[str, Dwelling] = field(default_factory=dict)


@pytest.fixture
def town(db: None) -> Town:
    """Grids A and B lie side by side in one community, C east of them in another; 跨园 lies in B and C."""
    made = Town()
    a = made.areas
    a["district"] = create_area(by=SYSTEM, level=Level.DISTRICT, name="示例区")
    a["street"] = create_area(by=SYSTEM, level=Level.STREET, name="示例街道", parent=a["district"])
    for key, name in (("west", "西社区"), ("east", "东社区")):
        a[key] = create_area(by=SYSTEM, level=Level.COMMUNITY, name=name, parent=a["street"])
    for n, (key, above) in enumerate((("A", "west"), ("B", "west"), ("C", "east"))):
        west = WEST + n * STEP
        a[key] = create_area(
            by=SYSTEM, level=Level.GRID, name=f"{key}网格", parent=a[above],
            outline=box(west, SOUTH, west + STEP, SOUTH + STEP),
        )  # fmt: skip
    c = made.compounds
    c["yu"] = create_compound(
        by=SYSTEM, street=a["street"], name="榆荫苑", other_names=["榆苑小区"],
        outline=box(WEST, SOUTH, WEST + STEP / 2, SOUTH + STEP),
    )  # fmt: skip
    c["kua"] = create_compound(by=SYSTEM, street=a["street"], name="跨园小区")
    rows = (("yu3", "3号楼", "A", "yu"), ("yu13", "13号楼", "A", "yu"), ("kua3", "3号楼", "B", "kua"),
            ("kua5", "5号楼", "C", "kua"), ("mill", "老磨坊", "C", ""))  # fmt: skip
    for n, (key, name, grid, compound) in enumerate(rows):
        west = (a[grid].west or 0) + 0.0005 + n * 0.0003
        a[key] = create_area(
            by=SYSTEM, level=Level.BUILDING, name=name, parent=a[grid], compound=c.get(compound),
            outline=box(west, SOUTH + 0.001, west + 0.0002, SOUTH + 0.002),
        )  # fmt: skip
    for number in (1, 2):
        unit = create_area(by=SYSTEM, level=Level.UNIT, name=f"{number}单元", parent=a["yu3"])
        a[f"yu3-{number}"] = unit
        for door in add_dwellings(by=SYSTEM, building=a["yu3"], unit=unit, numbers=["101", "501"]):
            made.dwellings[f"{number}-{door.number}"] = door
    return made
