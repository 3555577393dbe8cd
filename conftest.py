"""What every test may lean on, wherever it lives (`tests/` or beside the code)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.world import World

# Machines differ in speed: a slow example is no failure. CI draws the same examples every time.
settings.register_profile("machine", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "machine")


def pytest_configure() -> None:
    """Keep what tests upload and count away from a running product."""
    from django.conf import settings as django_settings

    django_settings.MEDIA_ROOT = Path(__file__).resolve().parent / "build" / "test-files"
    # each test process counts for itself
    memory = "django.core.cache.backends.locmem.LocMemCache"
    django_settings.CACHES = {"default": {"BACKEND": memory}}
    _let_the_journal_be_emptied()


def _let_the_journal_be_emptied() -> None:
    """Lift the journal's triggers while Django empties the database after a test that commits.

    Only then: within the tests themselves the database refuses to change or delete an entry. What the
    migrations brought is put back, so that a later test finds the database as an installation begins.
    """
    from django.db import connection
    from django.test import TransactionTestCase

    from sihe.kernel.journal.append_only import lifted
    from sihe.kernel.journal.revisions import forget_all

    case: Any = TransactionTestCase
    empty = case._fixture_teardown

    def empty_all(test: TransactionTestCase) -> None:
        with lifted(connection):
            empty(test)
        for model, rows in _first_rows.items():
            model.objects.bulk_create([model(**row) for row in rows], ignore_conflicts=True)
        forget_all()

    case._fixture_teardown = empty_all


_first_rows: dict[Any, list[dict[str, Any]]] = {}


@pytest.fixture(scope="session", autouse=True)
def what_migrations_bring(request: pytest.FixtureRequest) -> None:
    """Remember the rows that the migrations brought."""
    if not any(
        "django_db_setup" in getattr(item, "fixturenames", ()) for item in request.session.items
    ):
        return
    request.getfixturevalue("django_db_setup")
    from django.apps import apps

    with request.getfixturevalue("django_db_blocker").unblock():
        for model in apps.get_models():
            rows = list(model._default_manager.values()) if _ours(model) else []
            if rows:
                _first_rows[model] = rows


def _ours(model: Any) -> bool:
    return model.__module__.startswith("sihe.")


def find_shared_data() -> Path | None:
    """Folder of real data beside (or above) the repository, or where SIHE_SHARED_DATA says."""
    given = os.environ.get("SIHE_SHARED_DATA")
    if given:
        return Path(given) if Path(given).is_dir() else None
    for folder in Path(__file__).resolve().parents:
        if (folder / "shared" / "data").is_dir():
            return folder / "shared" / "data"
    return None


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data; the test is skipped where there is none."""
    found = find_shared_data()
    if found is None:
        pytest.skip("no shared/data beside the repository (SIHE_SHARED_DATA)")
    return found


@pytest.fixture
def world(db: None) -> World:
    """A small invented street with its organisations, people and matrix (tests/world.py)."""
    from tests.world import build  # models cannot be imported before Django stands

    return build()
