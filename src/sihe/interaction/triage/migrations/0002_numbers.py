"""The numbers that triage needs, to be edited by each office."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OWN = "产品默认值，可由街道改"
NUMBERS = [
    ("triage.sure_percent", 45, "percent", "自动归类至少要有几成把握", OWN),
    ("triage.similar_days", 30, "days", "找同样的事往前看几天", OWN),
    ("triage.similar_metres", 250, "metres", "找同样的事看周围几米", "FixMyStreet 的半径，可由街道改"),
    ("triage.learn_from", 20000, "matters", "每个街道学最近几件事的说法", OWN),
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

    dependencies = [("triage", "0001_initial"), ("responsibilities", "0002_numbers")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
