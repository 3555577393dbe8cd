"""The numbers that quiet hours need, to be edited by each office."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OWN = "产品默认值，可由街道改"
NUMBERS = [
    ("telling.quiet_from", 22, "hour", "晚上几点起不发短信和提醒", OWN),
    ("telling.quiet_until", 7, "hour", "早上几点起再发", OWN),
    ("telling.quiet_from_earliest", 19, "hour", "个人可选最早从几点起免打扰", OWN),
    ("telling.quiet_until_earliest", 5, "hour", "个人可选最早到几点", OWN),
    ("telling.quiet_until_latest", 10, "hour", "个人可选最晚到几点", OWN),
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

    dependencies = [("telling", "0001_initial"), ("responsibilities", "0002_numbers")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
