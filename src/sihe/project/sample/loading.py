"""Loading the whole sample: all or nothing, once."""

import gc
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from sihe.interaction.matters.models import Matter
from sihe.interaction.triage.actions import learn_vocabulary
from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.journal.actions import one_act, record
from sihe.kernel.journal.listening import listeners
from sihe.kernel.journal.models import Cursor, Entry
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.organisations.queries import actor_of
from sihe.kernel.people.models import Account
from sihe.project import sample_affairs
from sihe.project.neighbours import building as residents
from sihe.project.neighbours import teams, told
from sihe.project.sample import bodies, duties, ground, households
from sihe.project.sample.courses import Teller
from sihe.project.sample.facts import SampleLoaded
from sihe.project.sample.plan import DAYS, Planner
from sihe.project.sample.running import run
from sihe.project.sample.showcase import showcase

SEED = 2026
FRESH = timedelta(hours=36)  # what is younger is still told to those whom it concerns
Progress = Callable[[str, float], None]


class NotEmpty(Exception):
    """The database has organisations of its own: a sample has no place there."""


@dataclass(frozen=True)
class Loaded:
    """What was loaded; all zero when it had been there before."""

    organisations: int = 0
    households: int = 0
    people: int = 0
    matters: int = 0
    steps: int = 0


def is_loaded() -> bool:
    """Tell whether the sample is in this database."""
    return Entry.objects.filter(fact=SampleLoaded.name).exists()


def load(
    *, seed: int = SEED, now: datetime | None = None, tell: Progress = lambda what, share: None
) -> Loaded:
    """Load the sample; a second time does nothing. `now` is the moment at which its history ends.

    Raises:
        NotEmpty: when the database has organisations that are not the sample's.
    """
    if is_loaded():
        return Loaded()
    if Organisation.objects.exists():
        raise NotEmpty
    moment = (now or timezone.now()).replace(microsecond=0)
    with _uncollected(), one_act():
        loaded = _load(random.Random(seed), moment, tell)
        fact = SampleLoaded(
            seed=seed, organisations=loaded.organisations, households=loaded.households,
            people=loaded.people, matters=loaded.matters,
        )  # fmt: skip
        record(fact, by=SYSTEM, about=[About("sample", seed)], at=moment)
    _skip_old_news(moment)
    learn_vocabulary(at=moment)
    for account in Account.objects.filter(username="committee"):  # there in the demo only
        if actor := actor_of(account.person_id):
            told.build(actor, moment)
    return loaded


def _load(rng: random.Random, now: datetime, tell: Progress) -> Loaded:
    since = now - timedelta(days=DAYS + 1)
    tell("ground", 0)
    land = ground.build(rng)
    tell("bodies", 0)
    staff = bodies.build(land, rng)
    tell("duties", 0)
    duties.build(land, since)
    tell("households", 0)
    homes, people = households.build(land, rng, timezone.localdate(now))
    residents.build(land, staff, homes, now)
    tell("affairs", 0)
    sample_affairs.build(land, staff, homes, random.Random(SEED), now)  # an own row of draws
    planner = Planner(land, homes, rng, now)
    teller = Teller(staff, land.community_of, rng, now)
    planned = [*planner.history(), *showcase(planner, rng, now)]
    courses = [teller.course(p) for p in planned]
    steps = run(courses, now, since, lambda share: tell("history", share))
    for worker in staff.grid_workers.values():
        households.visit(homes, worker, rng, now)
    teams.arrange(staff)
    return Loaded(len(staff.organisations), len(homes), people, Matter.objects.count(), steps)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spare the search for garbage while all that is made is kept; an eighth of the time goes into it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _skip_old_news(now: datetime) -> None:
    """Let the courier begin with the last day and a half: nobody wants half a year of notices at once."""
    fresh = Entry.objects.filter(at__gte=now - FRESH).order_by("seq").values_list("seq", flat=True)
    last = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    begin = (fresh.filter(fact__startswith="matters.").first() or last + 1) - 1
    for listener in listeners():
        Cursor.objects.update_or_create(listener=listener.name, defaults={"seq": begin})
