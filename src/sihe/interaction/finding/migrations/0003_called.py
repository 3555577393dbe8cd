"""An index of the few people who are called something else too, so that a name of theirs is found at once.

It holds no row of anybody else. Written by hand, since the condition on a JSON column reads differently
in each database.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index."""
    schema_editor.execute(
        "CREATE INDEX person_called ON people_person (other_names) WHERE other_names <> '[]'"
    )


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop it."""
    schema_editor.execute("DROP INDEX IF EXISTS person_called")


class Migration(migrations.Migration):
    """Makes the index."""

    dependencies = [("finding", "0002_numbers"), ("people", "0003_found")]
    operations = [migrations.RunPython(make, drop)]
