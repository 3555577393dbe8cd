"""The numbers and the period of keeping that absence needs, to be edited by each office."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OWN = "产品默认值，可由街道改"
NUMBERS = [("absence.leave_days", 180, "days", "请假一次最多几天", OWN)]
LAW = "个人信息保护法第十九条：实现目的所必要的最短时间"
KEPT = [("leave", 730, f"{LAW}；两年为建议值，待本单位确认")]


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Insert the numbers and the periods."""
    number = apps.get_model("responsibilities", "Number")
    number.objects.bulk_create(
        number(name=n, value=v, unit=u, meaning=m, source=s, since=date(2020, 1, 1))
        for n, v, u, m, s in NUMBERS
    )
    rule = apps.get_model("privacy", "RetentionRule")
    for kind, days, source in KEPT:
        rule.objects.get_or_create(
            kind=kind,
            defaults={"days": days, "action": "erase", "source": source, "since": date(2026, 11, 1)},
        )


class Migration(migrations.Migration):
    """Brings the first numbers."""

    dependencies = [
        ("absence", "0001_initial"),
        ("responsibilities", "0002_numbers"),
        ("privacy", "0003_people"),
    ]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
