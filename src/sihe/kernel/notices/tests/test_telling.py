"""Telling staff and residents: once however often it is called, ticked off by who may."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, About
from sihe.kernel.facts.notices import Marked
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import timeline
from sihe.kernel.notices import queries, states
from sihe.kernel.notices.actions import mark, mark_read, read_notices, tell_resident, tell_staff
from sihe.kernel.notices.models import Delivery, Message, Notice
from sihe.kernel.notices.registry import add_wordings
from sihe.kernel.notices.retention import erase_messages, erase_notices
from tests.world import World

pytestmark = pytest.mark.django_db
MATTER = About("matter", 5)
SAVEPOINT = 2
add_wordings({"test_told": "%(who)s等你办", "test_made": lambda values: f"第{values['n']}件"})


def tell(world: World, resident: int = 1, entry: int = 1, **given: Any) -> Message:
    fields: dict[str, Any] = {
        "text": "示例答复：周五来修。", "link": "/m/A3K7/", "about": MATTER,
        "recipient": About("resident", resident), "entry": entry,
        "organisation": world.committee.pk, "area": world.building.pk,
    }  # fmt: skip
    return tell_resident(**fields | given)


def tell_two(world: World, entry: int = 1, code: str = "test_told") -> None:
    people = [world.people["manager"].pk, world.people["director"].pk]
    tell_staff(
        people=people,
        code=code,
        values={"who": "示例居民"},
        url="/desk/",
        about=MATTER,
        entry=entry,
    )


def test_staff_are_told_once_an_entry(world: World, django_assert_num_queries: Any) -> None:
    tell_two(world)
    with django_assert_num_queries(2 + SAVEPOINT):
        tell_two(world)  # the second time only looks, also for who is away
    assert Notice.objects.count() == 2
    tell_two(world, entry=2)
    tell_two(world, code="test_made")
    assert Notice.objects.count() == 6
    assert queries.unread(world.people["manager"].pk) == 3


def test_words_are_made_when_shown(world: World) -> None:
    tell_two(world)
    notice = Notice.objects.filter(person=world.people["manager"]).get()
    assert queries.sentence(notice) == "示例居民等你办"
    notice.code = "gone since"
    assert queries.sentence(notice) == "有一件事等你看"
    notice.code, notice.values = "test_told", {"old": 1}
    assert queries.sentence(notice) == "有一件事等你看"
    notice.code, notice.values = "test_made", {"n": 3}
    assert queries.sentence(notice) == "第3件"


def test_unread_notices_stand_first(world: World) -> None:
    person = world.people["manager"].pk
    for entry in (1, 2, 3):
        moment = datetime(2026, 3, entry, tzinfo=UTC)
        tell_staff(
            people=[person],
            code="test_told",
            values={},
            url="/",
            about=MATTER,
            entry=entry,
            at=moment,
        )
    newest = queries.notices(person)[0]
    read_notices(by=world.actor("manager"), notices=[newest.pk])
    assert [n.entry for n in queries.notices(person)] == [2, 1, 3]


def test_nobody_reads_the_notices_of_another(world: World) -> None:
    tell_two(world)
    own = Notice.objects.get(person=world.people["director"])
    assert read_notices(by=world.actor("manager"), notices=[own.pk]) == 0
    own.refresh_from_db()
    assert own.read_at is None
    with pytest.raises(Refused):
        read_notices(by=RESIDENT)


def test_a_resident_is_told_once_an_entry(world: World) -> None:
    first, again = tell(world), tell(world, text="anders")
    assert first == again and Message.objects.count() == 1
    assert first.state == states.WAITING and not Delivery.objects.exists()  # senders are off
    assert list(queries.messages(MATTER)) == [first]


def test_a_text_for_the_group_is_short_whatever_the_message(world: World) -> None:
    with pytest.raises(ValueError, match="at most 120"):
        tell(world, text="长" * 121)
    message = tell(world, text="长" * 120)
    text = queries.group_text(message)
    assert len(text) == 120 and text.endswith("/m/A3K7/") and "…" in text
    assert queries.group_text(tell(world, entry=2)).startswith("示例答复：周五来修。 http")


@pytest.mark.parametrize("way", ["copied", "card", "phone", "door", "not_reached"])
def test_ways_lead_to_states_and_are_told(world: World, way: str) -> None:
    by = world.actor("director")
    assert mark(by=by, message=tell(world).pk, way=way).state == states.WAYS[way]
    fact = Marked.from_payload(timeline(MATTER).get().payload)
    assert (fact.way, fact.state) == (way, states.WAYS[way])


ORDER = [
    states.WAITING,
    states.SENT,
    states.DELIVERED,
    states.NOT_REACHED,
    states.TOLD,
    states.READ,
    states.CONFIRMED,
]


@pytest.mark.parametrize("start", ORDER)
@pytest.mark.parametrize("way", states.WAYS)
def test_a_message_never_falls_back(world: World, start: str, way: str) -> None:
    message = tell(world)
    Message.objects.filter(pk=message.pk).update(state=start)
    after = mark(by=world.actor("director"), message=message.pk, way=way).state
    assert ORDER.index(after) >= ORDER.index(start)
    told = Entry.objects.filter(fact=Marked.name).count()
    assert told == (after != start)  # what changes nothing is not told


def test_who_was_told_of_the_latest_knows_the_earlier(world: World) -> None:
    early, late = tell(world, entry=1), tell(world, entry=2)
    other = tell(world, resident=2, entry=2)
    mark(by=world.actor("director"), message=late.pk, way="phone")
    early.refresh_from_db()
    other.refresh_from_db()
    assert early.state == states.TOLD and other.state == states.WAITING


def test_opening_the_page_reads_everything_and_costs_one_query_then(
    world: World, django_assert_num_queries: Any
) -> None:
    tell(world, entry=1), tell(world, entry=2)
    who = About("resident", 1)
    assert mark_read(about=MATTER, recipient=who) == 2
    with django_assert_num_queries(1):
        assert mark_read(about=MATTER, recipient=who) == 0
    assert not queries.to_be_told(world.actor("director")).exists()


def test_the_list_holds_the_latest_of_each_who_does_not_know(world: World) -> None:
    tell(world, entry=1)
    latest = tell(world, entry=2)
    unreached = tell(world, resident=2, entry=2)
    mark(by=world.actor("director"), message=unreached.pk, way="not_reached")
    told = tell(world, resident=3, entry=2)
    mark(by=world.actor("director"), message=told.pk, way="door")
    assert set(queries.to_be_told(world.actor("director"))) == {latest, unreached}


@pytest.mark.parametrize("persona, sees", [
    ("director", True), ("leader", True), ("stranger", False), ("manager", False),
    ("grid_worker", False), ("social", False),
])  # fmt: skip
def test_list_and_act_agree_on_who_may(world: World, persona: str, sees: bool) -> None:
    message, by = tell(world), world.actor(persona)
    assert (message in queries.visible_to(by)) is sees
    if sees:
        mark(by=by, message=message.pk, way="phone")
    else:
        with pytest.raises(Refused, match="not_allowed"):
            mark(by=by, message=message.pk, way="phone")


def test_nonsense_is_refused(world: World) -> None:
    by = world.actor("director")
    with pytest.raises(Refused, match="no_such_way"):
        mark(by=by, message=tell(world).pk, way="pigeon")
    with pytest.raises(Refused, match="no_such_message"):
        mark(by=by, message=999_999, way="phone")


def test_old_ones_are_erased(world: World) -> None:
    tell(world)
    tell_two(world)
    long_ago, ahead = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
    assert erase_messages(long_ago) == erase_notices(long_ago) == 0
    assert erase_messages(ahead) == 1 and erase_notices(ahead) == 2
    assert not Message.objects.exists() and not Notice.objects.exists()
