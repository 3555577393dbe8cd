"""Who moved away is made nameless only when they hold nothing here any more, whatever it was."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from sihe.interaction.rounds.models import Consent, Ending, Way
from sihe.interaction.standins.models import Basis, StandIn
from sihe.kernel.facts import SYSTEM
from sihe.kernel.people.actions import begin_residence, end_residence, enter_person
from sihe.kernel.people.models import Person
from sihe.kernel.people.retention import forget_people
from sihe.teams.absence.models import Leave
from sihe.teams.custody.models import Custody, Item
from sihe.teams.posts.models import Body, Holding, Post, PostKind, Reason
from sihe.teams.turnover.models import Departure, Passing, PassingState
from tests.world import World

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
TODAY, BEFORE = date(2026, 11, 24), datetime(2026, 1, 1, tzinfo=UTC)
End = Callable[[], object]


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def gone(world: World) -> Person:
    """Return somebody who lived here and moved away years ago."""
    person = enter_person(by=SYSTEM, name="示例旧居民", phone="13800001234")
    spell = begin_residence(
        by=SYSTEM, person=person, dwelling=world.dwelling, kind="tenant", since=date(2020, 5, 1)
    )
    end_residence(by=SYSTEM, residence=spell, until=date(2022, 1, 10))
    return person


def _post(world: World, person: Person) -> End:
    post = Post.objects.create(
        organisation=world.committee, body=Body.BUILDING, title="楼门长", kind=PostKind.VOLUNTEER,
        since=date(2021, 1, 1), recorded_at=NOW,
    )  # fmt: skip
    seat = post.seats.create(number=1, since=post.since)
    held = Holding.objects.create(seat=seat, person=person, since=post.since, recorded_at=NOW)
    rows = Holding.objects.filter(pk=held.pk)
    return lambda: rows.update(until=TODAY - timedelta(days=1), ended_why=Reason.MOVED)


def _last_day_in_a_post(world: World, person: Person) -> End:
    _post(world, person)
    Holding.objects.update(until=TODAY, ended_why=Reason.MOVED)
    return lambda: Holding.objects.update(until=TODAY - timedelta(days=1))


def _key(world: World, person: Person) -> End:
    item = Item.objects.create(organisation=world.committee, kind="key", name="示例钥匙")
    Custody.objects.create(item=item, person=person, since=NOW)
    return lambda: Custody.objects.update(until=NOW)


def _leave(world: World, person: Person, deputy: Person) -> End:
    Leave.objects.create(
        person=person, deputy=deputy, organisation=world.committee, since=TODAY, until=TODAY
    )
    return lambda: Leave.objects.update(ended_at=NOW)


def _own_leave(world: World, person: Person) -> End:
    return _leave(world, person, world.people["director"])


def _deputising(world: World, person: Person) -> End:
    return _leave(world, world.people["director"], person)


def _leaving(world: World, person: Person) -> End:
    Departure.objects.create(
        person=person, organisation=world.committee, last_day=TODAY, begun_at=NOW
    )
    return lambda: Departure.objects.update(closed_at=NOW)


def _receiving(world: World, person: Person) -> End:
    _leaving(world, world.people["director"])
    Passing.objects.create(
        departure=Departure.objects.get(), kind="keys", item=1, receiver=person, given_at=NOW
    )
    return lambda: Passing.objects.update(state=PassingState.TAKEN)


def _stand_in(principal: Person, agent: Person) -> End:
    StandIn.objects.create(
        principal=principal, agent=agent, basis=Basis.AGREED, since=TODAY, until=TODAY, way="seen",
        agreed_at=NOW,
    )  # fmt: skip
    return lambda: StandIn.objects.update(ended_at=NOW)


def _represented(world: World, person: Person) -> End:
    return _stand_in(person, world.people["director"])


def _representing(world: World, person: Person) -> End:
    return _stand_in(world.people["director"], person)


def _consent(world: World, person: Person) -> End:
    spell = person.residences.get()
    Consent.objects.create(
        token="00000000-0000-4000-8000-000000000001", person=person, household=spell.household,
        dwelling=spell.dwelling, way=Way.values[0], signed_on=TODAY, made_at=NOW,
        until=TODAY + timedelta(days=1),
    )  # fmt: skip
    return lambda: Consent.objects.update(ended_at=NOW, ending=Ending.MOVED)


@pytest.mark.parametrize(
    "hold",
    [
        _post, _last_day_in_a_post, _key, _own_leave, _deputising, _leaving, _receiving,
        _represented, _representing, _consent,
    ],
)  # fmt: skip
def test_nobody_is_forgotten_who_still_holds_something(
    world: World, gone: Person, hold: Callable[[World, Person], End]
) -> None:
    end = hold(world, gone)
    assert forget_people(BEFORE) == 0
    assert Person.objects.get(pk=gone.pk).name == "示例旧居民"
    end()
    assert forget_people(BEFORE) == 1
    gone.refresh_from_db()
    assert (gone.name, gone.phone) == ("", "")


def test_an_agreement_holds_to_the_end_of_its_last_day(world: World, gone: Person) -> None:
    _represented(world, gone)
    assert forget_people(BEFORE) == 0
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert timezone.localdate() > TODAY and forget_people(BEFORE) == 1
