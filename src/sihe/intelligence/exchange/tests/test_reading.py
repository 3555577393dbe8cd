"""Each fault of the real files, planted in one row: refused with its reason, or taken with a warning."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.columns import RowRefused, guessed, guessed_columns, map_row
from sihe.engines.tables import Fault, Row
from sihe.intelligence.exchange.mapping import checked, shipped
from sihe.intelligence.exchange.tests.files import BOSTON, HOTLINE, TAIPEI
from sihe.kernel.access.refusals import Refused

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PROFILES = shipped()
TAIPEI_CELLS = (
    "20240430000001", "路樹處理", "萬華區臺北市頂碩里興寧街３６巷", "c5f5", "20240430", "235806",
)  # fmt: skip
BOSTON_CELLS = (
    "101001501304", "2015-08-01T00:16:54", "2015-08-06T08:30:00", "2015-08-03T10:28:23", "Case Closed",
    "Tree in Park", "Roxbury", "Intervale St", "42.3114", "-71.0791",
)  # fmt: skip
TAIPEI_ROW = dict(zip(TAIPEI, TAIPEI_CELLS, strict=True))
BOSTON_ROW = dict(zip(BOSTON, BOSTON_CELLS, strict=True))


def row(values: dict[str, str], faults: list[Fault] | None = None) -> Row:
    """Return a row as the tables engine gives it."""
    return Row(values.items(), list(values.values()), faults or [])


def taipei(**changed: str) -> Any:
    """Read the Taipei row with changed cells."""
    return map_row(row(TAIPEI_ROW | changed), checked(PROFILES["taipei1999"]), NOW)


def boston(**changed: str) -> Any:
    """Read the Boston row with changed cells."""
    return map_row(row(BOSTON_ROW | changed), checked(PROFILES["boston311"]), NOW)


def test_a_sound_row() -> None:
    mapped = taipei()
    assert (mapped.key, mapped.area, mapped.category) == ("20240430000001", "萬華區", "tree")
    assert mapped.place == "萬華區臺北市頂碩里興寧街36巷"  # full-width digits made plain
    assert mapped.opened.isoformat() == "2024-04-30T23:58:06+08:00"
    assert mapped.warnings == ()


def test_a_destroyed_case_number_is_no_key() -> None:
    mapped = taipei(案件編號="2.02504E+12")
    assert len(mapped.key) == 64 and mapped.number == ""
    assert mapped.warnings == ("number-damaged",)
    other = taipei(案件編號="2.02504E+12", 立案時間="235807")
    assert mapped.key != other.key
    assert mapped.key == taipei(案件編號="２.02504E+12").key  # the same row in another writing


@pytest.mark.parametrize("clock", ["000400.0", "400.0", "400", "000400"])
def test_times_kept_as_numbers(clock: str) -> None:
    assert taipei(立案時間=clock).opened.isoformat() == "2024-04-30T00:04:00+08:00"


REFUSED = [
    ({"立案日期": ""}, "date", "立案日期"),
    ({"立案日期": "20241350"}, "date", "立案日期"),
    ({"立案時間": "258899"}, "time", "立案時間"),
    ({"派工項目": " ", "案件地址_去門牌": ""}, "text-missing", "派工項目"),
    ({"立案日期": "20990101"}, "in-future", "立案日期"),
]


@pytest.mark.parametrize("changed, reason, column", REFUSED)
def test_a_row_that_cannot_come_in(changed: dict[str, str], reason: str, column: str) -> None:
    with pytest.raises(RowRefused) as caught:
        taipei(**changed)
    assert (caught.value.reason, caught.value.column) == (reason, column)


def test_closed_before_opened() -> None:
    with pytest.raises(RowRefused) as caught:
        boston(closed_dt="2015-07-31T23:59:59")
    assert caught.value.reason == "closed-before-opened"
    assert boston(closed_dt=BOSTON_ROW["open_dt"]).ended == boston().opened


def test_a_year_that_does_not_belong_is_only_a_warning() -> None:
    odd = boston(open_dt="2011-08-01T00:16:54", closed_dt="2011-08-02T00:00:00", target_dt="")
    assert odd.warnings == ("date-outside",) and odd.opened.year == 2011


def test_the_placeholder_is_no_place() -> None:
    mapped = boston(lat="42.3594", lon="-71.0587")
    assert (mapped.lon, mapped.lat, mapped.warnings) == (None, None, ("point-placeholder",))
    assert boston().lon == -71.0791


def test_names_of_one_place_are_one_area() -> None:
    assert boston(neighborhood="Brighton").area == "Allston / Brighton"
    assert boston(neighborhood="").warnings == ("place-unknown",)


@pytest.mark.parametrize("lat", ["abc", "142.3", "nan", "1e400"])
def test_a_point_off_the_globe(lat: str) -> None:
    with pytest.raises(RowRefused, match="number"):
        boston(lat=lat)


def test_a_shifted_row_keeps_its_reason() -> None:
    shifted = row({}, [Fault("a.csv", 7, "", "8", "columns:6")])
    with pytest.raises(RowRefused) as caught:
        map_row(shifted, checked(PROFILES["taipei1999"]), NOW)
    assert (caught.value.reason, caught.value.found) == ("columns:6", "8")


def test_what_stood_in_a_personal_column_is_not_repeated() -> None:
    fault = Fault("a.csv", 3, "电话", "1390000\x001234", "no-control-characters")
    values = dict.fromkeys(HOTLINE, "x")
    with pytest.raises(RowRefused) as caught:
        map_row(row(values, [fault]), checked(PROFILES["hotline12345"]), NOW)
    assert (caught.value.column, caught.value.found) == ("电话", "")


@given(st.dictionaries(st.sampled_from(TAIPEI), st.text(max_size=30)))
def test_no_row_is_an_error(changed: dict[str, str]) -> None:
    with suppress(RowRefused):
        mapped = taipei(**changed)
        assert mapped.text and len(mapped.key) <= 80 and mapped.opened.tzinfo is not None


@pytest.mark.parametrize("name", [name for name in PROFILES if name != "table"])
def test_every_shipped_profile_is_sound(name: str) -> None:
    mapping = checked(PROFILES[name])
    assert mapping.origin == name
    assert set(PROFILES[name]["recognise"]) <= {
        c for names in mapping.columns.values() for c in names
    }


def test_profiles_know_their_tables() -> None:
    assert guessed(list(TAIPEI), PROFILES) == "taipei1999"
    assert guessed(list(HOTLINE), PROFILES) == "hotline12345"
    assert guessed(["甲", "乙"], PROFILES) == "table"
    found = guessed_columns(
        ["序号", "投诉内容", "联系电话", "受理时间"], PROFILES["table"]["guess"]
    )
    assert found == {"text": ["投诉内容"], "phone": ["联系电话"], "opened": ["受理时间"]}


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"columns": {"text": ["a"]}}, "target_missing"),
    ({"mode": "other"}, "mapping_wrong"),
    ({"mode": "history", "root": ""}, "mapping_wrong"),
    ({"zone": "Mars/Olympus"}, "mapping_wrong"),
    ({"area_pattern": "("}, "mapping_wrong"),
    ({"columns": {"text": ["a"], "opened": ["b", "c"]}}, "mapping_wrong"),
    ({"columns": {"text": ["a"], "opened": ["b"], "salary": ["c"]}}, "mapping_wrong"),
    ({"answers": [["x", "phone"]]}, "mapping_wrong"),
    ({"columns": {"text": ["a"], "opened": ["z"]}}, "column_missing"),
]


@pytest.mark.parametrize("changed, code", WRONG)
def test_a_wrong_mapping_is_refused(changed: dict[str, Any], code: str) -> None:
    base = {"origin": "x", "mode": "live", "columns": {"text": ["a"], "opened": ["b"]}}
    with pytest.raises(Refused) as caught:
        checked(base | changed, ["a", "b", "c"])
    assert caught.value.code == code
