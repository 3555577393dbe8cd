"""Random days: any order of acts by anybody keeps the promises of matters and hand-overs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from sihe.interaction.deadlines import actions as deadlines
from sihe.interaction.handling import actions as handling
from sihe.interaction.handling.actions import open_compulsory
from sihe.interaction.handovers import actions as handovers
from sihe.interaction.handovers.models import OPEN, Ground, Handover, HandoverState
from sihe.interaction.matters import actions as matters
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, About, Actor
from sihe.kernel.journal.queries import first_broken, timeline
from sihe.kernel.places.spots import Spot
from sihe.kernel.responsibilities.models import Share
from sihe.kernel.responsibilities.queries import resolve
from tests.world import PERSONAS, World

WHO = st.sampled_from(sorted(PERSONAS))
WHOM = st.sampled_from(
    ["office", "committee", "party", "property", "owners", "social", "agency", "other_committee"]
)
WHAT = st.sampled_from(["lift", "leak", "rubbish", "stall", "noise", "ask"])
SHARES = st.sampled_from(["accountable", "supporting"])
ANSWERS = ["accept", "decline", "counter", "agree", "insist", "withdraw"]
WORDS = st.sampled_from(["来看看", "办好了", "等配件", " "])


class RandomDays(RuleBasedStateMachine):
    """Plays acts, allowed or not; a refusal must change nothing, so that the invariants still hold."""

    world: World
    reports = Bundle("reports")

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now = datetime(2026, 9, 1, 9, tzinfo=timezone.get_current_timezone())

    def teardown(self) -> None:
        """Check the whole chain once, then forget the day."""
        assert first_broken() is None
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def attempt(self, act: Callable[..., Any], **given: Any) -> Any:
        """Do an act at the present moment; a refusal is an answer too."""
        try:
            return act(at=self.now, **given)
        except Refused:
            return None

    @initialize(target=reports, first=WHAT, second=WHAT)
    def begin(self, first: str, second: str) -> Any:
        return multiple(self._report(first), self._report(second))

    @rule(target=reports, what=WHAT)
    def report(self, what: str) -> int:
        return self._report(what)

    def _report(self, what: str) -> int:
        area = self.world.areas
        spot = Spot(
            area["street"].pk, area["community"].pk, area["grid"].pk, area["building"].pk,
            compound=self.world.compound.pk,
        )  # fmt: skip
        category = self.world.categories[what]
        resolution = resolve(category=category.pk, spot=spot, at=self.now)
        made = matters.register(
            by=RESIDENT, token=uuid4(), text="楼道里的事", source="web", spot=spot, at=self.now,
            category=category, resolution=resolution, reporter=matters.ReporterGiven(),
        )  # fmt: skip
        lead = resolution.accountable
        if lead and lead != resolution.first_receiver:
            handovers.offer(by=RESIDENT, matter=made.matter, receiver=lead, fresh=True, at=self.now)
        return made.matter.pk

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        deadlines.scan_deadlines(self.now)
        handling.scan_closing(self.now)

    def somebody(self, data: st.DataObject, organisation: int) -> Actor:
        """Draw who acts: mostly one of the organisation whose turn it is, else anybody."""
        own = sorted(
            name for name, m in self.world.mandates.items() if m.organisation_id == organisation
        )
        rest = st.sampled_from(sorted(PERSONAS))
        return self.world.actor(
            data.draw(st.one_of(*([st.sampled_from(own)] * 3 if own else []), rest))
        )

    @rule(key=reports, data=st.data(), whom=WHOM, share=SHARES)
    def offer(self, key: int, data: st.DataObject, whom: str, share: str) -> None:
        receiver = self.world.organisations[whom]
        matter = Matter.objects.get(pk=key)
        by = self.somebody(data, matter.accountable_id)
        self.attempt(handovers.offer, by=by, matter=matter, receiver=receiver, share=share)

    @rule(data=st.data(), times=st.integers(1, 5))
    def answer(self, data: st.DataObject, times: int) -> None:
        for _ in range(times):
            self._answer(data)

    def _answer(self, data: st.DataObject) -> None:
        open_ = list(Handover.objects.filter(state__in=OPEN).order_by("pk"))
        rows = open_ or list(Handover.objects.order_by("-pk")[:2])
        if not rows:
            return
        row, words = data.draw(st.sampled_from(rows)), data.draw(WORDS)
        receiver = row.state == HandoverState.OFFERED
        by = self.somebody(data, row.receiver_id if receiver else row.giver_id)
        fitting = ["accept", "decline", "counter"] if receiver else ["agree", "insist", "withdraw"]
        act = data.draw(st.sampled_from([*fitting, *fitting, *ANSWERS]))
        terms: dict[str, dict[str, Any]] = {
            "decline": {"ground": data.draw(st.sampled_from([*Ground.values, ""])), "reply": words},
            "counter": {"due_at": self.now + timedelta(days=3), "message": words},
            "insist": {"message": words},
        }
        self.attempt(getattr(handovers, act), by=by, handover=row, **terms.get(act, {}))

    @rule(data=st.data(), times=st.integers(1, 6))
    def work(self, data: st.DataObject, times: int) -> None:
        for _ in range(times):
            self._work(data)

    def _work(self, data: st.DataObject) -> None:
        matter = data.draw(st.sampled_from(list(Matter.objects.order_by("pk"))))
        first = matter.state in (states.FINISHED, states.ANSWERED)
        by = self.somebody(data, matter.first_receiver_id if first else matter.accountable_id)
        words, soon = data.draw(WORDS), self.now + timedelta(days=3)
        acts: dict[str, list[tuple[Callable[..., Any], dict[str, Any]]]] = {
            states.RECEIVED: [(handling.start, {}), (handling.add_note, {"text": words})],
            states.WORKING: [
                (handling.finish, {"text": words}),
                (handling.pause, {"reason": words}),
                (handling.ask, {"text": words}),
                (handling.hang, {"reason": words, "review_on": soon.date()}),
                (deadlines.change_due, {"due_at": soon, "reason": words}),
            ],
            states.FINISHED: [
                (handling.check, {"passed": True}),
                (handling.check, {"passed": False, "text": words}),
            ],
            states.ANSWERED: [(handling.close, {}), (handling.reopen, {"text": words})],
            states.TRIAGE: [(handling.reject, {"text": words})],
        }
        every = [pair for pairs in acts.values() for pair in pairs] + [(handling.resume, {})]
        fitting = acts.get(matter.state, [(handling.resume, {})])
        act, given = data.draw(st.one_of(st.sampled_from(fitting), st.sampled_from(every)))
        self.attempt(act, by=by, matter=matter, **given)

    @rule(key=reports, words=WORDS, act=st.sampled_from(["supply", "reopen", "withdraw"]))
    def resident(self, key: int, words: str, act: str) -> None:
        matter = Matter.objects.get(pk=key)
        self.attempt(getattr(handling, act), by=RESIDENT, matter=matter, text=words)

    @rule(key=reports, solved=st.booleans(), points=st.integers(0, 6))
    def rate(self, key: int, solved: bool, points: int) -> None:
        reporter = Reporter.objects.filter(original=key).first()
        assert reporter is not None
        self.attempt(
            handling.rate, by=RESIDENT, reporter=reporter, solved=solved, satisfaction=points
        )

    @rule(target=reports, key=reports, data=st.data(), whom=WHOM)
    def part(self, key: int, data: st.DataObject, whom: str) -> Any:
        if Matter.objects.exclude(parent=None).count() >= 3:
            return multiple()
        matter, organisation = Matter.objects.get(pk=key), self.world.organisations[whom]
        by = self.somebody(data, matter.accountable_id)
        made = self.attempt(
            handling.add_part, by=by, matter=matter, text="一部分", organisation=organisation
        )
        if made is None:
            return multiple()
        Reporter.objects.create(matter=made, original=made, secret=uuid4().hex, at=self.now)
        return made.pk

    @rule(key=reports, who=WHO, words=WORDS)
    def excuse(self, key: int, who: str, words: str) -> None:
        part = Matter.objects.get(pk=key)
        self.attempt(handling.excuse_part, by=self.world.actor(who), part=part, reason=words)

    @rule(key=reports, other=reports, who=WHO)
    def merge(self, key: int, other: int, who: str) -> None:
        pair = Matter.objects.in_bulk([key, other])
        self.attempt(handling.merge, by=self.world.actor(who), matter=pair[key], root=pair[other])

    @rule(key=reports, who=WHO)
    def unmerge(self, key: int, who: str) -> None:
        self.attempt(handling.unmerge, by=self.world.actor(who), matter=Matter.objects.get(pk=key))

    @rule(key=consumes(reports))
    def let_it_lie(self, key: int) -> None:
        """Some matters nobody touches again."""

    @invariant()
    def the_journal_replays_to_the_rows(self) -> None:
        """Every prefix names one accountable organisation, by moves of the graph, and ends at the row."""
        for matter in Matter.objects.all():
            state = accountable = None
            for entry in timeline(About("matter", matter.pk)).order_by("seq"):
                if entry.payload["matter"] != matter.pk:
                    continue
                if entry.fact == "matters.Reported":
                    assert entry.payload["state"] in states.WORKFLOWS[matter.workflow].births
                    state, accountable = entry.payload["state"], entry.payload["accountable"]
                elif entry.fact == "matters.Moved":
                    move = states.WORKFLOWS[matter.workflow].moves[entry.payload["move"]]
                    assert entry.payload["source"] == state and state in move.sources
                    assert entry.payload["target"] == move.target
                    if move.name != "accept":
                        assert entry.payload["accountable"] == accountable
                    state, accountable = entry.payload["target"], entry.payload["accountable"]
            assert (state, accountable) == (matter.state, matter.accountable_id)

    @invariant()
    def an_offered_matter_has_one_open_offer(self) -> None:
        for matter in Matter.objects.all():
            open_ = Handover.objects.filter(
                matter=matter, state__in=OPEN, share=Share.ACCOUNTABLE
            ).count()
            if matter.state == states.OFFERED:
                assert open_ == 1
            elif matter.state not in states.END:
                assert open_ == 0

    @invariant()
    def nothing_is_closed_over_open_parts(self) -> None:
        done = (states.FINISHED, states.ANSWERED, states.CLOSED)
        for matter in Matter.objects.filter(parent=None, state__in=done):
            assert open_compulsory(matter) == 0

    @invariant()
    def every_reporter_is_with_the_root(self) -> None:
        for reporter in Reporter.objects.select_related("original", "matter"):
            root = reporter.original.root or reporter.original
            assert root.root_id is None
            assert reporter.matter_id == root.pk

    @invariant()
    def a_clock_that_stands_has_a_reason(self) -> None:
        for matter in Matter.objects.all():
            standing = matter.pauses.filter(until=None).count()
            assert standing == (1 if matter.state in states.CLOCK_STOPS else 0)

    @invariant()
    def one_side_has_the_move(self) -> None:
        for row in Handover.objects.filter(state__in=OPEN):
            receiver = row.state == HandoverState.OFFERED
            assert receiver != (row.state == HandoverState.COUNTERED)
            assert row.round <= 3


def play(world: World, examples: int) -> None:
    """Play so many random days. A failure is shown as it was found: making it small takes minutes."""
    RandomDays.world = world
    run_state_machine_as_test(
        RandomDays,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
def test_random_days(world: World) -> None:
    play(world, 25)


def steal(*, by: Any, matter: Matter, at: datetime) -> None:
    """Planted fault: a declined matter is dropped where it lies."""


def grab(*, by: Any, matter: Matter, at: datetime) -> Matter:
    """Planted fault: making an offer makes the giver free of the matter."""
    other = Handover.objects.filter(matter=matter).last()
    receiver = other.receiver_id if other else matter.accountable_id
    Matter.objects.filter(pk=matter.pk).update(state=states.OFFERED, accountable=receiver)
    return matter


@pytest.mark.slow
@pytest.mark.parametrize("act, fault", [("take_back", steal), ("offer_out", grab)])
def test_a_planted_fault_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch, act: str, fault: Callable[..., Any]
) -> None:
    monkeypatch.setattr(handovers.matters, act, fault)
    with pytest.raises(AssertionError):
        play(world, 100)
