"""The numbers that residents' accounts need and how long their records stay; each office may change them."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OWN = "产品默认值，可由街道改"
CHILD = "个人信息保护法第三十一条、未成年人保护法第七十二条：不满十四周岁须经监护人同意"
ADULT = "未成年人保护法第二条：未成年人是指未满十八周岁的公民"
TO_CONFIRM = "待本单位确认"
NUMBERS = [
    ("accounts.own_account_age", 14, "years", "满几岁可以有自己的账号", CHILD),
    ("accounts.adult_age", 18, "years", "满几岁可以为家人确认、当监护人", ADULT),
    ("accounts.slip_days", 90, "days", "上门发的开通单，几天内有效", OWN),
    ("accounts.own_slip_days", 7, "days", "补发的、给家人的开通单，几天内有效", OWN),
    ("accounts.wrong_tries", 10, "tries", "十分钟内开通单、验证码、口令可以输错几次", OWN),
    ("accounts.asks", 5, "tries", "同一处一小时内可以要几次验证码、申请几次入户", OWN),
    ("accounts.session_days", 365, "days", "居民登录一次，几天内不用再登", OWN),
]
RULES = [
    ("slip", 180, "erase", f"个人信息保护法第十九条；用完、作废或过期后半年为建议值，{TO_CONFIRM}"),
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
        ("accounts", "0001_initial"), ("responsibilities", "0002_numbers"), ("privacy", "0002_rules"),
    ]  # fmt: skip
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
