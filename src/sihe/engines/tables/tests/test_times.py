"""Points in time as tables write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.tables import SHANGHAI, CellFault, moment, outside

SERIAL_ZERO = datetime.fromisoformat("1899-12-30")
PLAIN_TIMES = st.datetimes(
    datetime.fromisoformat("1960-01-01"), datetime.fromisoformat("2100-01-01")
).map(lambda stamp: stamp.replace(microsecond=0))


@pytest.mark.parametrize(
    ("text", "clock", "expected"),
    [
        ("20250430", "235806", "2025-04-30T23:58:06"),
        ("20250430", "000400.0", "2025-04-30T00:04:00"),
        ("20250430.0", "400.0", "2025-04-30T00:04:00"),
        ("20250430", "0", "2025-04-30T00:00:00"),
        ("２０２５０４３０", "２３５８０６", "2025-04-30T23:58:06"),
        ("2015-08-01T00:16:54", None, "2015-08-01T00:16:54"),
        ("2025/4/30 9:05", None, "2025-04-30T09:05:00"),
        ("2025年4月30日 15时08分", None, "2025-04-30T15:08:00"),
        ("2025年4月30日15时08分07秒", None, "2025-04-30T15:08:07"),
        ("2025-04-30", "15:08", "2025-04-30T15:08:00"),
        ("45777", None, "2025-04-30T00:00:00"),
        ("45777.5", None, "2025-04-30T12:00:00"),
        ("45777.0", None, "2025-04-30T00:00:00"),
        ("45777", "0.25", "2025-04-30T06:00:00"),
        ("45777", "0.9999999", "2025-04-30T23:59:59"),
        ("2025-04-30", None, "2025-04-30T00:00:00"),
    ],
)
def test_ways_of_writing(text: str, clock: str | None, expected: str) -> None:
    stamp = datetime.fromisoformat(expected)
    assert moment(text, clock) == stamp.replace(tzinfo=SHANGHAI)
    assert moment(text, clock, zone=None) == stamp


def test_an_offset_in_the_text_wins() -> None:
    assert moment("2025-04-30T08:00:00Z") == datetime(2025, 4, 30, 8, tzinfo=UTC)
    west = moment("2025-04-30T08:00:00-04:30")
    assert west.utcoffset() == -timedelta(hours=4, minutes=30)


@pytest.mark.parametrize(
    ("text", "clock", "code"),
    [
        ("", None, "date"),
        ("20250231", None, "date"),
        ("2025", None, "date"),
        ("2025-13-01", None, "date"),
        ("昨天", None, "date"),
        ("nan", None, "date"),
        ("2.02504E+12", None, "date"),
        ("99999", None, "date"),
        ("20250430", "240000", "time"),
        ("20250430", "236100", "time"),
        ("20250430", "下午", "time"),
        ("2025-04-30T25:00:00", None, "time"),
        ("2025-04-30 rain", None, "time"),
        ("20250430", "-1", "time"),
    ],
)
def test_what_is_no_time(text: str, clock: str | None, code: str) -> None:
    with pytest.raises(CellFault) as caught:
        moment(text, clock)
    assert caught.value.expected == code


@given(PLAIN_TIMES)
def test_every_style_reads_back(stamp: datetime) -> None:
    compact = moment(f"{stamp:%Y%m%d}", f"{stamp:%H%M%S}", zone=None)
    floats = moment(f"{stamp:%Y%m%d}.0", str(float(f"{stamp:%H%M%S}")), zone=None)
    days = stamp - SERIAL_ZERO
    serial = moment(f"{days.days + days.seconds / 86_400:.9f}", zone=None)
    assert moment(stamp.isoformat(), zone=None) == compact == floats == serial == stamp


def test_outside_is_asked_not_refused() -> None:
    window = (datetime(2015, 8, 1, tzinfo=UTC), datetime(2015, 9, 1, tzinfo=UTC))
    assert outside(moment("2011-03-04", zone=UTC), window)
    assert not outside(moment("2015-08-31", zone=UTC), window)
