"""Where a place given in any way lies."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from sihe.interaction.locating.queries import settle
from sihe.kernel.facts import SYSTEM
from sihe.kernel.places.actions import create_area, create_compound, renew_sign, set_outline
from sihe.kernel.places.models import Level
from sihe.kernel.places.spots import PlaceGiven
from sihe.kernel.places.tests.conftest import SOUTH, STEP, WEST, Town, box


def test_a_scanned_sign_however_it_was_typed(town: Town) -> None:
    sign = town.areas["yu3"].sign
    spot = settle(PlaceGiven(sign=f" {sign[:4].lower()}-{sign[4:]} "))
    assert (spot.building, spot.grid, spot.community, spot.street) == tuple(
        town.areas[k].pk for k in ("yu3", "A", "west", "street")
    )
    assert spot.compound == town.compounds["yu"].pk and spot.doubt == "" and spot.lon


def test_an_unknown_sign_is_told(town: Town) -> None:
    assert settle(PlaceGiven(sign="ZZZZZZZZ")).doubt == "unknown_sign"


def test_a_picked_unit_and_a_picked_dwelling(town: Town) -> None:
    unit = settle(PlaceGiven(area=town.areas["yu3-2"].pk, words="门口"))
    assert (unit.unit, unit.building) == (town.areas["yu3-2"].pk, town.areas["yu3"].pk)
    assert unit.compound == town.compounds["yu"].pk and unit.words == "门口"
    door = settle(PlaceGiven(dwelling=town.dwellings["2-501"].pk))
    assert (door.dwelling, door.unit) == (town.dwellings["2-501"].pk, town.areas["yu3-2"].pk)


def test_a_picked_id_that_is_not_there(town: Town) -> None:
    assert settle(PlaceGiven(area=10**12)).doubt == "unknown_words"
    assert settle(PlaceGiven(dwelling=10**12)).doubt == "unknown_words"


WRITTEN = {
    "榆荫苑3号楼2单元501": ("yu3", "yu3-2", "2-501"),
    "榆苑小区 三号楼 二单元 五〇一室": ("yu3", "yu3-2", "2-501"),
    "榆苑３－２－５０１": ("yu3", "yu3-2", "2-501"),
    "榆荫苑3号楼": ("yu3", None, None),
    "榆荫苑13号楼门口": ("yu13", None, None),
    "跨园小区5号楼": ("kua5", None, None),
    "跨园3号楼9单元": ("kua3", None, None),
    "老磨坊门前的灯": ("mill", None, None),
    "13号楼": ("yu13", None, None),
}


@pytest.mark.parametrize("words", WRITTEN)
def test_written_places(town: Town, words: str) -> None:
    building, unit, door = WRITTEN[words]
    spot = settle(PlaceGiven(words=words))
    assert spot.building == town.areas[building].pk, words
    assert spot.unit == (town.areas[unit].pk if unit else None)
    assert spot.dwelling == (town.dwellings[door].pk if door else None)
    assert spot.doubt == "" and spot.words


def test_words_that_fit_several_offer_the_choice(town: Town) -> None:
    spot = settle(PlaceGiven(words="3号楼"))
    assert spot.doubt == "several" and spot.building is None
    assert set(spot.choices) == {town.areas["yu3"].pk, town.areas["kua3"].pk}
    assert spot.street == town.areas["street"].pk  # what all of them share is kept


def test_words_that_fit_nothing_are_kept(town: Town) -> None:
    spot = settle(PlaceGiven(words="  月亮湾   9号楼 "))
    assert spot.doubt == "unknown_words" and spot.words == "月亮湾 9号楼"
    assert settle(PlaceGiven(words="50% 'or' _老地方")).doubt == "unknown_words"


def test_a_compound_alone(town: Town) -> None:
    one = settle(PlaceGiven(words="榆荫苑南门"))
    assert one.compound == town.compounds["yu"].pk and one.grid == town.areas["A"].pk
    assert one.doubt == ""
    two = settle(PlaceGiven(words="跨园小区北门"))
    assert two.compound == town.compounds["kua"].pk and two.community is None
    assert two.doubt == "several"
    assert set(two.choices) == {town.areas["west"].pk, town.areas["east"].pk}


def test_points(town: Town) -> None:
    inside = settle(PlaceGiven(lon=WEST + 0.0035, lat=SOUTH + 0.0035))
    assert (inside.grid, inside.compound, inside.doubt) == (town.areas["A"].pk, None, "")
    in_compound = settle(PlaceGiven(lon=WEST + 0.001, lat=SOUTH + 0.0035))
    assert in_compound.compound == town.compounds["yu"].pk
    house = town.areas["yu3"]
    in_house = settle(PlaceGiven(lon=house.lon, lat=house.lat))
    assert in_house.building == house.pk
    off = settle(PlaceGiven(lon=0.0, lat=0.0))
    assert off.doubt == "outside" and off.grid is None
    for bad in (math.nan, math.inf, 500.0):
        assert settle(PlaceGiven(lon=bad, lat=40.0)).doubt == "outside"


def test_near_a_border_both_grids_are_offered(town: Town) -> None:
    a, b = town.areas["A"].pk, town.areas["B"].pk
    metre = 1 / (111_320 * math.cos(math.radians(SOUTH)))
    for metres, doubt in ((14.0, "boundary"), (16.0, "")):
        spot = settle(PlaceGiven(lon=WEST + STEP - metres * metre, lat=SOUTH + 0.003))
        assert (spot.grid, spot.doubt) == (a, doubt)
        assert set(spot.choices) == ({a, b} if doubt else set())


def test_a_building_in_words_counts_before_the_point(town: Town) -> None:
    lon, lat = WEST + 2.5 * STEP, SOUTH + 0.003
    assert (
        settle(PlaceGiven(words="榆荫苑3号楼", lon=lon, lat=lat)).building == town.areas["yu3"].pk
    )
    vague = settle(PlaceGiven(words="草坪上", lon=lon, lat=lat))
    assert vague.grid == town.areas["C"].pk and vague.words == "草坪上" and vague.doubt == ""


def test_nothing_given(db: None) -> None:
    assert settle(PlaceGiven()).doubt == "nothing_given"
    assert settle(PlaceGiven(words="  ")).doubt == "nothing_given"


@pytest.mark.parametrize(
    "place",
    [
        PlaceGiven(words="榆荫苑3号楼2单元501"),
        PlaceGiven(words="3号楼", lon=WEST + 0.003, lat=SOUTH + 0.003),
        PlaceGiven(words="无名处9号楼", lon=WEST + 0.003, lat=SOUTH + 0.003),
        PlaceGiven(words="跨园小区北门"),
        PlaceGiven(lon=WEST + 0.003, lat=SOUTH + 0.003),
    ],
)
def test_at_most_three_queries(
    town: Town, place: PlaceGiven, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    settle(PlaceGiven(words="老磨坊"))  # the copy of the names is loaded once a process
    with django_assert_max_num_queries(3):
        settle(place)


class RandomPartition(TestCase):
    """A point strictly inside one grid of a random partition resolves to that grid."""

    @settings(max_examples=25, deadline=None)
    @given(
        cuts=st.lists(st.integers(1, 99), min_size=1, max_size=5, unique=True),
        points=st.lists(
            st.tuples(st.integers(-20, 119), st.integers(-5, 24)), min_size=1, max_size=8
        ),
    )
    def test_it(self, cuts: list[int], points: list[tuple[int, int]]) -> None:
        step, tall = 0.0005, 20
        edges = [0, *sorted(cuts), 100]
        street = create_area(by=SYSTEM, level=Level.STREET, name="示例")
        community = create_area(by=SYSTEM, level=Level.COMMUNITY, name="示例", parent=street)
        grids = []
        for n, (west, east) in enumerate(pairwise(edges)):
            outline = box(WEST + west * step, SOUTH, WEST + east * step, SOUTH + tall * step)
            grids.append(
                create_area(
                    by=SYSTEM, level=Level.GRID, name=f"{n}", parent=community, outline=outline
                )
            )
        for x, y in points:
            spot = settle(PlaceGiven(lon=WEST + (x + 0.5) * step, lat=SOUTH + (y + 0.5) * step))
            inside = [
                g.pk
                for g, west, east in zip(grids, edges[:-1], edges[1:], strict=True)
                if west <= x < east and 0 <= y < tall
            ]
            assert ([spot.grid] if spot.grid else []) == inside
            # half a step is 21 m across and 28 m along: no point is near a border
            assert spot.doubt == ("" if inside else "outside")


def test_a_correction_is_seen_at_once(town: Town) -> None:
    area = set_outline(by=SYSTEM, area=town.areas["A"], outline=box(10, 10, 11, 11))
    assert (area.west, area.north) == (10, 11)
    assert settle(PlaceGiven(lon=10.5, lat=10.5)).grid == area.pk
    old = town.areas["yu3"].sign
    renew_sign(by=SYSTEM, area=town.areas["yu3"])
    assert settle(PlaceGiven(sign=old)).doubt == "unknown_sign"
    create_compound(by=SYSTEM, street=town.areas["street"], name="新月里")
    assert settle(PlaceGiven(words="新月里东门")).compound  # the copy in memory was renewed
