"""How long people who have left are kept by name; a proposal that an office confirms or changes."""

from datetime import date

from django.db import migrations

SOURCE = "个人信息保护法第十九条：实现目的所必要的最短时间；搬走满三年为建议值，待本单位确认"


def add(apps, schema_editor):
    apps.get_model("privacy", "RetentionRule").objects.get_or_create(
        kind="person",
        defaults={"days": 1095, "action": "anonymise", "source": SOURCE, "since": date(2026, 11, 1)},
    )


class Migration(migrations.Migration):

    dependencies = [("privacy", "0002_rules")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
