"""Posts are opened, filled, vacated and closed by whom it may, one holder a seat, terms as the law says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.models import Notice
from sihe.kernel.people.models import Person
from sihe.kernel.privacy.retention import run_retention
from sihe.kernel.responsibilities.queries import number
from sihe.teams.posts import actions, queries
from sihe.teams.posts.actions import Chosen, PersonNamed
from sihe.teams.posts.models import Body, Holding, Post, PostKind, Reason, Seat
from tests.world import World

DAY = date(2024, 2, 29)


def opened(world: World, **more: Any) -> Post:
    """Open the post of a member of the committee, elected."""
    given: dict[str, Any] = {"body": Body.COMMITTEE, "title": "委员", "kind": PostKind.ELECTED}
    return actions.open_post(
        by=world.actor("director"), organisation=world.committee, since=DAY, **(given | more)
    )


def filled(world: World, post: Post, since: date = DAY, **more: Any) -> Holding:
    """Give the first vacant seat of a post to a new person."""
    seat = post.seats.filter(vacant_since__isnull=False).order_by("number").first()
    assert seat is not None
    by = world.actor("director")
    named = PersonNamed(name=more.pop("name", "示例委员"), birth_year=more.pop("birth_year", 1970))
    person = actions.person_for(by=by, seat=seat, given=named)
    return actions.begin_holding(by=by, seat=seat, person=person, chosen=Chosen(since, **more))


def test_an_elected_term_is_as_long_as_the_law_says(world: World) -> None:
    held = filled(world, opened(world))
    assert held.term_until == date(2029, 2, 28)
    assert "第八条" in number("posts.term_years").source
    own = filled(world, opened(world, kind=PostKind.EMPLOYED, body=Body.STAFF))
    assert own.term_until is None


def test_a_seat_is_held_or_vacant_since_a_day_for_a_reason(world: World) -> None:
    post = opened(world, seats=2)
    first = filled(world, post)
    told = [
        (r.seat.number, r.holding, r.seat.vacant_why) for r in queries.sittings(world.committee)
    ]
    assert told == [(1, first, ""), (2, None, Reason.NEW)]
    left = date(2025, 5, 1)
    actions.end_holding(by=world.actor("director"), holding=first, on=left, reason=Reason.RESIGNED)
    seat = post.seats.get(number=1)
    assert (seat.vacant_since, seat.vacant_why) == (left, Reason.RESIGNED)
    with pytest.raises(Refused, match="since_order"):
        filled(world, post, since=left - timedelta(days=1))
    actions.explain_vacancy(by=world.actor("director"), seat=seat, reason=Reason.OTHER)
    assert post.seats.get(number=1).vacant_why == Reason.OTHER


def test_the_database_lets_one_person_into_a_seat(world: World) -> None:
    held = filled(world, opened(world))
    with pytest.raises(Refused, match="seat_held"):
        actions.begin_holding(
            by=world.actor("director"), seat=held.seat, person=world.people["grid_worker"],
            chosen=Chosen(DAY),
        )  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Holding.objects.create(
            seat=held.seat, person=world.people["grid_worker"], since=DAY, recorded_at=timezone.now()
        )  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Seat.objects.filter(pk=held.seat_id).update(vacant_since=DAY)


def test_the_same_person_goes_on_and_nothing_is_vacant_between(world: World) -> None:
    held = filled(world, opened(world))
    by, again = world.actor("director"), Chosen(date(2026, 3, 1), chosen_by="居民代表会议")
    fresh = actions.renew(by=by, holding=held, chosen=again)
    held.refresh_from_db()
    assert (held.until, held.ended_why) == (date(2026, 3, 1), Reason.TERM)
    assert fresh.person_id == held.person_id and fresh.term_until == date(2031, 3, 1)
    assert Seat.objects.get(pk=held.seat_id).vacant_since is None
    with pytest.raises(Refused, match="holding_ended"):
        actions.renew(by=by, holding=held, chosen=Chosen(date(2026, 4, 1)))


def test_who_is_too_young_or_sits_there_already_is_refused(world: World) -> None:
    post = opened(world, seats=2)
    with pytest.raises(Refused, match="too_young"):
        filled(world, post, birth_year=2008)
    held = filled(world, post)
    second = post.seats.get(number=2)
    with pytest.raises(Refused, match="person_twice"):
        actions.begin_holding(
            by=world.actor("director"), seat=second, person=held.person, chosen=Chosen(DAY)
        )
    with pytest.raises(Refused, match="day_ahead"):
        filled(world, post, since=timezone.localdate() + timedelta(days=2), name="示例另一位")


def test_only_ones_own_organisation_and_only_who_may(world: World) -> None:
    post = opened(world)
    for persona in ("stranger", "grid_worker", "leader"):
        with pytest.raises(Refused, match="not_allowed"):
            actions.close_post(by=world.actor(persona), post=post)
    assert post.pk in queries.seen_posts(world.actor("leader")).values_list("pk", flat=True)
    assert not queries.seen_posts(world.actor("stranger")).exists()
    assert Post.objects.get(pk=post.pk).until is None


def test_seats_go_only_when_vacant_and_posts_close_only_empty(world: World) -> None:
    post, by = opened(world, seats=3), world.actor("director")
    filled(world, post)
    with pytest.raises(Refused, match="seats_held"):
        actions.change_post(
            by=by, post=filled(world, post, name="示例乙").seat.post, title="委员", seats=1
        )
    actions.change_post(by=by, post=post, title="委员", seats=2)
    assert post.seats.filter(until__isnull=True).count() == 2
    actions.change_post(by=by, post=post, title="委员", seats=4)
    assert sorted(post.seats.filter(until=None).values_list("number", flat=True)) == [1, 2, 3, 4]
    with pytest.raises(Refused, match="post_held"):
        actions.close_post(by=by, post=post)
    for held in Holding.objects.filter(until__isnull=True):
        actions.end_holding(by=by, holding=held, on=DAY, reason=Reason.MOVED)
    actions.close_post(by=by, post=post)
    assert queries.sittings(world.committee) == []


def test_a_known_phone_is_the_same_person(world: World) -> None:
    post, by = opened(world, seats=2), world.actor("director")
    given = PersonNamed(name="示例甲", phone="13800001234")
    seat = post.seats.get(number=1)
    one = actions.person_for(by=by, seat=seat, given=given)
    assert actions.person_for(by=by, seat=seat, given=given) == one
    other = PersonNamed(name="示例乙", phone="13800001234")
    assert actions.person_for(by=by, seat=seat, given=other) != one
    with pytest.raises(Refused, match="person_missing"):
        actions.person_for(by=by, seat=seat, given=PersonNamed())
    foreign = PersonNamed(known=world.people["stranger"].pk)
    with pytest.raises(Refused, match="person_missing"):
        actions.person_for(by=by, seat=seat, given=foreign)


def test_sub_committees(world: World) -> None:
    by = world.actor("director")
    part = actions.open_part(by=by, organisation=world.committee, name="人民调解委员会")
    with pytest.raises(Refused, match="part_taken"):
        actions.open_part(by=by, organisation=world.committee, name="人民调解委员会")
    post = opened(world, body=Body.PART, part=part, kind=PostKind.PART_TIME)
    with pytest.raises(Refused, match="part_elsewhere"):
        opened(world, body=Body.PART)
    with pytest.raises(Refused, match="part_in_use"):
        actions.end_part(by=by, part=part)
    actions.close_post(by=by, post=post)
    assert actions.end_part(by=by, part=part).until == timezone.localdate()


def test_leaders_stand_for_buildings_and_those_without_are_listed(world: World) -> None:
    by, kind = world.actor("director"), PostKind.VOLUNTEER
    assert len(queries.leaderless(world.committee)) == 3
    with pytest.raises(Refused, match="place_missing"):
        opened(world, body=Body.BUILDING, kind=kind)
    with pytest.raises(Refused, match="place_elsewhere"):
        opened(world, body=Body.BUILDING, kind=kind, areas=[world.other_community])
    one = opened(world, body=Body.BUILDING, kind=kind, title="楼门长", areas=[world.building])
    assert {w.area: w.has_post for w in queries.leaderless(world.committee)}[world.building]
    filled(world, one)
    assert world.building not in [w.area for w in queries.leaderless(world.committee)]
    for unit in ("second_building_unit1", "second_building_unit2"):
        assert world.second_building in [w.area for w in queries.leaderless(world.committee)]
        filled(world, opened(world, body=Body.BUILDING, kind=kind, areas=[world.areas[unit]]))
    assert [w.area for w in queries.leaderless(world.committee)] == [world.old_block]
    made = actions.open_leader_posts(by=by, organisation=world.committee, title="楼门长")
    again = actions.open_leader_posts(by=by, organisation=world.committee, title="楼门长")
    assert (made, again) == (1, 0)
    rows = queries.sittings(world.committee, leaders=True)
    assert queries.place_words(rows[0].post) == "示例花园 3号楼"
    assert "5号楼1单元" in queries.place_words(rows[1].post)


def test_terms_are_told_once_per_level(world: World) -> None:
    held = filled(world, opened(world), term_until=date(2026, 1, 31))
    near = datetime(2026, 1, 10, tzinfo=UTC)
    assert [actions.scan_terms(near), actions.scan_terms(near)] == [1, 0]
    over = datetime(2026, 2, 10, tzinfo=UTC)
    assert [actions.scan_terms(over), actions.scan_terms(over)] == [1, 0]
    deliver()
    told = Notice.objects.filter(code__startswith="posts.").order_by("pk")
    assert [n.code for n in told] == ["posts.term_near", "posts.term_over"]
    assert {n.person_id for n in told} == {world.people["director"].pk}
    assert queries.term_state(held, date(2026, 1, 10)) == "soon"
    assert queries.term_state(held, date(2026, 2, 10)) == "over"
    assert queries.term_state(held, date(2025, 2, 10)) == ""


def test_ended_holdings_are_forgotten_when_their_time_is_over(world: World) -> None:
    post = opened(world, seats=2)
    held = filled(world, post)
    staff = actions.begin_holding(
        by=world.actor("director"), seat=post.seats.get(number=2),
        person=world.people["grid_worker"], chosen=Chosen(DAY),
    )  # fmt: skip
    for one in (held, staff):
        actions.end_holding(by=world.actor("director"), holding=one, on=DAY, reason=Reason.MOVED)
    early = datetime(2029, 2, 1, tzinfo=UTC)
    assert run_retention(early)["holding"] == 0
    late = datetime(2029, 3, 10, tzinfo=UTC)
    assert run_retention(late)["holding"] == 2
    assert not Holding.objects.exists()
    assert not Person.objects.filter(pk=held.person_id).exists()  # nothing else was kept of them
    assert Person.objects.filter(pk=world.people["grid_worker"].pk).exists()


def test_facts_hold_no_names(world: World) -> None:
    filled(world, opened(world), profession="退休教师")
    told = Entry.objects.filter(fact__startswith="posts.")
    assert sorted(told.values_list("fact", flat=True)) == ["posts.HoldingBegun", "posts.PostOpened"]
    assert not any(
        "示例委员" in str(p) or "退休" in str(p) for p in told.values_list("payload", flat=True)
    )
    assert SYSTEM.kind == "system"
