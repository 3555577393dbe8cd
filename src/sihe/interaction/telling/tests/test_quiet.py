"""Quiet hours: across midnight, on the wall clock of Shanghai whatever zone a moment comes in, within bounds."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from sihe.interaction.telling.actions import set_quiet_hours
from sihe.interaction.telling.models import QuietHours
from sihe.interaction.telling.queries import Quiet, bounds, held_until, quiet_hours
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT
from tests.world import World

HERE = ZoneInfo("Asia/Shanghai")
NIGHT = Quiet(22, 7)


def at(hour: int, minute: int = 0, day: int = 10) -> datetime:
    """Return a moment on the wall clock of Shanghai."""
    return datetime(2026, 3, day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(21, 59), None), (at(22), at(7, day=11)), (at(23, 59), at(7, day=11)), (at(0), at(7)),
        (at(6, 59), at(7)), (at(7), None), (at(12), None), (at(23, 30, day=31), datetime(2026, 4, 1, 7, tzinfo=HERE)),
    ],
)  # fmt: skip
def test_across_midnight(now: datetime, until: datetime | None) -> None:
    assert NIGHT.end_after(now) == until


def test_within_one_day_and_none() -> None:
    noon = Quiet(12, 14)
    assert noon.end_after(at(13)) == at(14) and noon.end_after(at(14)) is None
    assert noon.end_after(at(11, 59)) is None
    assert all(Quiet(5, 5).end_after(at(hour)) is None for hour in range(24))


@pytest.mark.parametrize(
    "zone", [UTC, ZoneInfo("America/New_York"), timezone(timedelta(hours=5, minutes=45))]
)
def test_the_zone_of_a_moment_changes_nothing(zone: Any) -> None:
    for hour in range(24):
        assert NIGHT.end_after(at(hour).astimezone(zone)) == NIGHT.end_after(at(hour))


@given(
    st.integers(0, 23), st.integers(0, 23),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.timezones()),  # noqa: DTZ001
)  # fmt: skip
def test_a_hold_ends_in_the_morning_and_outside(begins: int, ends: int, now: datetime) -> None:
    quiet = Quiet(begins, ends)
    until = quiet.end_after(now)
    if until is None:
        return
    assert now < until <= now + timedelta(hours=24) and until.astimezone(HERE).hour == ends
    assert quiet.end_after(until) is None  # it may go then
    length = (ends - begins) % 24
    assert until - now <= timedelta(hours=length)


@pytest.mark.django_db
def test_a_person_chooses_within_bounds(world: World) -> None:
    director = world.actor("director")
    assert quiet_hours() == quiet_hours(director.person) == NIGHT
    set_quiet_hours(by=director, begins=20, ends=9)
    assert quiet_hours(director.person) == Quiet(20, 9) and quiet_hours() == NIGHT
    assert held_until(at(21), director.person) == at(9, day=11)
    assert held_until(at(21), world.people["manager"].pk) is None
    for begins, ends in ((12, 8), (22, 12), (18, 7), (24, 7)):
        with pytest.raises(Refused, match="quiet_out_of_bounds"):
            set_quiet_hours(by=director, begins=begins, ends=ends)
    with pytest.raises(Refused, match="not_allowed"):
        set_quiet_hours(by=RESIDENT, begins=22, ends=7)
    set_quiet_hours(by=director, begins=None, ends=None)
    assert quiet_hours(director.person) == NIGHT and not QuietHours.objects.exists()


@pytest.mark.django_db
def test_a_choice_beyond_later_bounds_no_longer_counts(world: World) -> None:
    person = world.people["director"]
    QuietHours.objects.create(person=person, begins=12, ends=11)
    assert quiet_hours(person.pk) == NIGHT and 12 not in bounds().begins


@pytest.mark.django_db
def test_the_page(world: World, client: Client) -> None:
    world.login(client, "director")
    assert "22点到7点" in client.get("/notices/quiet/").content.decode()
    client.post("/notices/quiet/", {"begins": "21", "ends": "8"})
    assert "21点到8点" in client.get("/notices/quiet/").content.decode()
    wrong = client.post("/notices/quiet/", {"begins": "12", "ends": "8"})
    assert wrong.status_code == 422 and "超出了可选的钟点" in wrong.content.decode()
    client.post("/notices/quiet/", {"house": "1"})
    assert "22点到7点" in client.get("/notices/quiet/").content.decode()
