"""The numbers and periods of keeping that finding needs, to be edited by each office."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OWN = "产品默认值，可由街道改"
CONFIRM = "待本单位确认"
NUMBERS = [("finding.finds_an_hour", 300, "tries", "一个人一小时最多查找几次", OWN)]
PERIODS = [("find_count", 365, "erase", f"监督用，一年为建议值，{CONFIRM}")]


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Insert them."""
    number = apps.get_model("responsibilities", "Number")
    number.objects.bulk_create(
        number(name=n, value=v, unit=u, meaning=m, source=s, since=date(2020, 1, 1))
        for n, v, u, m, s in NUMBERS
    )
    period = apps.get_model("privacy", "RetentionRule")
    for kind, days, action, source in PERIODS:
        period.objects.get_or_create(
            kind=kind, defaults={"days": days, "action": action, "source": source, "since": date(2026, 11, 1)}
        )


class Migration(migrations.Migration):
    """Brings the first numbers and periods."""

    dependencies = [
        ("finding", "0001_initial"),
        ("responsibilities", "0002_numbers"),
        ("privacy", "0002_rules"),
    ]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
