"""The numbers that bulletins need, to be edited by each office."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OWN = "产品默认值，可由街道改"
OLD = "老年人权益保障法第二条：六十周岁以上"
VERY_OLD = "老年人权益保障法第三十三条：八十周岁以上（高龄津贴）"
NUMBERS = [
    ("bulletins.confirm_hours", 4, "hours", "紧急公告几小时没确认就上门", OWN),
    ("bulletins.old_age", 60, "years", "公告按年龄发，老年人从几岁算", OLD),
    ("bulletins.very_old_age", 80, "years", "公告按年龄发，高龄老人从几岁算", VERY_OLD),
    ("bulletins.homes_an_hour", 20, "tries", "一小时内一处上网地址可以选几家门牌", OWN),
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

    dependencies = [("bulletins", "0001_initial"), ("responsibilities", "0002_numbers")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
