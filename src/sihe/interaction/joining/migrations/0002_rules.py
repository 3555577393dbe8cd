"""How long wishes are kept; each office may change it."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TO_CONFIRM = "待本单位确认"
RULES = [
    ("membership_request", 180, "erase", f"个人信息保护法第十九条；答复后半年为建议值，{TO_CONFIRM}"),
]


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Insert the period of keeping."""
    rule = apps.get_model("privacy", "RetentionRule")
    for kind, days, action, source in RULES:
        told = {"days": days, "action": action, "source": source, "since": date(2026, 11, 1)}
        rule.objects.get_or_create(kind=kind, defaults=told)


class Migration(migrations.Migration):
    """Brings the first period."""

    dependencies = [("joining", "0001_initial"), ("privacy", "0002_rules")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
