"""The numbers that the rules of matters and hand-overs need, to be edited by each office."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CONFIRM = "待核实：各地规定不同，由街道确认"
NUMBERS = [
    ("matters.alert_percent", 25, "percent", "时限还剩多少时提醒", CONFIRM),
    ("matters.alert_least_hours", 4, "hours", "超时后多久再报上级（最少）", CONFIRM),
    ("matters.rating_days", 7, "days", "答复后等居民评价几天", CONFIRM),
    ("matters.reopen_days", 15, "days", "办结后几天内可以重开", CONFIRM),
    ("matters.pause_cap_days", 30, "days", "暂停最多顺延几天", CONFIRM),
    ("handovers.answer_hours", 4, "working_hours", "收到转交后几个工作时内答复", CONFIRM),
    ("handovers.rounds", 2, "rounds", "最多商量几个回合", "滨州市社会治理网格化服务管理条例等实践，待核实"),
]


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Insert the numbers."""
    number = apps.get_model("responsibilities", "Number")
    number.objects.bulk_create(
        number(name=n, value=v, unit=u, meaning=m, source=s, since=date(2020, 1, 1))
        for n, v, u, m, s in NUMBERS
    )


class Migration(migrations.Migration):
    """Brings the first numbers."""

    dependencies = [("responsibilities", "0001_initial")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
