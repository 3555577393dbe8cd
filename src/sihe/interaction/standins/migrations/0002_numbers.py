"""The numbers that agreements to act for another need and how long their records stay; each office may change them."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OWN = "产品默认值，可由街道改"
TO_CONFIRM = "待本单位确认"
NUMBERS = [
    ("standins.days", 366, "days", "代办最长几天，到期再同意一次", OWN),
]
RULES = [
    ("stand_in", 1095, "erase", f"停止后三年为建议值，依据待核实，{TO_CONFIRM}"),
]


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Insert the numbers and the periods of keeping."""
    number = apps.get_model("responsibilities", "Number")
    number.objects.bulk_create(
        number(name=n, value=v, unit=u, meaning=m, source=s, since=date(2020, 1, 1))
        for n, v, u, m, s in NUMBERS
    )
    rule = apps.get_model("privacy", "RetentionRule")
    for kind, days, action, source in RULES:
        told = {"days": days, "action": action, "source": source, "since": date(2026, 11, 1)}
        rule.objects.get_or_create(kind=kind, defaults=told)


class Migration(migrations.Migration):
    """Brings the first numbers."""

    dependencies = [
        ("standins", "0001_initial"), ("responsibilities", "0002_numbers"), ("privacy", "0002_rules"),
    ]  # fmt: skip
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
