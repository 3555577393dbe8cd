"""The database refuses to change or delete entries."""

from django.db import migrations

from sihe.kernel.journal import append_only


def install(apps, schema_editor):
    append_only.install(schema_editor.connection)


def remove(apps, schema_editor):
    append_only.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("journal", "0003_job")]

    operations = [migrations.RunPython(install, remove)]
