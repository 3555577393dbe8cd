"""The terms within which affairs are published, with their articles; the law says "in time" and no number."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ORGANIC = "城市居民委员会组织法（2018年修正）第十六条：收支帐目应当及时公布，没写天数；天数待核实"
SHANGHAI = "上海市居民委员会工作条例第十七条：及时、真实公布，没写天数；天数待核实，各地不同"
OWN = "产品默认值，可由街道改"
NUMBERS = [
    ("disclosure.account_days", 15, "days", "账目过完一个月后，几天内公布", ORGANIC),
    ("disclosure.item_days", 7, "days", "居民会议决定等事项，几天内公布", SHANGHAI),
    ("disclosure.show_days", 30, "days", "公布后至少留多少天", SHANGHAI),
    ("disclosure.power_warn_days", 60, "days", "上级的权力到期之前几天提醒", OWN),
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

    dependencies = [("disclosure", "0001_initial"), ("responsibilities", "0002_numbers")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
