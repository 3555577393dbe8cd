"""The database refuses to change or delete lines of an account."""

from typing import Any

from django.db import migrations

from sihe.kernel.journal import append_only

TABLES = ("disclosure_accountentry",)


def install(apps: Any, schema_editor: Any) -> None:
    """Create the triggers."""
    append_only.KEYS.setdefault(TABLES[0], "id")
    append_only.install(schema_editor.connection, TABLES)


def remove(apps: Any, schema_editor: Any) -> None:
    """Drop the triggers."""
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    """Makes the ledger append-only."""

    dependencies = [("disclosure", "0002_numbers"), ("journal", "0004_append_only")]
    operations = [migrations.RunPython(install, remove)]
