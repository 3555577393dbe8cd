"""Whatever is done to posts: each open seat is held by one person or vacant for a reason, and figures add up."""

import contextlib
import itertools
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.teams.posts import actions, queries
from sihe.teams.posts.actions import Chosen
from sihe.teams.posts.models import Body, Holding, Post, PostKind, Reason, Seat
from tests.world import World

START = date(2020, 1, 1)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["open", "fill", "leave", "renew", "seats", "close"]),
        st.integers(0, 5), st.integers(0, 2000),
    ),
    max_size=14,
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_seats_are_held_or_vacant(world: World, acts: list[tuple[str, int, int]]) -> None:
    organisation = world.committee
    Holding.objects.filter(seat__post__organisation=organisation).delete()
    Post.objects.filter(organisation=organisation).delete()
    for verb, which, days in acts:
        with contextlib.suppress(Refused):
            act(world, verb, which, START + timedelta(days=days))
        check(world)


def act(world: World, verb: str, which: int, day: date) -> None:
    """Do one thing to the n-th post, seat or person."""
    organisation, people = world.committee, sorted(world.people.values(), key=lambda p: p.pk)
    posts = list(Post.objects.filter(organisation=organisation).order_by("pk"))
    if verb == "open":
        actions.open_post(
            by=SYSTEM, organisation=organisation, body=Body.STAFF, title="示例", seats=1 + which % 3,
            kind=PostKind.ELECTED, since=day,
        )  # fmt: skip
        return
    if not posts:
        return
    post = posts[which % len(posts)]
    seats = list(post.seats.order_by("pk"))
    seat = seats[which % len(seats)]
    held = list(Holding.objects.filter(seat__post=post).order_by("pk"))
    if verb == "fill":
        actions.begin_holding(
            by=SYSTEM, seat=seat, person=people[which % len(people)], chosen=Chosen(day)
        )
    elif verb == "seats":
        actions.change_post(by=SYSTEM, post=post, title="示例", seats=1 + which)
    elif verb == "close":
        actions.close_post(by=SYSTEM, post=post)
    elif held and verb == "leave":
        actions.end_holding(
            by=SYSTEM, holding=held[which % len(held)], on=day, reason=Reason.RESIGNED
        )
    elif held:
        actions.renew(by=SYSTEM, holding=held[which % len(held)], chosen=Chosen(day))


def check(world: World) -> None:
    """Compare what is stored with what the pages say."""
    for seat in Seat.objects.filter(until__isnull=True):
        holders = seat.holdings.filter(until__isnull=True).count()
        assert holders == (1 if seat.vacant_since is None else 0)
        assert bool(seat.vacant_why) == (seat.vacant_since is not None)
        spells = list(seat.holdings.order_by("since", "pk").values_list("since", "until"))
        for (_since, until), (after, _until) in itertools.pairwise(spells):
            assert until is not None and until <= after
    rows = queries.sittings(world.committee)
    told = queries.figures(rows)
    assert told.seats == told.filled + told.vacant == len(rows)
    people = {r.holding.person_id for r in rows if r.holding}
    assert sum(n for _code, n in told.bands) == len(people)
    assert sum(n for _name, n in told.professions) == len(people)
    counted = queries.counts([world.committee.pk]).get(world.committee.pk, (0, 0, 0))
    assert counted == (told.seats, told.filled, told.vacant)
