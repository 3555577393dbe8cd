"""`sihe journal verify` names the first broken row and ends with 1."""

from collections.abc import Callable

import pytest
from django.db import connection
from typer.testing import CliRunner

from sihe.cli.journal import app
from sihe.kernel.journal import append_only
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import Broken
from sihe.kernel.journal.tests.happenings import count
from sihe.kernel.journal.tests.test_chain import TAMPERINGS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("tamper, seq, expected", TAMPERINGS)
def test_the_first_broken_row_is_named(
    tamper: Callable[[int], None], seq: int, expected: Broken
) -> None:
    count(1, 2, 3, 4, 5)
    with append_only.lifted(connection):
        tamper(seq)
    result = CliRunner().invoke(app, ["verify"])
    assert result.exit_code == 1 and f"row {expected.seq} " in result.output


def test_a_sound_chain_says_so_and_gives_its_end() -> None:
    count(1, 2)
    end = Entry.objects.get(seq=2).digest
    result = CliRunner().invoke(app, ["verify"])
    assert result.exit_code == 0 and "2 rows" in result.output and end in result.output


def test_an_end_that_was_noted_before_must_still_be_there() -> None:
    count(1, 2)
    noted = Entry.objects.get(seq=1).digest
    assert CliRunner().invoke(app, ["verify", "--expect", noted]).exit_code == 0
    assert CliRunner().invoke(app, ["verify", "--expect", "0" * 64]).exit_code == 1


def test_a_missing_trigger_is_named() -> None:
    with append_only.lifted(connection):
        result = CliRunner().invoke(app, ["verify"])
    assert "journal_entry_no_delete is missing" in result.output and result.exit_code == 0
