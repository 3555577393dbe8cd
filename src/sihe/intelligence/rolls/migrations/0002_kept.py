"""How long what rolls say of people is kept; a proposal that an office confirms or changes."""

from datetime import date

from django.db import migrations

SOURCE = "个人信息保护法第十九条：实现目的所必要的最短时间；两个月够核对和撤销，为建议值，待本单位确认"


def add(apps, schema_editor):
    apps.get_model("privacy", "RetentionRule").objects.get_or_create(
        kind="roll",
        defaults={"days": 60, "action": "erase", "source": SOURCE, "since": date(2026, 11, 1)},
    )


class Migration(migrations.Migration):

    dependencies = [("rolls", "0001_initial"), ("privacy", "0002_rules")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
