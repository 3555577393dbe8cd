"""Triggers by which the database itself refuses to change or delete what the journal holds.

They stop a slip and a careless script, not an administrator who drops them; against the latter stands
the chain, whose last digest may be kept elsewhere. SQLite loses triggers when a table is rebuilt by a
later migration: such a migration ends with `install` again, and `missing` tells when it did not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES: Final = ("journal_entry", "journal_mention")
REASON: Final = "the journal is append-only"

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


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers that are not there yet."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table in TABLES:
            for statement in _statements(connection).values():
                cursor.execute(statement.format(table=table, key=KEYS[table], reason=REASON))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: the way back of the migration, and `lifted`."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for name in _statements(connection):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Lift the triggers for a block, and put them back whatever happens.

    Only for emptying a test database after a test that commits, and for tests that tamper.
    """
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers that should be there and are not."""
    table = "sqlite_master" if connection.vendor == "sqlite" else "pg_trigger"
    column = "name" if connection.vendor == "sqlite" else "tgname"
    wanted = {f"{table_}_{name}" for table_ in TABLES for name in _statements(connection)}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} LIKE 'journal_%'")
        present = {row[0] for row in cursor.fetchall()}
    return sorted(wanted - present)


def _statements(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE
