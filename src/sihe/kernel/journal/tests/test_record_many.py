"""Many facts under one lock: gapless, in order, each found by what it is about, and the chain stays whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from sihe.kernel.facts import IMPORTER, About
from sihe.kernel.facts.places import AreaAdded, PlaceChanged
from sihe.kernel.journal.actions import one_act, record, record_many
from sihe.kernel.journal.models import Entry, Head
from sihe.kernel.journal.queries import first_broken, timeline

pytestmark = pytest.mark.django_db
AT = datetime(2020, 5, 1, tzinfo=UTC)


def many(first: int, count: int) -> list[tuple[AreaAdded, list[About], datetime]]:
    """Return facts about areas."""
    return [
        (AreaAdded(area=n, level="grid", parent=None), [About("area", n)], AT)
        for n in range(first, first + count)
    ]


def test_many_between_single_ones() -> None:
    with transaction.atomic():
        record(PlaceChanged(area=1, what="name"), by=IMPORTER, about=[About("area", 1)])
        last = record_many(many(10, 500), by=IMPORTER)
        record(PlaceChanged(area=2, what="name"), by=IMPORTER, about=[About("area", 2)])
    head = Head.objects.get()
    assert (last, head.seq, Entry.objects.count()) == (head.seq - 1, head.seq, head.seq)
    assert first_broken() is None
    assert [e.payload["area"] for e in timeline(About("area", 77))] == [77]
    assert timeline(About("area", 77)).get().at == AT


def test_a_changed_one_in_the_middle_is_named() -> None:
    with transaction.atomic():
        last = record_many(many(1, 50), by=IMPORTER)
    middle = Entry.objects.get(seq=last - 20)
    rows = list(Entry.objects.order_by("seq"))
    rows[middle.seq - 1].payload = {**middle.payload, "area": 999}
    from sihe.kernel.journal.queries import digest_of

    assert digest_of(rows[middle.seq - 1]) != middle.digest


def test_nothing_outside_a_transaction(transactional_db: None) -> None:
    with pytest.raises(RuntimeError):
        record_many(many(1, 2), by=IMPORTER)


def test_inside_one_act_they_join_it() -> None:
    with transaction.atomic(), one_act():
        assert record_many(many(1, 3), by=IMPORTER) == 0
        assert record(PlaceChanged(area=9, what="name"), by=IMPORTER, about=[]) == 0
        assert not Entry.objects.exists()
    assert Entry.objects.count() == 4 and first_broken() is None
