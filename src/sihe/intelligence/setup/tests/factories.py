"""Tables as people fill them in, and an installation that has just begun."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from sihe.intelligence.registering import actions as registering
from sihe.intelligence.registering import running
from sihe.intelligence.registering.models import TableBatch
from sihe.intelligence.registering.steps import STEPS
from sihe.intelligence.setup import actions
from sihe.kernel.facts import SYSTEM, Actor
from sihe.kernel.organisations.queries import actor_of

FIRST = actions.First("幸福街道", "", "周敏", "zhoumin", "xingfu-street-2026")


def begun() -> Actor:
    """Begin an empty installation; return the first person acting."""
    account = actions.begin(by=SYSTEM, first=FIRST)
    actor = actor_of(account.person_id)
    assert actor is not None
    return actor


def sheet(*rows: tuple[Any, ...], name: str = "表.xlsx") -> SimpleUploadedFile:
    """Return a workbook with these rows, its heads first."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def tried(by: Actor, step: str, *rows: tuple[Any, ...]) -> TableBatch:
    """Upload a table and try it."""
    batch = registering.take_table(by=by, step=STEPS[step], file=sheet(*rows))
    registering.start_check(by=by, batch=batch)
    return running.check(batch.pk)


def brought(by: Actor, step: str, *rows: tuple[Any, ...]) -> TableBatch:
    """Upload a table, try it and let it in."""
    batch = tried(by, step, *rows)
    registering.start_import(by=by, batch=batch)
    return running.run(batch.pk)


def taken_back(by: Actor, batch: TableBatch) -> TableBatch:
    """Undo an import."""
    registering.start_undo(by=by, batch=batch)
    return running.undo(batch.pk)


AREAS = (("社区", "网格"), ("榆荫社区", "第1-3网格"), ("书香社区", "4、5"))
COMPOUNDS = (("小区", "别名"), ("榆荫苑", "榆苑"), ("槐柏里", "老家属院"))
BUILDINGS = (
    ("小区", "楼栋", "单元", "房屋", "网格"),
    ("榆荫苑", "1-2号楼", "1-2单元", "1-3层 每层2户", "第2网格"),
    ("榆苑", "3-2-501", "", "", "2网格"),
    ("", "甲5号楼", "", "101、102、201-204", "第4网格"),
)
ORGANISATIONS = (
    ("名称", "简称", "类别", "职能", "负责范围"),
    ("幸福街道榆荫社区居民委员会", "榆荫居委会", "居委会", "", "榆荫社区"),
    ("榆荫物业服务有限公司", "榆荫物业", "物业", "", "榆荫苑"),
    ("幸福街道派出所", "派出所", "职能部门", "公安", "幸福街道"),
)
STAFF = (
    ("姓名", "单位", "角色", "负责范围", "登录名", "手机"),
    ("李敏", "榆荫居委会", "居委会主任", "", "limin", ""),
    ("王芳", "榆荫居委会", "网格员", "第2网格", "", "13800001234"),
    ("赵强", "榆荫物业", "物业经理", "", "zhaoqiang", ""),
)
EVERYTHING = {
    "areas": AREAS, "compounds": COMPOUNDS, "buildings": BUILDINGS, "organisations": ORGANISATIONS,
    "staff": STAFF,
}  # fmt: skip
