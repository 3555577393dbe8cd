"""The numbers of committees and their posts, with their articles, and how long holdings are kept."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LAW = "城市居民委员会组织法（2018年修正）第%s条；2025年修订本2026年1月1日施行，待核实"
OWN = "产品默认值，可由街道改"
NUMBERS = [
    ("posts.members_least", 5, "people", "居委会成员最少几人", LAW % "七"),
    ("posts.members_most", 9, "people", "居委会成员最多几人", LAW % "七"),
    ("posts.term_years", 5, "calendar_years", "居委会每届几年", LAW % "八"),
    ("posts.age_least", 18, "years", "满几岁可以当选居委会成员", LAW % "八"),
    ("posts.warn_days", 90, "days", "任期到之前几天提醒", OWN),
]
KEPT = ("holding", 1825, "erase", "离开岗位后再留一届（五年）：建议值，待本单位确认")


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Insert the numbers and the period of keeping."""
    number = apps.get_model("responsibilities", "Number")
    number.objects.bulk_create(
        number(name=n, value=v, unit=u, meaning=m, source=s, since=date(2020, 1, 1))
        for n, v, u, m, s in NUMBERS
    )
    kind, days, action, source = KEPT
    apps.get_model("privacy", "RetentionRule").objects.get_or_create(
        kind=kind,
        defaults={"days": days, "action": action, "source": source, "since": date(2026, 11, 1)},
    )


class Migration(migrations.Migration):
    """Brings the first numbers."""

    dependencies = [
        ("posts", "0001_initial"),
        ("privacy", "0002_rules"),
        ("responsibilities", "0002_numbers"),
    ]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
