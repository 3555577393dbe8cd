"""Both real files, in full: every row accounted for, the real defects met, nothing added by a second run."""

from __future__ import annotations

from pathlib import Path

import pytest

from sihe.intelligence.exchange.models import ImportBatch
from sihe.intelligence.exchange.queries import refusals
from sihe.intelligence.exchange.tests.test_importing import brought, tried
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.places.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_boston(shared_data: Path) -> None:
    file = shared_data / "matters" / "boston311_2015_08.csv"
    batch = brought(file)
    assert (batch.rows, batch.made, batch.refused) == (12_883, 12_834, 49)
    assert refusals(batch) == [("closed-before-opened", 49, 2266)]
    assert batch.warnings["point-placeholder"] > 1_600
    found = Matter.objects.filter(batch_id=batch.pk)
    closed = found.filter(state=states.CLOSED)
    assert closed.count() + found.filter(state=states.TRIAGE).count() == 12_834
    assert not closed.filter(ended_at=None).exists()
    assert Area.objects.filter(parent=batch.root).count() == 19
    assert Entry.objects.filter(fact="matters.BroughtIn").count() == 12_834
    assert first_broken() is None
    again = tried(file)
    assert (again.made, again.known, again.refused) == (0, 12_834, 49)


def test_taipei(shared_data: Path) -> None:
    file = shared_data / "matters" / "taipei1999_202504_202604.csv"
    batch = brought(file)
    assert (batch.rows, batch.made, batch.refused) == (25_838, 25_838, 0)
    assert batch.warnings["number-damaged"] == 12_572
    found = Matter.objects.filter(batch_id=batch.pk)
    assert not found.filter(origin_key__contains="E+").exists()
    assert not found.filter(place_words__regex="[０-９]").exists()
    assert Area.objects.filter(parent=batch.root).count() == 12
    assert not found.filter(street=None).exists()
    again = tried(file)
    assert (again.made, again.known) == (0, 25_838)
    assert ImportBatch.objects.count() == 2
