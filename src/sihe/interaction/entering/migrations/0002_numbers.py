"""The numbers that ways of coming in need and how long their records stay; each office may change them."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OWN = "产品默认值，可由街道改"
TO_CONFIRM = "待本单位确认"
NUMBERS = [
    ("entering.code_minutes", 5, "minutes", "短信验证码几分钟内有效", OWN),
]
RULES = [
    ("sign_in_code", 1, "erase", f"个人信息保护法第十九条；一天为建议值，{TO_CONFIRM}"),
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
        ("entering", "0001_initial"), ("responsibilities", "0002_numbers"), ("privacy", "0002_rules"),
    ]  # fmt: skip
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
