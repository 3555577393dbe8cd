"""The chain names the first broken row, whatever was done to it; the database refuses to do it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from sihe.kernel.facts import SYSTEM, About, fact_class
from sihe.kernel.facts.calendar import HoursSet
from sihe.kernel.facts.matters import DueChanged, Reported
from sihe.kernel.facts.privacy import Revealed
from sihe.kernel.journal import append_only
from sihe.kernel.journal.actions import one_act, record
from sihe.kernel.journal.models import Entry, Head, Mention
from sihe.kernel.journal.queries import Broken, digest_of, first_broken, timeline
from sihe.kernel.journal.tests.happenings import THING, Counted, count

pytestmark = pytest.mark.django_db


@pytest.fixture
def unguarded() -> Iterator[None]:
    """Without the triggers, as for somebody who owns the database."""
    with append_only.lifted(connection):
        yield


def resealed(entry: Entry) -> None:
    """Give a changed row the digest that its content should have."""
    entry.digest = digest_of(entry)
    entry.save()


def change(seq: int) -> None:
    Entry.objects.filter(seq=seq).update(payload={"count": 99})


def change_and_reseal(seq: int) -> None:
    entry = Entry.objects.get(seq=seq)
    entry.payload = {"count": 99}
    resealed(entry)


def delete(seq: int) -> None:
    Entry.objects.filter(seq=seq).delete()


def delete_and_close_up(seq: int) -> None:
    Mention.objects.all().delete()
    delete(seq)
    for entry in Entry.objects.filter(seq__gt=seq).order_by("seq"):
        Entry.objects.filter(seq=entry.seq).update(seq=F("seq") - 1)


def insert_at_the_end(seq: int) -> None:
    last = Entry.objects.get(seq=5)
    extra = Entry.objects.get(seq=5)
    extra.seq, extra.previous = 6, last.digest
    extra.digest = digest_of(extra)
    extra.save(force_insert=True)


def insert_before(seq: int) -> None:
    extra = Entry.objects.get(seq=1)
    extra.seq = 0
    resealed(extra)


def forget_the_head(seq: int) -> None:
    Head.objects.all().delete()


def seal_another_end(seq: int) -> None:
    change_and_reseal(5)


TAMPERINGS: list[tuple[Callable[[int], None], int, Broken]] = [
    (change, 1, Broken(1, "content")),
    (change, 3, Broken(3, "content")),
    (change, 5, Broken(5, "content")),
    (change_and_reseal, 3, Broken(4, "previous")),
    (seal_another_end, 5, Broken(5, "end")),
    (delete, 1, Broken(1, "gap")),
    (delete, 3, Broken(3, "gap")),
    (delete, 5, Broken(5, "gap")),  # the tail cut off
    (delete_and_close_up, 2, Broken(2, "previous")),
    (insert_at_the_end, 6, Broken(6, "extra")),
    (insert_before, 0, Broken(0, "extra")),
    (forget_the_head, 1, Broken(1, "extra")),
]


@pytest.mark.parametrize("tamper, seq, expected", TAMPERINGS)
def test_tampering_is_named(
    unguarded: None, tamper: Callable[[int], None], seq: int, expected: Broken
) -> None:
    count(1, 2, 3, 4, 5)
    assert first_broken() is None
    tamper(seq)
    assert first_broken() == expected


@pytest.mark.parametrize(
    "column", ["at", "fact", "actor_kind", "person_id", "mandate_id", "organisation_id", "about"]
)
def test_every_column_is_sealed(unguarded: None, column: str) -> None:
    count(1, 2)
    new = {
        "at": datetime(2020, 1, 1, tzinfo=UTC), "fact": "x", "actor_kind": "staff",
        "about": [["thing", 2]],
    }.get(column, 7)  # fmt: skip
    Entry.objects.filter(seq=1).update(**{column: new})
    assert first_broken() == Broken(1, "content")


def test_an_empty_journal_is_sound() -> None:
    assert first_broken() is None


@pytest.mark.parametrize("table", ["journal_entry", "journal_mention"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {}={}", "DELETE FROM {}"])
def test_the_database_refuses(table: str, statement: str) -> None:
    count(1)
    column = "seq" if table == "journal_entry" else "object_id"
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, 8))
    assert first_broken() is None and Mention.objects.count() == 1


def test_the_database_refuses_to_replace() -> None:
    count(1)
    entry = Entry.objects.get(seq=1)
    ways = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{ways} INTO journal_entry (seq, at, fact, actor_kind, payload, about, previous, digest) "
            "VALUES (1, %s, 'x', 'x', '{}', '[]', '', '')",
            [entry.at],
        )
    assert first_broken() is None


def test_a_missing_trigger_is_noticed() -> None:
    assert append_only.missing(connection) == []
    with append_only.lifted(connection):
        assert len(append_only.missing(connection)) == 3 * len(append_only.KEYS)
    assert append_only.missing(connection) == []


def test_recording_needs_a_transaction_and_goes_with_it() -> None:
    @transaction.atomic
    def broken() -> None:
        count(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert not Entry.objects.exists() and count(2) == 1


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        count(1)


def test_every_kind_of_value_comes_back() -> None:
    moment = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    told = [
        HoursSet(since=date(2026, 2, 28), spans=((540, 720), (780, 1080))),
        DueChanged(matter=1, old=None, new=moment, note=2),
        Revealed(field="2026-01-01", purpose="visit"),
        Reported(
            matter=1, state="received", source="web", category=None, accountable=2,
            triage_reason="", settled=True,
        ),
    ]  # fmt: skip
    record(*told, by=SYSTEM, about=[THING])
    found = [fact_class(e.fact) for e in timeline(THING)]
    back = [
        kind.from_payload(e.payload) for kind, e in zip(found, timeline(THING), strict=True) if kind
    ]
    assert back[::-1] == told
    assert [type(getattr(fact, "since", None)) for fact in back] == [type(None)] * 3 + [date]


def test_a_thing_named_twice_is_on_its_timeline_once() -> None:
    record(Counted(count=1), by=SYSTEM, about=[THING, THING, About("other", 1)])
    assert timeline(THING).count() == 1 == timeline(About("other", 1)).count()
    assert not timeline(About("thing", 2)).exists()


def test_verbs_of_one_act_are_written_together() -> None:
    with one_act():
        assert count(1, 2) == 0
        assert not Entry.objects.exists()
    assert [e.payload["count"] for e in Entry.objects.order_by("seq")] == [1, 2]
    assert first_broken() is None
