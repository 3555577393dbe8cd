"""The numbers and the period of keeping that appointments needs, to be edited by each office."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OWN = "产品默认值，可由街道改"
NUMBERS: list[tuple[str, int, str, str, str]] = [
    ("appointments.reissue_minutes", 30, "minutes", "第一位确认后，几分钟内第二位确认", OWN),
    ("appointments.slip_hours", 24, "hours", "起始密码几小时内有效", OWN),
    ("appointments.reissues_a_day", 3, "tries", "同一账号一天最多重发几次", OWN),
]
LAW = "个人信息保护法第十九条：实现目的所必要的最短时间"
KEPT = [("reissue", 1095, "参照个人信息保护法第五十六条（处理情况记录至少保存三年），待本单位确认")]


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
        ("appointments", "0001_initial"),
        ("responsibilities", "0002_numbers"),
        ("privacy", "0003_people"),
    ]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
