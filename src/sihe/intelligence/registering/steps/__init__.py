"""The five steps that enter something: what a table of each holds, how a row of it comes in, what stands there now."""

from typing import Final

from sihe.intelligence.registering.steps.areas import AREAS, COMPOUNDS
from sihe.intelligence.registering.steps.buildings import BUILDINGS
from sihe.intelligence.registering.steps.organisations import ORGANISATIONS
from sihe.intelligence.registering.steps.shape import Column, RowWrong, Step
from sihe.intelligence.registering.steps.staff import STAFF

__all__ = ["EXAMPLE", "STEPS", "Column", "RowWrong", "Step"]
EXAMPLE: Final = "示例"  # a cell that says so makes its row an example, which is not taken
STEPS: Final = {
    step.key: step for step in (AREAS, COMPOUNDS, BUILDINGS, ORGANISATIONS, STAFF)
}  # fmt: skip
