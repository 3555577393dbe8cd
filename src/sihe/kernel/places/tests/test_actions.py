"""Entering places, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, SYSTEM
from sihe.kernel.journal.models import Entry
from sihe.kernel.places import actions
from sihe.kernel.places.models import Area, Level
from sihe.kernel.places.tests.conftest import Town, box


def code_of(act: Any, **kwargs: Any) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refused) as caught:
        act(**kwargs)
    return caught.value.code


def test_who_may_not(town: Town) -> None:
    for act, more in (
        (actions.create_area, {"level": Level.STREET, "name": "甲"}),
        (actions.create_compound, {"street": town.areas["street"], "name": "甲"}),
        (actions.add_dwellings, {"building": town.areas["yu3"], "numbers": ["9"]}),
        (actions.rename, {"area": town.areas["A"], "name": "甲"}),
        (actions.set_outline, {"area": town.areas["A"], "outline": box(0, 0, 1, 1)}),
        (actions.renew_sign, {"area": town.areas["yu3"]}),
        (actions.create_place, {"name": "门", "use": "门", "lon": 1.0, "lat": 1.0, "grid": None}),
    ):
        assert code_of(act, by=RESIDENT, **more) == "not_allowed"


def test_the_tree_keeps_its_shape(town: Town) -> None:
    a = town.areas
    assert a["yu3-1"].path == "/" + "".join(
        f"{a[k].pk}/" for k in ("district", "street", "west", "A", "yu3", "yu3-1")
    )
    wrong = [
        (Level.GRID, a["street"]),
        (Level.UNIT, None),
        ("planet", None),
        (Level.STREET, a["A"]),
    ]
    for level, parent in wrong:
        given = {"by": SYSTEM, "level": level, "name": "甲", "parent": parent}
        assert code_of(actions.create_area, **given) == "wrong_parent"


def test_names_and_signs_are_unique(town: Town) -> None:
    a, before = town.areas, Area.objects.count()
    given: dict[str, Any] = {"by": SYSTEM, "level": Level.BUILDING, "parent": a["A"]}
    assert code_of(actions.create_area, **given, name="3号楼") == "name_taken"
    assert code_of(actions.create_area, **given, name=" ") == "name_missing"
    assert code_of(actions.create_area, **given, name="x" * 61) == "name_missing"
    assert code_of(actions.create_area, **given, name="7号楼", sign=a["yu3"].sign) == "sign_taken"
    assert code_of(actions.rename, by=SYSTEM, area=a["yu3"], name="13号楼") == "name_taken"
    compound = {"by": SYSTEM, "street": a["street"], "name": "榆荫苑"}
    assert code_of(actions.create_compound, **compound) == "name_taken"
    assert Area.objects.count() == before
    signs = set(Area.objects.filter(level=Level.BUILDING).values_list("sign", flat=True))
    assert len(signs) == 5 and all(len(s) == 8 and not set(s) & set("0O1IL") for s in signs)


def test_dwellings(town: Town) -> None:
    a = town.areas
    given = {"by": SYSTEM, "building": a["yu3"], "unit": a["yu3-1"]}
    assert code_of(actions.add_dwellings, **given, numbers=["101"]) == "number_taken"
    assert code_of(actions.add_dwellings, **given, numbers=["7", "7"]) == "number_taken"
    assert code_of(actions.add_dwellings, **given, numbers=[""]) == "number_wrong"
    other = {"by": SYSTEM, "building": a["kua3"], "unit": a["yu3-1"], "numbers": ["1"]}
    assert code_of(actions.add_dwellings, **other) == "wrong_parent"


BOW = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]


@pytest.mark.parametrize(
    "outline",
    [
        "x", 7, {}, {"type": "Point", "coordinates": [1, 1]}, {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []}, {"type": "Polygon", "coordinates": [BOW]},
        {"type": "Polygon", "coordinates": [[[0, 0], [999, 0], [0, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[["a", 0], [1, 0], [0, 1], ["a", 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [float("nan"), 0], [0, 1], [0, 0]]]},
    ],
)  # fmt: skip
def test_outlines_that_are_none(town: Town, outline: Any) -> None:
    given = {"by": SYSTEM, "area": town.areas["A"], "outline": outline}
    assert code_of(actions.set_outline, **given) == "outline_wrong"


def test_a_correction_is_recorded(town: Town) -> None:
    area = actions.set_outline(by=SYSTEM, area=town.areas["A"], outline=box(10, 10, 11, 11))
    assert (area.west, area.north) == (10, 11)
    actions.renew_sign(by=SYSTEM, area=town.areas["yu3"])
    actions.create_compound(by=SYSTEM, street=town.areas["street"], name="新月里")
    last = Entry.objects.order_by("-seq").values_list("fact", flat=True)[:3]
    assert list(last) == ["places.CompoundAdded", "places.PlaceChanged", "places.PlaceChanged"]
