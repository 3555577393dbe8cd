"""How a matter goes, step by step, through the same actions as any page uses.

A course is a generator: it yields the moment of its next step and takes it when that moment comes.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from sihe.interaction.deadlines import actions as deadlines
from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers import actions as handovers
from sihe.interaction.handovers.models import Handover, HandoverState
from sihe.interaction.intake.actions import report, settle_at_once
from sihe.interaction.locating.queries import settle
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.registering import ReporterGiven
from sihe.interaction.matters.models import Matter, Reporter
from sihe.interaction.triage.actions import triage
from sihe.kernel.facts import RESIDENT, Actor
from sihe.kernel.places.spots import PlaceGiven, Spot
from sihe.kernel.responsibilities.models import Share
from sihe.project.sample.bodies import Bodies
from sihe.project.sample.naming import called
from sihe.project.sample.plan import Planned
from sihe.project.sample.wording import Writer

Course = Iterator[datetime]
KEYED = ("desk", "paper", "phone")
RESTING = ("part", states.WORKING, states.ASKING, states.PAUSED, states.HUNG)
SUPPORTERS = ("social-work", "social-care", "institute", "party-west", "party-east")


class Teller:
    """Takes planned reports through their courses."""

    def __init__(
        self, bodies: Bodies, communities: dict[str, str], rng: random.Random, now: datetime
    ) -> None:
        self._bodies, self._communities, self._rng, self._now = bodies, communities, rng, now
        self._write = Writer(rng)
        self._spots: dict[PlaceGiven, Spot] = {}

    def course(self, p: Planned) -> Course:
        """Return the course of one planned report."""
        return self._at_once(p) if p.quick else self._in_turn(p)

    def _at_once(self, p: Planned) -> Course:
        yield p.at
        text, answer = self._write.quick(p.category, p.where)
        settle_at_once(
            by=self._bodies.grid_workers[p.grid], token=self._token(), text=text, answer=answer,
            given=p.given, spot=self._spot(p.given), category_code=p.category, source="patrol",
            at=p.at,
        )  # fmt: skip

    def _in_turn(self, p: Planned) -> Course:
        yield p.at
        matter = self._reported(p, self._write.report(p.category, p.where), p.at)
        due = matter.due_at or p.at + timedelta(days=7)
        pace = (self._now - p.at) * 0.6 if p.stop else self._pace(due - p.at)
        at = self._office(p.at + pace * 0.1)
        if p.turn == "me_too" and matter.state not in states.END:
            yield at
            given = ReporterGiven(name=called(self._rng))
            handling.me_too(matter=matter, given=given, at=at)
        if p.stop == matter.state:
            return
        if p.turn in ("withdraw", "reject"):
            yield (at := self._office(at))
            if self._ended_early(p, matter, at):
                return
        if p.turn == "merge":
            yield (at := self._office(at))
            for step in self._merged(p, matter, at):
                yield (at := step)
        if matter.state == states.TRIAGE:
            yield (at := self._office(at))
            matter = self._routed(p, matter, at)
        if matter.state == states.OFFERED:
            for step in self._negotiated(p, matter, at, pace):
                yield (at := step)
            matter.refresh_from_db()
            if matter.state == states.OFFERED:
                return
        yield from self._worked(p, matter, at, pace)

    def _reported(self, p: Planned, text: str, at: datetime, first: bool = True) -> Matter:
        source = p.source if first else "web"
        by, phone, name = RESIDENT, "", ""
        committee = self._bodies.organisations[f"committee-{self._communities[p.grid]}"]
        if source in KEYED:
            by = self._rng.choice(self._bodies.of(committee.pk, "matters.report_for"))
        elif source == "patrol":
            by = self._bodies.grid_workers[p.grid]
        if source != "patrol":
            phone = p.home.phone if p.home and self._rng.random() < 0.7 else ""
            name = called(self._rng, p.home.person.name if p.home else "")
        code = "" if first and p.turn == "unrouted" else p.category
        made = report(
            by=by, token=self._token(), text=text if code else self._write.vague(p.where),
            given=p.given, spot=self._spot(p.given),
            category_code=code, phone=phone, name=name if self._rng.random() < 0.8 else "",
            source=source, at=at,
        )  # fmt: skip
        return made.matter

    def _ended_early(self, p: Planned, matter: Matter, at: datetime) -> bool:
        """Take a matter to an early end where the turn and its state allow it."""
        router = self._one(matter.accountable_id, "matters.route")
        if p.turn == "withdraw" and matter.state in (states.RECEIVED, states.TRIAGE):
            handling.withdraw(by=RESIDENT, matter=matter, text=self._write.say("withdrawn"), at=at)
            return True
        if p.turn == "reject" and router and matter.state in (states.RECEIVED, states.TRIAGE):
            text = self._write.say("rejects")
            handling.reject(by=router, matter=matter, text=text, at=at)
            return True
        return False

    def _merged(self, p: Planned, matter: Matter, at: datetime) -> Course:
        """Let a second person tell of the same thing, and join both."""
        merger = self._one(matter.first_receiver_id, "matters.merge")
        if merger is None:
            return
        words = self._write.short(p.category, p.where)
        twin = self._reported(p, words, at, first=False)
        if twin.state == states.OFFERED:
            giver = self._one(twin.accountable_id, "handovers.offer")
            assert giver is not None
            offered = Handover.objects.get(matter=twin, state=HandoverState.OFFERED)
            yield (at := at + timedelta(minutes=20))
            handovers.withdraw(by=giver, handover=offered, at=at)
        yield (at := at + timedelta(minutes=5))
        handling.merge(by=merger, matter=twin, root=matter, at=at)

    def _routed(self, p: Planned, matter: Matter, at: datetime) -> Matter:
        by = self._one(
            self._bodies.organisations["office"].pk, "matters.route", "matters.report_for"
        )
        assert by is not None
        receiver = None
        if matter.triage_reason in ("nobody_here", "several_here", "no_line"):
            receiver = matter.first_receiver
        return triage(by=by, matter=matter, category_code=p.category, receiver=receiver, at=at)

    def _negotiated(self, p: Planned, matter: Matter, at: datetime, pace: timedelta) -> Course:
        handover = Handover.objects.get(matter=matter, state=HandoverState.OFFERED)
        taker = self._one(handover.receiver_id, "handovers.answer")
        giver = self._one(handover.giver_id, "handovers.offer", "matters.check")
        assert taker is not None and giver is not None
        yield (at := self._office(at + pace * 0.05))
        if p.turn == "decline":
            ground, reply = self._write.decline()
            handovers.decline(by=taker, handover=handover, ground=ground, reply=reply, at=at)
            return
        if p.turn in ("agree", "insist"):
            due = (handover.due_at or at) + timedelta(days=2)
            handovers.counter(
                by=taker, handover=handover, at=at, message=self._write.say("counters"),
                due_at=max(due, at + timedelta(hours=6)),
            )  # fmt: skip
            if p.stop == "countered":
                return
            yield (at := self._office(at + timedelta(hours=self._rng.uniform(0.5, 5))))
            if p.turn == "agree":
                handovers.agree(by=giver, handover=handover, at=at)
                return
            words = self._write.say("insists")
            handovers.insist(by=giver, handover=handover, message=words, at=at)
            yield (at := self._office(at + timedelta(hours=self._rng.uniform(0.5, 4))))
        handovers.accept(by=taker, handover=handover, at=at)

    def _worked(self, p: Planned, matter: Matter, at: datetime, pace: timedelta) -> Course:
        by = self._worker(matter)
        yield (at := self._office(at + pace * 0.1))
        matter = self._assigned(matter, by, at)
        if p.stop == states.RECEIVED:
            return
        yield (at := self._office(at + pace * 0.1))
        matter = handling.start(by=by, matter=matter, at=at)
        for step in self._turned(p, matter, by, at, pace):
            yield (at := step)
        if p.stop in RESTING or p.stop.startswith("asked:"):
            return
        yield (at := self._office(at + pace * 0.3))
        handling.add_note(
            by=by, matter=matter, text=self._write.note(p.category, p.where, matter.text), at=at
        )
        yield from self._finished(p, matter, by, at, pace)

    def _turned(
        self, p: Planned, matter: Matter, by: Actor, at: datetime, pace: timedelta
    ) -> Course:
        say, wait = self._write.say, lambda share: self._office(at + pace * share)
        rest = p.stop in (states.ASKING, states.PAUSED, states.HUNG)
        if p.turn == "ask":
            yield (at := wait(0.1))
            handling.ask(by=by, matter=matter, text=say("questions"), at=at)
            if not rest:
                yield (at := wait(0.2))
                handling.supply(by=RESIDENT, matter=matter, text=say("supplies"), at=at)
        elif p.turn == "pause":
            yield (at := wait(0.1))
            handling.pause(by=by, matter=matter, reason=say("pauses"), at=at)
            if not rest:
                yield (at := wait(0.5))
                handling.resume(by=by, matter=matter, text="可以接着办了。", at=at)
        elif p.turn == "hang":
            yield (at := wait(0.1))
            review = timezone.localdate(at) + timedelta(days=self._rng.randint(20, 90))
            reason = say("hangs")
            handling.hang(by=by, matter=matter, reason=reason, review_on=review, at=at)
            if not rest:
                yield (at := at + timedelta(days=self._rng.randint(20, 60)))
                handling.resume(by=by, matter=matter, text="条件有了，接着办。", at=at)
        elif p.turn == "extend" and matter.due_at and at + pace * 0.1 < matter.due_at:
            yield (at := wait(0.1))
            later = matter.due_at + timedelta(days=2)
            deadlines.change_due(by=by, matter=matter, due_at=later, reason=say("extends"), at=at)
        elif p.turn == "part":
            yield from self._divided(p, matter, by, at, pace)
        elif p.turn == "support":
            yield from self._supported(p, matter, at, pace)

    def _divided(
        self, p: Planned, matter: Matter, by: Actor, at: datetime, pace: timedelta
    ) -> Course:
        helping = matter.participants.filter(share=Share.SUPPORTING).select_related("organisation")
        other = next(
            (
                h.organisation
                for h in helping
                if self._bodies.of(h.organisation_id, "matters.handle")
            ),
            None,
        )
        if other is None or matter.due_at is None or at >= matter.due_at - timedelta(minutes=30):
            return
        yield (at := min(self._office(at + pace * 0.05), matter.due_at - timedelta(minutes=20)))
        text = self._write.say("part_tasks")
        part = handling.add_part(
            by=by, matter=matter, text=f"{p.where}{text}", organisation=other, at=at
        )
        if p.stop == "part":
            return
        doer = self._worker(part)
        yield (at := self._office(at + pace * 0.1))
        part = handling.start(by=doer, matter=part, at=at)
        yield (at := self._office(at + pace * 0.1))
        part = handling.finish(by=doer, matter=part, text="已到场配合完成。", at=at)
        checker = self._one(matter.accountable_id, "matters.check")
        if checker is not None:
            yield (at := self._office(at + pace * 0.05))
            handling.check(by=checker, matter=part, passed=True, at=at)

    def _supported(self, p: Planned, matter: Matter, at: datetime, pace: timedelta) -> Course:
        key = (
            p.stop.removeprefix("asked:")
            if p.stop.startswith("asked:")
            else self._rng.choice(SUPPORTERS)
        )
        receiver = self._bodies.organisations[key]
        giver = self._one(matter.accountable_id, "handovers.offer")
        if giver is None or receiver.pk == matter.accountable_id:
            return
        yield (at := self._office(at + pace * 0.05))
        handover = handovers.offer(
            by=giver, matter=matter, receiver=receiver, share=Share.SUPPORTING,
            message="请来帮一把。", due_at=max(matter.due_at or at, at + timedelta(days=1)), at=at,
        )  # fmt: skip
        if p.stop:
            return
        taker = self._one(receiver.pk, "handovers.answer")
        assert taker is not None
        yield (at := self._office(at + pace * 0.1))
        handovers.accept(by=taker, handover=handover, at=at)

    def _finished(
        self, p: Planned, matter: Matter, by: Actor, at: datetime, pace: timedelta
    ) -> Course:
        for again in (p.turn == "send_back", False):
            yield (at := self._office(at + pace * 0.25))
            answer = self._write.answer(p.category, p.where, matter.text)
            handling.finish(by=by, matter=matter, text=answer, at=at)
            if p.stop == states.FINISHED:
                return
            checker = self._one(matter.first_receiver_id, "matters.check")
            assert checker is not None
            yield (at := self._office(at + timedelta(hours=self._rng.uniform(1, 20))))
            words = self._write.say("send_backs") if again else ""
            handling.check(by=checker, matter=matter, passed=not again, text=words, at=at)
            if not again:
                break
        yield from self._judged(p, matter, by, at)

    def _judged(self, p: Planned, matter: Matter, by: Actor, at: datetime) -> Course:
        reporter = Reporter.objects.filter(matter=matter).order_by("pk").first()
        if reporter is None or p.stop == states.ANSWERED:
            return
        yield (at := at + timedelta(hours=self._rng.uniform(2, 100)))
        if p.turn == "reopen":
            again = self._write.say("reopens")
            matter = handling.reopen(by=RESIDENT, matter=matter, text=again, at=at)
            yield (at := self._office(at + timedelta(hours=6)))
            matter = handling.start(by=by, matter=matter, at=at)
            p = Planned(**{**p.__dict__, "turn": "plain"})
            yield from self._finished(p, matter, by, at, timedelta(days=2))
        elif self._rng.random() < 0.5:
            stars = self._rng.choices((5, 4, 3, 2, 1), (48, 30, 11, 6, 5))[0]
            handling.rate(
                by=RESIDENT, reporter=reporter, solved=stars > 2 or self._rng.random() < 0.3,
                satisfaction=stars, responded=self._rng.random() < 0.93,
                text=self._write.say("rated") if stars > 2 else "没有完全解决", at=at,
            )  # fmt: skip

    def _assigned(self, matter: Matter, by: Actor, at: datetime) -> Matter:
        giver = self._one(matter.accountable_id, "matters.assign")
        if giver is None or by.person is None:
            return matter
        return handling.assign(by=giver, matter=matter, person=by.person, at=at)

    def _worker(self, matter: Matter) -> Actor:
        staff = self._bodies.of(matter.accountable_id, "matters.handle")
        code = matter.category.code if matter.category else ""
        meant = [a for a in staff if code in self._bodies.duties.get(a.person or 0, ())]
        if meant:
            return meant[0]
        own = [a for a in staff if any(s.area == matter.grid_id for s in a.scopes)]
        others = [a for a in staff if not any(s.area_level == "grid" for s in a.scopes)]
        return self._rng.choice(own if own and self._rng.random() < 0.6 else others or staff)

    def _one(self, organisation: int, *permissions: str) -> Actor | None:
        staff = self._bodies.of(organisation, permissions[0])
        fitting = [a for a in staff if all(a.holds(p) for p in permissions)] or staff
        return fitting[0] if fitting else None

    def _pace(self, term: timedelta) -> timedelta:
        """Return how long the whole will take: mostly within the term, one in twelve far beyond it."""
        return term * min(self._rng.lognormvariate(-0.75, 0.55), 4.0)

    def _office(self, at: datetime) -> datetime:
        """Move a moment outside daytime to the next morning."""
        local = timezone.localtime(at)
        if 8 <= local.hour < 19:
            return at
        morning = local.replace(hour=8, minute=self._rng.randrange(20, 60))
        return morning if local.hour < 8 else morning + timedelta(days=1)

    def _spot(self, given: PlaceGiven) -> Spot:
        if given not in self._spots:
            self._spots[given] = settle(given)
        return self._spots[given]

    def _token(self) -> UUID:
        return UUID(int=self._rng.getrandbits(128), version=4)
