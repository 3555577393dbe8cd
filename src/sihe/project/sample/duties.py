"""The sample's categories and its matrix of responsibilities: the starter's, and what only the sample has."""

from datetime import datetime

from sihe.intelligence.setup import starter
from sihe.kernel.facts import SYSTEM
from sihe.kernel.responsibilities.actions import enter_categories, publish_matrix
from sihe.kernel.responsibilities.models import Category
from sihe.project.sample import reading
from sihe.project.sample.ground import Ground

NAME = "示例街道权责清单"
SOURCE = "示例，不是任何地方的正式清单；时限和依据待核实"


def build(ground: Ground, since: datetime) -> dict[str, Category]:
    """Enter the categories and publish the matrix from a moment on; return the categories by code."""
    found = enter_categories(by=SYSTEM, groups=starter.groups(), rows=starter.category_rows())
    lines = [
        starter.line_given(
            row, found, ground.compounds[row["compound"]] if row["compound"] else None
        )
        for row in reading.matrix()
    ]
    publish_matrix(
        by=SYSTEM, name=NAME, source=SOURCE, lines=lines, street=ground.areas["street"], since=since
    )
    return {code: category for code, category in found.items() if category.parent_id}
