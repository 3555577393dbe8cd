"""The numbers and periods of keeping that rounds need, to be edited by each office."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OWN = "产品默认值，可由街道改"
CONFIRM = "待本单位确认"
NUMBERS = [
    ("households.consent_days", 365, "days", "帮助标记的书面同意管多少天", f"个人信息保护法第十九条、第二十九条没写天数；每年重签为产品默认值，{CONFIRM}"),
    ("households.remind_days", 30, "days", "同意到期前几天告诉住户", OWN),
    ("households.adult_age", 18, "years", "满多少岁可以自己签同意", "民法典第十七条：十八周岁以上的自然人为成年人"),
    ("households.open_minutes", 15, "minutes", "说明用途后一户一页开多久", OWN),
]
PERIODS = [
    ("round", 730, "anonymise", f"个人信息保护法第十九条：实现目的所必要的最短时间；两年为建议值，{CONFIRM}"),
    ("consent", 1095, "erase", f"参照个人信息保护法第五十六条（处理情况记录至少保存三年），{CONFIRM}"),
]


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
        ("rounds", "0001_initial"),
        ("responsibilities", "0002_numbers"),
        ("privacy", "0002_rules"),
    ]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
