"""How long records of custody are kept, to be edited by each office."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LAW = "个人信息保护法第十九条：实现目的所必要的最短时间"
KEPT = [("custody", 730, f"{LAW}；两年为建议值，待本单位确认")]


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Insert the period."""
    rule = apps.get_model("privacy", "RetentionRule")
    for kind, days, source in KEPT:
        rule.objects.get_or_create(
            kind=kind,
            defaults={"days": days, "action": "erase", "source": source, "since": date(2026, 11, 1)},
        )


class Migration(migrations.Migration):
    """Brings the first period."""

    dependencies = [
        ("custody", "0001_initial"),
        ("privacy", "0003_people"),
    ]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
