"""When the time of keeping is over, nothing that points at a person is left, and the figures still add up."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import connection

from sihe.interaction.deadlines.tests.test_terms import MONDAY, spot_of
from sihe.interaction.handling import actions as handling
from sihe.interaction.matters import actions, states
from sihe.interaction.matters.models import Matter, Note, Reporter
from sihe.kernel.facts import RESIDENT
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.privacy.retention import run_retention
from sihe.kernel.responsibilities.queries import resolve
from tests.world import World

WORDS = "张三住3号楼501，家里漏水"


def ended(world: World) -> Matter:
    """Return a closed matter with a resident's name, phone and words."""
    category = world.categories["rubbish"]
    resolution = resolve(category=category.pk, spot=spot_of(world), at=MONDAY)
    matter = actions.register(
        by=RESIDENT, token=uuid4(), text=WORDS, source="web", spot=spot_of(world), at=MONDAY,
        category=category, resolution=resolution,
        reporter=actions.ReporterGiven(phone="13800001234", name="张三"),
    ).matter  # fmt: skip
    handling.supply(by=RESIDENT, matter=matter, text="我是张三", at=MONDAY)
    by = world.actor("director")
    handling.finish(by=by, matter=matter, text="给张三修好了", at=MONDAY)
    handling.check(by=by, matter=matter, passed=True, at=MONDAY)
    return handling.close(by=by, matter=matter, at=MONDAY)


# columns of drawn letters and of hashes, in which any three figures may stand together by chance
DRAWN = {"code", "token", "digest", "previous"}


def everything() -> str:
    """Return all rows of the tables of matters and of the journal as the database holds them, but what is drawn."""
    found = []
    with connection.cursor() as cursor:
        for table in ("matters_matter", "matters_note", "matters_pause", "journal_entry"):
            cursor.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                kept = [v for name, v in zip(names, row, strict=True) if name not in DRAWN]
                found.append(str(kept))
    return "\n".join(found)


def test_nothing_of_a_person_is_left(world: World) -> None:
    matter = ended(world)
    assert "张三" in everything() and "501" in everything()
    run_retention(MONDAY + timedelta(days=731))
    assert "张三" not in everything() and "501" not in everything()
    reporter = Reporter.objects.get(original=matter)
    assert (reporter.name, reporter.phone, reporter.phone_index) == ("", "", "")
    matter.refresh_from_db()
    assert (matter.state, matter.category, matter.building_id) == (
        states.CLOSED, world.categories["rubbish"], world.building.pk,
    )  # fmt: skip
    assert first_broken() is None
    assert Entry.objects.filter(fact="privacy.Swept").exists()


def test_it_is_done_once_and_not_too_early(world: World) -> None:
    ended(world)
    assert run_retention(MONDAY + timedelta(days=729))["matter"] == 0
    assert run_retention(MONDAY + timedelta(days=731))["matter"] == 1
    assert run_retention(MONDAY + timedelta(days=732))["matter"] == 0


def test_what_is_open_is_kept_however_old(world: World) -> None:
    matter = ended(world)
    handling.reopen(by=RESIDENT, matter=matter, text="还在漏", at=MONDAY + timedelta(days=1))
    assert run_retention(MONDAY + timedelta(days=2000))["matter"] == 0
    assert Note.objects.filter(text__contains="张三").exists()
