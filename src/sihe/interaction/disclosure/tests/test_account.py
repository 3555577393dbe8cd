"""The account only grows, adds up, and is published by another than who kept it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from sihe.interaction.disclosure import actions, queries
from sihe.interaction.disclosure.models import AccountEntry, Publication, Purpose, Source
from sihe.interaction.disclosure.tests.conftest import Keep
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import About
from sihe.kernel.files.queries import of
from sihe.kernel.files.tests.test_files import picture
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.models import Notice
from tests.world import World

MARCH = date(2025, 3, 31)


def test_lines_carry_the_balance(keep: Keep, world: World) -> None:
    rows = [
        keep(Source.OPENING, 100_00), keep(Source.STREET, 5000_00), keep(Purpose.OFFICE, 800_50),
    ]  # fmt: skip
    assert [(r.number, r.before, r.balance) for r in rows] == [
        (1, 0, 100_00), (2, 100_00, 5100_00), (3, 5100_00, 4299_50),
    ]  # fmt: skip
    assert queries.balance_of(world.committee.pk) == 4299_50
    assert queries.balance_of(world.other_committee.pk) == 0


def test_the_database_refuses_to_change_or_delete(keep: Keep) -> None:
    row = keep(Source.STREET, 100)
    for act in (
        lambda: AccountEntry.objects.filter(pk=row.pk).update(words="别的"),
        lambda: AccountEntry.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    wrong: list[dict[str, Any]] = [
        {"balance": 300}, {"amount": -100, "balance": 0}, {"heading": Purpose.OFFICE}, {"number": 1},
    ]  # fmt: skip
    for fault in wrong:
        fields = {
            "organisation": row.organisation, "number": 2, "token": uuid4(), "day": row.day,
            "side": row.side, "heading": row.heading, "amount": 100, "before": 100, "balance": 200,
            "words": "示例", "kept_at": timezone.now(),
        } | fault  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            AccountEntry.objects.create(**fields)


def test_sent_twice_is_one_line(keep: Keep) -> None:
    token = uuid4()
    assert keep(Source.FUND, 1000, token=token) == keep(Source.FUND, 1000, token=token)
    assert AccountEntry.objects.count() == 1


def test_a_line_is_taken_back_once_by_its_counter(keep: Keep, world: World) -> None:
    by, row = world.actor("grid_worker"), keep(Source.RENT, 3000)
    with pytest.raises(Refused, match="words_missing"):
        actions.reverse_entry(by=by, entry=row, token=uuid4(), words=" ")
    token = uuid4()
    made = actions.reverse_entry(by=by, entry=row, token=token, words="记错了")
    assert (made.amount, made.balance, made.heading) == (-3000, 0, Source.RENT)
    assert actions.reverse_entry(by=by, entry=row, token=token, words="记错了") == made
    with pytest.raises(Refused, match="entry_countered"):
        actions.reverse_entry(by=by, entry=row, token=uuid4(), words="又记错")
    with pytest.raises(Refused, match="entry_is_counter"):
        actions.reverse_entry(by=by, entry=made, token=uuid4(), words="再冲")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"amount": 0}, "amount_wrong"),
        ({"amount": -5}, "amount_wrong"),
        ({"heading": "gift"}, "heading_wrong"),
        ({"words": ""}, "words_missing"),
        ({"words": "长" * 61}, "words_too_long"),
        ({"words": "王某 138 0000 1234"}, "words_personal"),
        ({"words": "11010119900101123X 领取"}, "words_personal"),
        ({"day": timezone.localdate() + timedelta(days=2)}, "entry_ahead"),
        ({"persona": "stranger"}, "not_allowed"),
        ({"persona": "leader"}, "not_allowed"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    keep: Keep, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        keep(**({"heading": Source.STREET, "amount": 100} | given))
    assert not AccountEntry.objects.exists()


def test_an_opening_balance_comes_first(keep: Keep) -> None:
    keep(Source.STREET, 100)
    with pytest.raises(Refused, match="opening_late"):
        keep(Source.OPENING, 100)


def test_two_people_publish_and_what_is_published_stands(keep: Keep, world: World) -> None:
    keep(Source.OPENING, 200_00, date(2025, 3, 1))
    keep(Source.STREET, 900_00)
    keep(Purpose.CARE, 300_00, persona="director")
    both = {"organisation": world.committee, "until": MARCH}
    for persona, code in (
        ("grid_worker", "not_allowed"),
        ("stranger", "not_allowed"),
        ("director", "same_person"),
    ):
        with pytest.raises(Refused, match=code):
            actions.publish_account(by=world.actor(persona), **both)
    keeper = world.mandates["grid_worker"]
    keeper.role = world.mandates["director"].role
    keeper.save()
    with pytest.raises(Refused, match="same_person"):  # who kept one line of several
        actions.publish_account(by=world.actor("grid_worker"), **both)
    assert not Publication.objects.exists()


def test_a_published_period_adds_up_and_is_shut(keep: Keep, world: World) -> None:
    by, here = world.actor("director"), world.committee
    keep(Source.OPENING, 200_00, date(2025, 3, 1))
    keep(Source.STREET, 900_00)
    keep(Purpose.CARE, 300_00, date(2025, 3, 31))
    april = keep(Source.RENT, 50_00, date(2025, 4, 1))
    with pytest.raises(Refused, match="period_wrong"):
        actions.publish_account(by=by, organisation=here, until=date(2025, 4, 30))
    made = actions.publish_account(by=by, organisation=here, until=MARCH)
    assert (made.since, made.opening, made.income, made.spending, made.closing) == (
        date(2025, 3, 1), 200_00, 900_00, 300_00, 800_00,
    )  # fmt: skip
    assert (made.published_by_id, made.until) == (by.person, MARCH)
    with pytest.raises(Refused, match="period_published"):
        keep(Purpose.CARE, 1, MARCH)
    public = queries.entries_of(here.pk, public=True)
    assert april.pk not in public.values_list("pk", flat=True) and public.count() == 3
    ends = [p.until for p in queries.periods_open(here.pk)]
    assert ends == [date(2025, 4, 30), date(2025, 6, 30)]
    after = actions.publish_account(by=by, organisation=here, until=date(2025, 6, 30))
    assert (after.opening, after.income, after.closing) == (800_00, 50_00, 850_00)
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=after.pk).update(income=51_00)


def test_a_mistake_of_a_published_month_is_mended_in_the_open_one(keep: Keep, world: World) -> None:
    row = keep(Source.STREET, 900_00)
    actions.publish_account(by=world.actor("director"), organisation=world.committee, until=MARCH)
    made = actions.reverse_entry(
        by=world.actor("grid_worker"), entry=row, token=uuid4(), words="多记了"
    )
    assert made.day == timezone.localdate()
    assert Publication.objects.get().income == 900_00


def test_the_share_of_one_source_by_year(keep: Keep, world: World) -> None:
    keep(Source.OPENING, 99_999_00, date(2023, 1, 1))
    keep(Source.STREET, 600_00, date(2023, 5, 5))
    keep(Source.RENT, 200_00, date(2023, 6, 5))
    keep(Source.STREET, 300_00, date(2024, 5, 5))
    wrong = keep(Source.DONATION, 900_00, date(2024, 5, 6))
    actions.reverse_entry(
        by=world.actor("grid_worker"),
        entry=wrong,
        token=uuid4(),
        words="记错",
        day=date(2024, 5, 7),
    )
    keep(Purpose.OFFICE, 100_00, date(2024, 7, 5))
    told = queries.trend_of(world.committee.pk, Source.STREET)
    assert [(t.year, t.income, t.of_source, t.percent) for t in told] == [
        (2023, 800_00, 600_00, 75.0), (2024, 300_00, 300_00, 100.0),
    ]  # fmt: skip
    assert queries.trend_of(world.committee.pk, Source.STREET, public=True) == []


def test_a_late_account_is_told_once_to_who_publishes(keep: Keep, world: World) -> None:
    keep(Source.STREET, 100)
    assert queries.late_since(world.committee.pk, date(2025, 4, 15)) is None
    assert queries.late_since(world.committee.pk, date(2025, 4, 16)) == MARCH
    now = timezone.now()
    assert [actions.scan_late(now), actions.scan_late(now)] == [1, 0]
    deliver()
    assert Notice.objects.get(code="disclosure.late").person_id == world.people["director"].pk


def test_receipts_are_kept_and_facts_hold_no_words(
    keep: Keep, world: World, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    row = keep(Purpose.REPAIR, 100, receipts=[SimpleUploadedFile("a.jpg", picture())])
    assert len(of(About("account_entry", row.pk))) == 1
    told = Entry.objects.get(fact="disclosure.EntryKept")
    assert told.payload == {"entry": row.pk, "heading": "repair", "amount": -100}
