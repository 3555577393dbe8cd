"""The first periods of keeping; every number is a proposal that an office confirms or changes."""

from datetime import date

from django.db import migrations

TO_CONFIRM = "待本单位确认"
RULES = [
    ("matter", 730, "anonymise", f"个人信息保护法第十九条：实现目的所必要的最短时间；两年为建议值，{TO_CONFIRM}"),
    ("message", 365, "erase", f"个人信息保护法第十九条；一年为建议值，{TO_CONFIRM}"),
    ("notice", 180, "erase", f"工作提醒，半年为建议值，{TO_CONFIRM}"),
    ("reveal_words", 1095, "erase", f"参照个人信息保护法第五十六条（处理情况记录至少保存三年），{TO_CONFIRM}"),
]


def add(apps, schema_editor):
    rules = apps.get_model("privacy", "RetentionRule")
    for kind, days, action, source in RULES:
        rules.objects.get_or_create(
            kind=kind,
            defaults={"days": days, "action": action, "source": source, "since": date(2026, 11, 1)},
        )


class Migration(migrations.Migration):

    dependencies = [("privacy", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
