"""Ten real rows of the Taipei file go through the same door as a resident's report, into the sample street."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from sihe.interaction.intake.actions import report
from sihe.interaction.matters import states
from sihe.kernel.facts import RESIDENT
from sihe.kernel.places.models import Area, Level
from sihe.kernel.places.spots import PlaceGiven
from sihe.project.sample import loading, plan, reading
from sihe.project.sample.loading import load

STEP = 2_500  # rows apart, so that the ten are not all of one kind


@pytest.mark.slow
@pytest.mark.django_db
def test_ten_real_reports(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "COUNT", 0)
    monkeypatch.setattr(loading, "showcase", lambda planner, rng, now: [])
    load(now=timezone.now())
    grids = list(Area.objects.filter(level=Level.GRID).order_by("pk"))
    path = shared_data / "matters" / "taipei1999_202504_202604.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(islice(csv.DictReader(file), 0, None, STEP))[:10]
    assert len(rows) == 10
    codes = set()
    for number, row in enumerate(rows):
        grid = grids[number]
        assert grid.lon is not None and grid.lat is not None
        given = PlaceGiven(words=row["案件地址_去門牌"], lon=grid.lon, lat=grid.lat)
        made = report(
            by=RESIDENT, token=uuid4(), text=f"{row['派工項目']}，{row['案件地址_去門牌']}", given=given,
            category_code=reading.toml("taipei")[row["派工項目"]],
        )  # fmt: skip
        matter = made.matter
        assert matter.grid_id == grid.pk and matter.responsibility is not None
        assert matter.triage_reason == "" and matter.state in (states.OFFERED, states.RECEIVED)
        assert matter.due_at is not None and matter.due_at > matter.created_at
        assert len(made.secret) == 8
        codes.add(matter.code)
    assert len(codes) == 10
