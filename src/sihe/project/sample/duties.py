"""The sample's categories and its matrix of responsibilities, from the tables."""

from datetime import datetime

from sihe.kernel.facts import SYSTEM
from sihe.kernel.journal.revisions import bump
from sihe.kernel.responsibilities.actions import BearerGiven, LineGiven, publish_matrix
from sihe.kernel.responsibilities.models import Category, Share
from sihe.project.sample import reading
from sihe.project.sample.ground import Ground

NAME = "示例街道权责清单"
SOURCE = "示例，不是任何地方的正式清单；时限和依据待核实"


def build(ground: Ground, since: datetime) -> dict[str, Category]:
    """Enter the categories and publish the matrix from a moment on; return the categories by code."""
    plan = reading.toml("categories")
    groups = {
        code: Category.objects.create(code=f"group-{code}", name=name)
        for code, name in plan["groups"].items()
    }
    found = {
        code: Category.objects.create(
            code=code, name=row["name"], parent=groups[row["group"]], keywords=row["words"],
            public=row["public"], urgent_hint=row.get("urgent", ""),
        )
        for code, row in plan.items() if code != "groups"
    }  # fmt: skip
    bump("responsibilities")
    lines = [_line(row, found, ground) for row in reading.table("matrix")]
    publish_matrix(
        by=SYSTEM, name=NAME, source=SOURCE, lines=lines, street=ground.areas["street"], since=since
    )
    return found


def _line(row: dict[str, str], categories: dict[str, Category], ground: Ground) -> LineGiven:
    bearers = [*_bearers(Share.ACCOUNTABLE, row["accountable"]),
               *_bearers(Share.SUPPORTING, row["supporting"]),
               *_bearers(Share.INFORMED, row["informed"])]  # fmt: skip
    return LineGiven(
        category=categories[row["category"]], term=int(row["term"]), term_unit=row["unit"],
        bearers=bearers, phase=row["phase"], basis=row["basis"],
        compound=ground.compounds[row["compound"]] if row["compound"] else None,
    )  # fmt: skip


def _bearers(share: str, written: str) -> list[BearerGiven]:
    pairs = (part.split(":") for part in written.split("+") if part)
    return [BearerGiven(share, kind=p[0], field=p[1] if len(p) > 1 else "") for p in pairs]
