"""Triggers by which the database itself refuses to change or delete what the journal, or a ledger, holds.

They stop a slip and a careless script, not an administrator who drops them; against the latter stands
the chain, whose last digest may be kept elsewhere. SQLite loses triggers when a table is rebuilt by a
later migration: such a migration ends with `install` again, and `missing` tells when it did not.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES: Final = ("journal_entry", "journal_mention")
REASON: Final = "this table is append-only"

SQLITE: Final = {
    "no_update": "CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{reason}'); END",
    "no_delete": "CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{reason}'); END",
    # INSERT OR REPLACE deletes without asking the delete trigger.
    "no_replace": "CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) "
    "BEGIN SELECT RAISE(ABORT, '{reason}'); END",
}
POSTGRESQL: Final = {
    "no_update": "CREATE OR REPLACE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION journal_append_only()",
    "no_delete": "CREATE OR REPLACE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION journal_append_only()",
    "no_truncate": "CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()",
}
FUNCTION: Final = (
    "CREATE OR REPLACE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REASON}'; END $$"
)
KEYS: Final = {"journal_entry": "seq", "journal_mention": "id"}
"""Every table that is kept so, with its key; a module with a ledger adds its own when it is loaded."""


def install(connection: BaseDatabaseWrapper, tables: Iterable[str] = TABLES) -> None:
    """Create the triggers that are not there yet."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table in tables:
            for statement in _statements(connection).values():
                cursor.execute(statement.format(table=table, key=KEYS[table], reason=REASON))


def remove(connection: BaseDatabaseWrapper, tables: Iterable[str] = TABLES) -> None:
    """Drop the triggers: the way back of the migration, and `lifted`."""
    with connection.cursor() as cursor:
        for table in tables:
            for name in _statements(connection):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Lift the triggers of all tables for a block, and put them back whatever happens.

    Only for emptying a test database after a test that commits, and for tests that tamper.
    """
    remove(connection, KEYS)
    try:
        yield
    finally:
        install(connection, KEYS)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers that should be there and are not."""
    table = "sqlite_master" if connection.vendor == "sqlite" else "pg_trigger"
    column = "name" if connection.vendor == "sqlite" else "tgname"
    wanted = {f"{table_}_{name}" for table_ in KEYS for name in _statements(connection)}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        present = {row[0] for row in cursor.fetchall()}
    return sorted(wanted - present)


def _statements(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE
