"""Lists to pick from and labels."""

from __future__ import annotations

from types import SimpleNamespace

from pytest_django import DjangoAssertNumQueries

from sihe.kernel.places import queries
from sihe.kernel.places.models import Area
from sihe.kernel.places.queries import spot_label
from sihe.kernel.places.spots import Spot
from sihe.kernel.places.tests.conftest import Town
from sihe.kernel.places.tree import CHAIN


def test_the_lists_of_the_picker(town: Town) -> None:
    a = town.areas
    assert [s.pk for s in queries.streets()] == [a["street"].pk]
    assert {c.name for c in queries.compounds_in(a["street"].pk)} == {"榆荫苑", "跨园小区"}
    buildings = queries.buildings_of(town.compounds["yu"].pk)
    assert [b.name for b in buildings] == [
        "3号楼",
        "13号楼",
    ]  # as people count, not as letters sort
    assert [u.name for u in queries.units_of(a["yu3"].pk)] == ["1单元", "2单元"]
    assert [d.number for d in queries.dwellings_of(a["yu3"].pk, a["yu3-1"].pk)] == ["101", "501"]
    assert [b.name for b in queries.buildings_in(a["west"].pk)] == ["3号楼", "3号楼", "13号楼"]
    assert [g.name for g in queries.grids_in(a["street"].pk)] == ["A网格", "B网格", "C网格"]
    assert queries.by_sign("nothing") is None and queries.by_sign("") is None
    assert queries.by_sign(a["yu3"].sign.lower()) == a["yu3"]


def test_lineage_in_no_or_one_query(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    wanted = {
        level: town.areas[key].pk
        for level, key in (("district", "district"), ("street", "street"), ("community", "west"),
                           ("grid", "A"), ("building", "yu3"), ("unit", "yu3-1"))
    }  # fmt: skip
    bare = Area.objects.get(pk=town.areas["yu3-1"].pk)
    with django_assert_num_queries(1):
        assert queries.lineage(bare) == wanted
    fetched = Area.objects.select_related(CHAIN).get(pk=bare.pk)
    with django_assert_num_queries(0):
        assert queries.lineage(fetched) == wanted
    assert list(queries.lineage(bare)) == list(wanted)


def test_labels(town: Town) -> None:
    a, c = town.areas, town.compounds
    spot = Spot(grid=a["A"].pk, building=a["yu3"].pk, unit=a["yu3-2"].pk, compound=c["yu"].pk)
    assert spot_label(spot) == "榆荫苑 3号楼2单元"
    assert spot_label(Spot(compound=c["yu"].pk, words="榆荫苑南门")) == "榆荫苑南门"
    assert spot_label(Spot(grid=a["B"].pk)) == "B网格"
    matter = SimpleNamespace(
        compound=c["yu"], building=a["yu3"], unit=a["yu3-2"], grid=a["A"], community=a["west"],
        place_words="王家门口",
    )  # fmt: skip
    assert queries.place_label(matter) == "榆荫苑 3号楼2单元"
    matter.building = None
    assert queries.place_label(matter) == "王家门口"
    assert queries.place_label(matter, public=True) == "榆荫苑"
    matter.compound = None
    assert queries.place_label(matter, public=True) == "A网格"
