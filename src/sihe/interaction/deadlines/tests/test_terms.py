"""The clocks of a matter: promise, inner deadline, pauses, alerts."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from sihe.interaction.deadlines import actions as deadlines
from sihe.interaction.deadlines.models import Alert
from sihe.interaction.handling import actions as handling
from sihe.interaction.matters import actions, states
from sihe.interaction.matters.models import Matter
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT
from sihe.kernel.journal.models import Entry
from sihe.kernel.places.spots import Spot
from sihe.kernel.responsibilities.queries import Resolution, resolve
from tests.world import World

CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 9, 7, 9, 30, tzinfo=CHINA)


def spot_of(world: World) -> Spot:
    """Return the first building of the invented street."""
    areas = world.areas
    return Spot(
        areas["street"].pk, areas["community"].pk, areas["grid"].pk, areas["building"].pk,
        compound=world.compound.pk,
    )  # fmt: skip


def reported(world: World, category: str | None, at: datetime = MONDAY) -> Matter:
    """Register a report; without a category it goes to triage."""
    chosen = world.categories[category] if category else None
    resolution = resolve(category=chosen.pk if chosen else None, spot=spot_of(world), at=at)
    return actions.register(
        by=RESIDENT, token=uuid4(), text="楼道灯不亮", source="web", spot=spot_of(world), at=at,
        category=chosen, resolution=resolution, reporter=actions.ReporterGiven(),
    ).matter  # fmt: skip


def test_the_term_of_the_line_runs_from_the_report(world: World) -> None:
    matter = reported(world, "rubbish")
    assert matter.due_at == matter.promised_at == datetime(2026, 9, 7, 14, 30, tzinfo=CHINA)


def test_routing_out_of_triage_takes_the_term_of_the_line(world: World) -> None:
    matter, later = reported(world, None), MONDAY + timedelta(hours=1)
    assert matter.state == states.TRIAGE and matter.due_at is not None
    week = matter.due_at
    resolution = resolve(category=world.categories["rubbish"].pk, spot=spot_of(world), at=later)
    routed = actions.route(
        by=world.actor("director"), matter=matter, resolution=resolution, at=later
    )
    assert routed.due_at == routed.promised_at == datetime(2026, 9, 7, 14, 30, tzinfo=CHINA)
    assert routed.due_at is not None and routed.due_at < week


def test_routing_never_moves_a_promise_later(world: World) -> None:
    matter = reported(world, None)
    promise = matter.promised_at
    line = resolve(category=world.categories["rubbish"].pk, spot=spot_of(world), at=MONDAY)
    slow = Resolution(
        line.first_receiver, line.accountable, responsibility=line.responsibility, term=90
    )
    routed = actions.route(by=world.actor("director"), matter=matter, resolution=slow, at=MONDAY)
    assert routed.promised_at == routed.due_at == promise


def test_a_pause_moves_the_inner_deadline_and_not_the_promise(world: World) -> None:
    matter, by = reported(world, "noise"), world.actor("director")
    due, promise = matter.due_at, matter.promised_at
    handling.pause(by=by, matter=matter, reason="等天晴", at=MONDAY + timedelta(hours=1))
    resumed = handling.resume(by=by, matter=matter, at=MONDAY + timedelta(hours=6))
    assert due is not None and resumed.due_at == due + timedelta(hours=5)
    assert resumed.promised_at == promise


def test_a_pause_moves_it_no_further_than_the_cap(world: World) -> None:
    matter, by = reported(world, "noise"), world.actor("director")
    due = matter.due_at
    handling.pause(by=by, matter=matter, reason="等天晴", at=MONDAY)
    resumed = handling.resume(by=by, matter=matter, at=MONDAY + timedelta(days=200))
    assert due is not None and resumed.due_at == due + timedelta(days=30)


def test_a_paused_matter_that_is_merged_and_taken_apart_has_its_clock_running(world: World) -> None:
    by = world.actor("director")
    matter, other = reported(world, "rubbish"), reported(world, "rubbish")
    due = matter.due_at
    handling.pause(by=by, matter=matter, reason="等天晴", at=MONDAY)
    handling.merge(by=by, matter=matter, root=other, at=MONDAY + timedelta(hours=2))
    apart = handling.unmerge(by=by, matter=matter, at=MONDAY + timedelta(hours=3))
    assert not matter.pauses.filter(until=None).exists()
    assert due is not None and apart.due_at == due + timedelta(hours=2)
    handling.pause(by=by, matter=apart, reason="又等", at=MONDAY + timedelta(hours=4))


def test_a_hung_matter_needs_a_day_ahead(world: World) -> None:
    matter, by = reported(world, "noise"), world.actor("director")
    with pytest.raises(Refused, match="review_in_past"):
        handling.hang(by=by, matter=matter, reason="缺钱", review_on=MONDAY.date(), at=MONDAY)


def test_each_level_is_told_once_also_when_the_scan_is_repeated(world: World) -> None:
    matter = reported(world, "rubbish")
    seen = []
    for hours in (1, 4, 5, 5, 6, 11, 12, 100, 100):
        seen.append(deadlines.scan_deadlines(MONDAY + timedelta(hours=hours)))
    levels = list(
        Alert.objects.filter(matter=matter).order_by("level").values_list("level", flat=True)
    )
    told = Entry.objects.filter(fact="matters.Escalated").order_by("seq")
    assert levels == [1, 2, 3] == [e.payload["level"] for e in told]
    assert sum(seen) == 3


def levels_told(matter: Matter) -> list[int]:
    """Return the levels of the alerts of a matter, in the order in which they were told."""
    return list(Alert.objects.filter(matter=matter).order_by("pk").values_list("level", flat=True))


def test_after_a_stop_what_is_late_is_told_at_once_and_not_as_near(world: World) -> None:
    matter = reported(world, "rubbish")
    assert deadlines.scan_deadlines(MONDAY + timedelta(days=30)) == 2
    assert levels_told(matter) == [2, 3]
    assert deadlines.scan_deadlines(MONDAY + timedelta(days=31)) == 0
    matter.refresh_from_db()
    assert matter.alert_at is None


def test_work_sent_back_after_it_was_told_near_is_not_told_past_too_early(world: World) -> None:
    matter, by = reported(world, "rubbish"), world.actor("director")
    assert matter.due_at is not None
    before = matter.due_at - timedelta(minutes=2)
    deadlines.scan_deadlines(before)
    handling.finish(by=by, matter=matter, text="清走了", at=before)
    handling.check(by=by, matter=matter, passed=False, text="没清干净", at=before)
    assert deadlines.scan_deadlines(matter.due_at - timedelta(minutes=1)) == 0
    assert levels_told(matter) == [1]
    assert deadlines.scan_deadlines(matter.due_at) == 1
    assert levels_told(matter) == [1, 2]


def test_a_moved_deadline_is_told_anew(world: World) -> None:
    matter, by = reported(world, "rubbish"), world.actor("director")
    deadlines.scan_deadlines(MONDAY + timedelta(days=30))
    now = MONDAY + timedelta(days=30)
    deadlines.change_due(
        by=by, matter=matter, due_at=now + timedelta(days=2), reason="等配件", at=now
    )
    assert deadlines.scan_deadlines(now + timedelta(days=3)) == 1
    assert levels_told(matter) == [2, 3, 2]


def test_nobody_is_alerted_while_the_clock_stands(world: World) -> None:
    matter, by = reported(world, "rubbish"), world.actor("director")
    handling.pause(by=by, matter=matter, reason="等天晴", at=MONDAY)
    assert deadlines.scan_deadlines(MONDAY + timedelta(days=3)) == 0


def test_an_answered_matter_closes_by_itself_and_counts_as_no_rating(world: World) -> None:
    matter, by = reported(world, "rubbish"), world.actor("director")
    handling.finish(by=by, matter=matter, text="清走了", at=MONDAY)
    handling.check(by=by, matter=matter, passed=True, at=MONDAY)
    assert handling.scan_closing(MONDAY + timedelta(days=6)) == 0
    assert handling.scan_closing(MONDAY + timedelta(days=8)) == 1
    matter.refresh_from_db()
    assert matter.state == states.CLOSED
    assert matter.reporters.get().satisfaction is None


def test_reopening_has_its_term(world: World) -> None:
    matter, by = reported(world, "rubbish"), world.actor("director")
    handling.finish(by=by, matter=matter, text="清走了", at=MONDAY)
    handling.check(by=by, matter=matter, passed=True, at=MONDAY)
    handling.close(by=by, matter=matter, at=MONDAY)
    with pytest.raises(Refused, match="reopen_too_late"):
        handling.reopen(by=RESIDENT, matter=matter, text="还在", at=MONDAY + timedelta(days=16))
    again = handling.reopen(by=RESIDENT, matter=matter, text="还在", at=MONDAY + timedelta(days=15))
    assert (again.state, again.reopened) == (states.RECEIVED, 1)
    assert again.due_at is not None and again.due_at > MONDAY + timedelta(days=15)
