"""Leaving a post: nothing is left behind, whatever is handed to whom in whatever order."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sihe.interaction.handling import actions as handling
from sihe.interaction.matters.models import Matter
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.kernel.journal.courier import deliver
from sihe.kernel.notices.models import Notice
from sihe.kernel.organisations import actions as organisations
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.organisations.queries import actor_of, mandates_of
from sihe.kernel.people.actions import close_account
from sihe.kernel.people.models import Account, Person
from sihe.teams.custody import actions as keys
from sihe.teams.custody.models import Item
from sihe.teams.turnover import actions
from sihe.teams.turnover.holdings import held, warnings
from sihe.teams.turnover.models import Departure, Passing
from sihe.teams.turnover.queries import to_sign
from tests import world as sample
from tests.staff.factories import reported
from tests.teams.test_leaves import leave, refused
from tests.world import World


def leaving(world: World, who: str = "grid_worker", by: str = "") -> Departure:
    """Let somebody begin to leave."""
    return actions.begin_leaving(
        by=world.actor(by or who), person=world.people[who], organisation=world.mandates[who].organisation,
        last_day=timezone.localdate(),
    )  # fmt: skip


def matter_of(world: World, who: str = "grid_worker") -> Matter:
    """Report rubbish and give it to somebody of the committee."""
    matter = reported(world, "rubbish")
    return handling.assign(by=world.actor("director"), matter=matter, person=world.people[who].pk)


def key_of(world: World, who: str = "grid_worker", name: str = "示例活动室钥匙") -> Item:
    """Give somebody a key."""
    item = keys.add_item(by=SYSTEM, organisation=world.committee, kind="key", name=name)
    return keys.give_item(by=SYSTEM, item=item, person=world.people[who])


def holds(world: World, who: str = "grid_worker") -> dict[str, list[int]]:
    """Return what somebody holds in the committee."""
    return held(world.people[who].pk, world.committee.pk)


def test_everything_is_handed_over_signed_for_and_closed(world: World) -> None:
    matter, key = matter_of(world), key_of(world)
    leave(world, "deployed", "grid_worker")
    found = leaving(world)
    person, by, director = (
        world.people["grid_worker"],
        world.actor("grid_worker"),
        world.actor("director"),
    )
    leave_id = holds(world)["deputising"]
    assert holds(world) == {"matters": [matter.pk], "keys": [key.pk], "deputising": leave_id}
    still = refused(lambda: actions.close_leaving(by=director, departure=found))
    assert (still.code, still.values["count"]) == ("still_held", 1)
    for kind in ("matters", "keys", "deputising"):
        actions.hand(by=by, departure=found, kind=kind, receiver=world.people["vice"])
    assert holds(world)["matters"] == [matter.pk]  # until somebody signs
    assert refused(lambda: actions.close_leaving(by=director, departure=found)).code == "still_held"
    vice = world.actor("vice")
    assert len(to_sign(vice)) == 3 and not to_sign(world.actor("deployed"))
    actions.answer(by=vice, passings=list(to_sign(vice)), taken=True)
    matter.refresh_from_db()
    assert matter.assignee == world.people["vice"] and holds(world) == {}
    actions.close_leaving(by=director, departure=found)
    assert actor_of(person.pk) is None and not Account.objects.get(person=person).is_active
    assert refused(lambda: actions.hand(by=director, departure=found, kind="keys", receiver=person)).code == (
        "left_already"
    )  # fmt: skip
    deliver()
    assert Notice.objects.filter(person=world.people["vice"], code="turnover.passed").count() == 3


def test_a_superior_hands_at_once(world: World) -> None:
    matter, found = matter_of(world), leaving(world)
    actions.hand(
        by=world.actor("director"), departure=found, kind="matters", receiver=world.people["vice"]
    )
    matter.refresh_from_db()
    assert matter.assignee == world.people["vice"] and Passing.objects.get().state == "taken"


def test_what_is_not_taken_comes_back_and_goes_elsewhere(world: World) -> None:
    matter_of(world)
    found, by, vice = leaving(world), world.actor("grid_worker"), world.actor("vice")
    actions.hand(by=by, departure=found, kind="matters", receiver=world.people["vice"])
    actions.answer(by=vice, passings=list(to_sign(vice)), taken=False)
    assert len(holds(world)["matters"]) == 1
    deliver()
    assert Notice.objects.filter(person=by.person, code="turnover.refused").exists()
    actions.hand(by=by, departure=found, kind="matters", receiver=world.people["deployed"])
    actions.hand(by=by, departure=found, kind="matters", receiver=world.people["vice"])
    assert not to_sign(world.actor("deployed")) and len(to_sign(vice)) == 1


def test_only_the_receiver_signs(world: World) -> None:
    matter_of(world)
    found = leaving(world)
    actions.hand(
        by=world.actor("grid_worker"),
        departure=found,
        kind="matters",
        receiver=world.people["vice"],
    )
    rows = list(Passing.objects.all())
    for who in ("director", "deployed", "manager"):
        by = world.actor(who)
        assert (
            refused(lambda by=by: actions.answer(by=by, passings=rows, taken=True)).code
            == "not_allowed"
        )


def test_what_ended_meanwhile_needs_no_signature(world: World) -> None:
    matter = matter_of(world)
    found, vice = leaving(world), world.actor("vice")
    actions.hand(
        by=world.actor("grid_worker"),
        departure=found,
        kind="matters",
        receiver=world.people["vice"],
    )
    rows = list(to_sign(vice))
    handling.reject(by=world.actor("director"), matter=matter, text="归别处")
    assert actions.answer(by=vice, passings=rows, taken=True) == []
    assert Passing.objects.get().state == "gone"
    assert (
        refused(lambda: actions.answer(by=vice, passings=rows, taken=True)).code == "passing_gone"
    )
    actions.close_leaving(by=world.actor("director"), departure=found)


@pytest.mark.parametrize(
    "to, code",
    [("grid_worker", "receiver_self"), ("manager", "receiver_foreign"), ("director", "receiver_away"),
     ("deployed", "receiver_leaving")],
)  # fmt: skip
def test_who_cannot_receive(world: World, to: str, code: str) -> None:
    matter_of(world)
    leave(world, "director", "vice")
    leaving(world, "deployed")
    found = leaving(world)
    act: dict[str, Any] = {"by": world.actor("grid_worker"), "departure": found, "kind": "matters"}
    why = refused(lambda: actions.hand(receiver=world.people[to], **act))
    assert why.code == code
    assert (
        refused(lambda: actions.hand(receiver=world.people["vice"], ids=[99999], **act)).code
        == "nothing_held"
    )


@pytest.mark.parametrize(
    "by, who, begins, closes",
    [("grid_worker", "grid_worker", True, False), ("director", "grid_worker", True, True),
     ("leader", "director", True, True), ("director", "director", True, False),
     ("grid_worker", "deployed", False, False), ("stranger", "grid_worker", False, False),
     ("manager", "grid_worker", False, False)],
)  # fmt: skip
def test_who_may(world: World, by: str, who: str, begins: bool, closes: bool) -> None:
    if not begins:
        assert refused(lambda: leaving(world, who, by)).code == "not_allowed"
        return
    found = leaving(world, who, by)
    assert leaving(world, who, by) == found  # asked twice it is one
    if closes:
        assert actions.close_leaving(by=world.actor(by), departure=found).closed_at
    else:
        refusal = refused(lambda: actions.close_leaving(by=world.actor(by), departure=found))
        assert refusal.code == "not_allowed"


def test_a_mandate_does_not_end_beside_the_page(world: World) -> None:
    matter_of(world)
    mandate, today = world.mandates["grid_worker"], timezone.localdate()
    end: dict[str, Any] = {"by": world.actor("director"), "mandate": mandate, "until": today}
    assert refused(lambda: organisations.end_mandate(**end)).code == "still_held"
    organisations.give_mandate(
        by=SYSTEM, person=mandate.person, organisation=world.committee, role=mandate.role, title="示例另一职",
        area=world.second_grid,
    )  # fmt: skip
    assert organisations.end_mandate(**end).until == today  # the other one carries what is held


def test_an_account_does_not_close_beside_the_page(world: World) -> None:
    matter_of(world)
    held_by = Account.objects.get(username="grid_worker")
    assert refused(lambda: close_account(by=SYSTEM, account=held_by)).code == "still_held"
    assert Account.objects.get(pk=held_by.pk).is_active
    close_account(by=SYSTEM, account=Account.objects.get(username="repairer"))


def test_nothing_is_given_to_who_has_left(world: World) -> None:
    """Also on the last day, when a mandate that began today still runs."""
    mandate = world.mandates["grid_worker"]
    Mandate.objects.filter(pk=mandate.pk).update(since=timezone.localdate())
    actions.close_leaving(by=world.actor("director"), departure=leaving(world))
    assert [m.pk for m in mandates_of(mandate.person_id)] == [mandate.pk]
    assert refused(lambda: matter_of(world)).code == "receiver_left"
    assert refused(lambda: key_of(world)).code == "receiver_left"
    by = actor_of(mandate.person_id)
    assert by is not None
    matter = reported(world, "rubbish")
    assert refused(lambda: handling.claim(by=by, matter=matter)).code == "receiver_left"


def test_what_is_reopened_does_not_go_to_who_has_left(world: World) -> None:
    matter, director = matter_of(world), world.actor("director")
    for step, more in (("finish", {"text": "清走了"}), ("check", {"passed": True}), ("close", {})):
        matter = getattr(handling, step)(by=director, matter=matter, **more)
    actions.close_leaving(by=director, departure=leaving(world))
    matter = handling.reopen(by=director, matter=matter, text="又堆了")
    matter.refresh_from_db()
    assert matter.assignee_id is None


def test_staying_after_all(world: World) -> None:
    matter_of(world)
    found = leaving(world)
    actions.hand(
        by=world.actor("grid_worker"),
        departure=found,
        kind="matters",
        receiver=world.people["vice"],
    )
    actions.call_off(by=world.actor("grid_worker"), departure=found)
    assert not to_sign(world.actor("vice")) and holds(world)["matters"]
    assert matter_of(world).assignee == world.people["grid_worker"]
    assert leaving(world) != found


def test_who_works_elsewhere_or_lives_here_keeps_the_account(world: World) -> None:
    person = world.people["grid_worker"]
    organisations.give_mandate(
        by=SYSTEM, person=person, organisation=world.other_committee, role=world.mandates["deployed"].role,
        title="示例志愿者", area=world.other_community,
    )  # fmt: skip
    actions.close_leaving(by=world.actor("director"), departure=leaving(world))
    assert Account.objects.get(person=person).is_active
    assert [m.organisation for m in mandates_of(person.pk)] == [world.other_committee]


def test_leaving_ends_ones_own_leave(world: World) -> None:
    made = leave(world, "grid_worker", "vice", first=3, last=9)
    actions.close_leaving(by=world.actor("director"), departure=leaving(world))
    made.refresh_from_db()
    assert made.ended_at is not None
    later = timezone.localdate() + timedelta(days=4)
    lent = Mandate.objects.filter(standing_in_for__isnull=False, until__gte=later)
    assert not lent.exists()


def test_a_power_that_nobody_else_has_is_warned_of(world: World) -> None:
    director = world.people["director"].pk
    said = [line for warn in warnings for line in warn(director, world.committee.pk)]
    assert not any("分派到人" in line for line in said)  # the vice director has it, too
    Mandate.objects.filter(pk=world.mandates["vice"].pk).delete()
    said = [line for warn in warnings for line in warn(director, world.committee.pk)]
    assert any("分派到人" in line for line in said)


class Leaving(RuleBasedStateMachine):
    """Hand-overs, signatures, refusals, new things and tries to close in any order."""

    @initialize()
    def begin(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.world = sample.build()
        self.departure = leaving(self.world)
        self.person = self.world.people["grid_worker"]
        self.closed, self.number = False, 0

    @rule()
    def a_matter_comes(self) -> None:
        try:
            matter_of(self.world)
            assert not self.closed
        except Refused as why:
            assert self.closed and why.code in ("receiver_left", "not_in_organisation")

    @rule()
    def a_key_comes(self) -> None:
        self.number += 1
        try:
            key_of(self.world, name=f"示例{self.number}")
            assert not self.closed
        except Refused as why:
            assert self.closed and why.code in ("receiver_left", "receiver_foreign")

    @rule(kind=st.sampled_from(["matters", "keys"]), to=st.sampled_from(["director", "deployed"]),
          by=st.sampled_from(["director", "grid_worker"]), first=st.booleans())  # fmt: skip
    def is_handed(self, kind: str, to: str, by: str, first: bool) -> None:
        ids = holds(self.world).get(kind, [])
        actor = self.actors[by]
        try:
            actions.hand(
                by=actor, departure=self.departure, kind=kind, receiver=self.world.people[to],
                ids=ids[:1] if first else None,
            )  # fmt: skip
            assert not self.closed and ids
        except Refused as why:
            assert why.code == ("left_already" if self.closed else "nothing_held")

    @rule(who=st.sampled_from(["director", "deployed"]), taken=st.booleans())
    def is_answered(self, who: str, taken: bool) -> None:
        by = self.world.actor(who)
        rows = list(to_sign(by))
        if rows:
            actions.answer(by=by, passings=rows, taken=taken)

    @rule()
    def one_tries_to_close(self) -> None:
        there = holds(self.world)
        try:
            actions.close_leaving(by=self.world.actor("director"), departure=self.departure)
            assert not there and not self.closed
            self.closed = True
        except Refused as why:
            assert why.code == ("left_already" if self.closed else "still_held")
            assert self.closed or there

    @property
    def actors(self) -> dict[str, Any]:
        grid = actor_of(self.person.pk, self.world.mandates["grid_worker"].pk)
        return {"director": self.world.actor("director"), "grid_worker": grid or self.was}

    @invariant()
    def nothing_is_left_behind(self) -> None:
        if not hasattr(self, "world"):
            return
        if not self.closed:
            self.was = self.world.actor("grid_worker")
        active = Account.objects.get(person=self.person).is_active
        assert active != self.closed
        if self.closed:
            assert holds(self.world) == {} and actor_of(self.person.pk) is None

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)


class AnyOrder(TestCase):
    """The state machine above within a test database."""

    def test_any_order(self) -> None:
        from hypothesis.stateful import run_state_machine_as_test

        run_state_machine_as_test(
            Leaving, settings=settings(max_examples=12, stateful_step_count=12, deadline=None)
        )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_matter_given_while_closing() -> None:
    """Either the matter comes first and closing is refused, or closing comes first and the matter is refused."""
    if connection.vendor == "sqlite":
        pytest.skip(
            "SQLite lets one writer in at a time, and a test's database in memory does not wait"
        )
    world = sample.build()
    for _turn in range(4):
        person = Person.objects.create(name="示例来去")
        Account.objects.create_user(f"p{person.pk}", None, person=person)
        organisations.give_mandate(
            by=SYSTEM, person=person, organisation=world.committee, role=world.mandates["deployed"].role,
            title="示例", since=sample.SINCE,
        )  # fmt: skip
        found = actions.begin_leaving(
            by=SYSTEM, person=person, organisation=world.committee, last_day=timezone.localdate()
        )  # fmt: skip
        matter, director = reported(world, "rubbish"), world.actor("director")
        outcome: dict[str, str] = {}
        barrier = threading.Barrier(2)

        def run(
            name: str, act: Any, outcome: dict[str, str] = outcome, gate: Any = barrier
        ) -> None:
            gate.wait()
            try:
                act()
                outcome[name] = "done"
            except Refused as why:
                outcome[name] = why.code
            finally:
                connection.close()

        acts = {
            "give": lambda m=matter, p=person, director=director: handling.assign(
                by=director, matter=m, person=p.pk
            ),
            "close": lambda d=found, director=director: actions.close_leaving(
                by=director, departure=d
            ),
        }
        threads = [threading.Thread(target=run, args=pair) for pair in acts.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(outcome.values()).count("done") == 1, outcome
        matter.refresh_from_db()
        account = Account.objects.get(person=person)
        assert account.is_active == (matter.assignee_id == person.pk)
