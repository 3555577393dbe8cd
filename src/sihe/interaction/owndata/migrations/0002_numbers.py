"""The numbers that a resident's own data needs, to be edited by each office."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LAW = "个人信息保护法第五十条要求及时受理，没写天数；15天为常见做法，待核实"
OWN = "产品默认值，可由街道改"
NUMBERS = [
    ("owndata.answer_days", 15, "days", "居民要求删除，几天内答复", LAW),
    ("owndata.wrong_tries", 20, "tries", "十分钟内前台核对可以输错几次", OWN),
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

    dependencies = [("owndata", "0001_initial"), ("responsibilities", "0002_numbers")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
