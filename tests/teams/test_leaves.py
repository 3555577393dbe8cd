"""Leave with a deputy: who may, what follows, and how it comes back by itself."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sihe.interaction.handling import actions as handling
from sihe.interaction.matters.models import Matter
from sihe.interaction.timelines.queries import timeline_of
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_staff
from sihe.kernel.notices.models import Delivery, Notice
from sihe.kernel.notices.queries import sentence
from sihe.kernel.organisations import actions as organisations
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.organisations.queries import actor_of, mandates_of, people_holding
from sihe.kernel.people.models import Person
from sihe.teams.absence import actions
from sihe.teams.absence.facts import LeaveBegun, LeaveEnded
from sihe.teams.absence.models import Leave
from sihe.teams.absence.queries import done_for, leaves_seen
from tests import world as sample
from tests.staff.factories import reported
from tests.world import World


def today() -> date:
    """Return the day of the office."""
    return timezone.localdate()


def leave(
    world: World, who: str = "director", deputy: str = "vice", first: int = 0, last: int = 3,
    by: str = "", **more: Any,
) -> Leave:  # fmt: skip
    """Plan a leave, in days from today."""
    person = world.people[who]
    told: dict[str, Any] = {"organisation": world.mandates[who].organisation}
    told |= {"since": today() + timedelta(days=first), "until": today() + timedelta(days=last)}
    actor = SYSTEM if by == "system" else world.actor(by or who)
    return actions.plan_leave(by=actor, person=person, deputy=world.people[deputy], **(told | more))


def refused(act: Any) -> Refused:
    """Return how an act is refused."""
    with pytest.raises(Refused) as caught:
        act()
    return caught.value


def given_to(world: World, who: str) -> Matter:
    """Report rubbish and give it to somebody."""
    matter = reported(world, "rubbish")
    return handling.assign(by=world.actor("director"), matter=matter, person=world.people[who].pk)


def test_a_deputy_acts_from_the_first_to_the_last_day(world: World) -> None:
    matter = given_to(world, "director")
    made = leave(world, deputy="deployed")
    deputy, assign = world.people["deployed"].pk, "matters.assign"
    assert (made.state, made.begun_at is not None) == ("running", True)
    assert deputy in people_holding(world.committee.pk, assign)
    lent = next(m for m in mandates_of(deputy) if m.standing_in_for_id)
    by = actor_of(deputy, lent.pk)
    assert by is not None and by.holds(assign)
    handling.assign(by=by, matter=matter, person=deputy)
    matter.refresh_from_db()
    assert timeline_of(matter)[0].who == "示例居委会 示例下沉人员（代示例居委会主任）"
    assert [e.fact for e in done_for(made)] == ["matters.Assigned"]
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert deputy not in people_holding(world.committee.pk, assign)
        assert actions.turn_leaves(timezone.now()) == 1 and actions.turn_leaves(timezone.now()) == 0
        made.refresh_from_db()
        assert made.state == "over" and made.ended_at is not None
    assert Entry.objects.filter(fact=LeaveEnded.name).count() == 1


def test_a_leave_begins_by_itself(world: World) -> None:
    made = leave(world, first=2, last=4)
    assert made.state == "planned" and actions.turn_leaves(timezone.now()) == 0
    assert not any(m.standing_in_for_id for m in mandates_of(world.people["vice"].pk))
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert actions.turn_leaves(timezone.now()) == 1
        assert Leave.objects.get().state == "running"
        assert any(m.standing_in_for_id for m in mandates_of(world.people["vice"].pk))
    assert Entry.objects.filter(fact=LeaveBegun.name).count() == 1


def test_notices_reach_the_deputy_and_wait_for_the_absent(world: World, settings: Any) -> None:
    settings.NOTICE_SENDERS = ["email"]
    leave(world, "grid_worker", "vice")
    deliver()
    Notice.objects.all().delete()
    matter = given_to(world, "grid_worker")
    deliver()
    told = {n.person_id: sentence(n) for n in Notice.objects.filter(code="matters.assigned")}
    own, deputy = world.people["grid_worker"].pk, world.people["vice"].pk
    assert told[deputy] == f"代示例网格员：{told[own]}" and matter.code in told[own]
    assert set(Delivery.objects.filter(notice__code="matters.assigned")
               .values_list("notice__person", flat=True)) == {deputy}  # fmt: skip
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        actions.turn_leaves(timezone.now())
        deliver()
        back = Notice.objects.get(person=own, code="absence.back")
        assert sentence(back).startswith("你回来了") and back.url.endswith(
            f"/{Leave.objects.get().pk}/"
        )
        Notice.objects.filter(code="matters.assigned").delete()
        other = handling.assign(
            by=world.actor("director"), matter=reported(world, "rubbish"), person=own
        )
        deliver()
        now = Notice.objects.filter(code="matters.assigned", about_id=other.pk)
        assert [n.person_id for n in now] == [own]


def test_a_deputy_hears_nothing_of_another_organisation(world: World) -> None:
    """Who works for two organisations and goes on leave in one: the deputy hears only of that one."""
    worker, role = world.people["grid_worker"], world.mandates["repairer"].role
    organisations.give_mandate(
        by=SYSTEM, person=worker, organisation=world.other_committee, role=role, title="示例志愿者",
        area=world.other_community,
    )  # fmt: skip
    leave(world, "grid_worker", "vice")
    deputy = world.people["vice"].pk
    own = reported(world, "rubbish")
    elsewhere = reported(world, "rubbish")
    Matter.objects.filter(pk=elsewhere.pk).update(
        accountable=world.other_committee, first_receiver=world.other_committee,
        street=world.other_street, community=world.other_community, grid=None, building=None,
    )  # fmt: skip
    for seq, (about, expected) in enumerate(
        [(About("matter", own.pk), True), (About("matter", elsewhere.pk), False),
         (About("ballot", 7), False)]
    ):  # fmt: skip
        tell_staff(people=[worker.pk], code="x", values={}, url="/", about=about, entry=-seq - 1)
        heard = Notice.objects.filter(person=deputy, entry=-seq - 1).exists()
        assert heard == expected, about


def test_what_concerns_the_absent_alone_stays_with_them(world: World) -> None:
    made = leave(world, "grid_worker", "vice")
    deliver()
    told = Notice.objects.filter(person=world.people["vice"])
    assert {n.code for n in told} == {"absence.deputy", "absence.begun"}
    own = world.people["grid_worker"].pk
    about = About("reissue", made.pk)
    tell_staff(people=[own], code="x", values={}, url="/", about=about, entry=-9)
    assert [n.person_id for n in Notice.objects.filter(entry=-9)] == [own]


@pytest.mark.parametrize(
    "by, who, allowed",
    [("director", "director", True), ("grid_worker", "grid_worker", True),
     ("director", "grid_worker", True), ("leader", "director", True),
     ("grid_worker", "director", False), ("stranger", "director", False),
     ("manager", "grid_worker", False)],
)  # fmt: skip
def test_who_plans_for_whom(world: World, by: str, who: str, allowed: bool) -> None:
    if allowed:
        assert leave(world, who, "vice", by=by).pk
    else:
        assert refused(lambda: leave(world, who, "vice", by=by)).code == "not_allowed"


def test_days_that_make_no_leave(world: World) -> None:
    assert refused(lambda: leave(world, first=2, last=1)).code == "until_before_since"
    assert refused(lambda: leave(world, first=-1)).code == "leave_in_past"
    assert refused(lambda: leave(world, last=180)).code == "leave_too_long"
    leave(world, first=1, last=3)
    assert refused(lambda: leave(world, first=3, last=9)).code == "leave_there"
    assert leave(world, first=4, last=9, deputy="grid_worker").pk


def test_a_deputy_must_be_there_and_somebody_is_suggested(world: World) -> None:
    leave(world, "vice", "grid_worker", first=2, last=5)
    away = refused(lambda: leave(world))
    assert away.code == "deputy_away" and "示例网格员" in away.values["instead"]
    assert "示例居委会副主任" not in away.values["instead"]
    foreign = refused(lambda: leave(world, deputy="manager"))
    assert foreign.code == "deputy_foreign" and foreign.values["instead"]
    assert refused(lambda: leave(world, deputy="director")).code == "deputy_self"
    Mandate.objects.filter(pk=world.mandates["deployed"].pk).update(until=today())
    assert refused(lambda: leave(world, deputy="deployed")).code == "deputy_foreign"


def test_somebody_from_elsewhere_with_the_permission_stands_in(world: World) -> None:
    role = world.mandates["manager"].role
    role.permissions = [*role.permissions, "leave.stand_in"]
    role.save()
    assert leave(world, deputy="manager").pk


def test_no_ring_and_no_chain_of_deputies(world: World) -> None:
    leave(world, "director", "vice")
    back = refused(lambda: leave(world, "vice", "director", first=1, last=2))
    assert back.code == "you_stand_in" and back.values["absent"] == "示例居委会主任"
    on = refused(lambda: leave(world, "vice", "grid_worker", first=3, last=5))
    assert on.code == "you_stand_in"
    assert leave(world, "vice", "grid_worker", first=4, last=5).pk


def test_back_early_and_not_going_at_all(world: World) -> None:
    made = leave(world)
    assert (
        refused(lambda: actions.end_leave(by=world.actor("deployed"), leave=made)).code
        == "not_allowed"
    )
    deputy = world.people["vice"].pk
    planned = leave(world, "grid_worker", first=2, last=3)
    actions.end_leave(by=world.actor("director"), leave=made)
    actions.end_leave(by=world.actor("grid_worker"), leave=planned)
    assert [m.pk for m in mandates_of(deputy)] == [world.mandates["vice"].pk]
    planned.refresh_from_db()
    assert planned.state == "cancelled" and Leave.objects.get(pk=made.pk).state == "over"
    assert refused(lambda: actions.end_leave(by=SYSTEM, leave=made)).code == "leave_over"
    assert leave(world).pk  # and again, on the same day
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert not any(
            m.standing_in_for_id == world.mandates["grid_worker"].pk for m in mandates_of(deputy)
        )


def test_another_deputy_for_the_rest(world: World) -> None:
    made = leave(world, deputy="grid_worker", last=5)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        actions.change_deputy(by=SYSTEM, leave=made, deputy=world.people["vice"])
        first, second = (mandates_of(world.people[w].pk) for w in ("grid_worker", "vice"))
        assert not any(m.standing_in_for_id for m in first)
        assert [m.until for m in second if m.standing_in_for_id] == [made.until]


def test_who_sees_which_leaves(world: World) -> None:
    leave(world, "grid_worker", "deployed")
    seen = {who: leaves_seen(world.actor(who)).count() for who in
            ("grid_worker", "deployed", "director", "leader", "stranger", "manager")}  # fmt: skip
    assert seen == {"grid_worker": 1, "deployed": 1, "director": 1, "leader": 1, "stranger": 0,
                    "manager": 0}  # fmt: skip


class AnyLeaves(TestCase):
    """Whatever leaves are planned and ended: on no day is a deputy away or does anybody stand in in a ring."""

    WHO = ("director", "grid_worker", "deployed")

    @given(
        st.lists(
            st.tuples(st.sampled_from(WHO), st.sampled_from(WHO), st.integers(0, 8),
                      st.integers(0, 4), st.booleans()),
            min_size=2, max_size=8,
        )
    )  # fmt: skip
    @settings(max_examples=25)
    def test_every_day_has_somebody(self, tries: list[tuple[str, str, int, int, bool]]) -> None:
        world = sample.build()
        for who, deputy, first, length, ends in tries:
            try:
                made = leave(world, who, deputy, first, first + length, by="system")
                if ends:
                    actions.end_leave(by=SYSTEM, leave=made)
            except Refused:
                continue
        for number in range(14):
            day = today() + timedelta(days=number)
            rows = Leave.objects.filter(since__lte=day, until__gte=day, ended_at__isnull=True)
            absent = {one.person_id: one.deputy_id for one in rows}
            assert len(absent) == rows.count()
            assert not set(absent) & set(absent.values())
            lent = Mandate.objects.filter(
                standing_in_for__isnull=False, since__lte=day, until__gte=day
            )
            stood = {(m.standing_in_for.person_id, m.person_id) for m in lent if m.standing_in_for}
            assert stood == set(absent.items())


def test_the_database_knows_no_leave_with_oneself(world: World) -> None:
    from django.db import IntegrityError, transaction

    made = leave(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Leave.objects.filter(pk=made.pk).update(deputy=made.person_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Leave.objects.filter(pk=made.pk).update(until=made.since - timedelta(days=1))
    assert Person.objects.count() > 1
