"""The five steps that enter something: what a table of each holds, how a row of it comes in, what stands there now."""

from typing import Final

from sihe.intelligence.setup.steps.areas import AREAS, COMPOUNDS
from sihe.intelligence.setup.steps.buildings import BUILDINGS
from sihe.intelligence.setup.steps.organisations import ORGANISATIONS
from sihe.intelligence.setup.steps.shape import Column, RowWrong, Step
from sihe.intelligence.setup.steps.staff import STAFF

__all__ = ["STEPS", "Column", "RowWrong", "Step"]
STEPS: Final = {
    step.key: step for step in (AREAS, COMPOUNDS, BUILDINGS, ORGANISATIONS, STAFF)
}  # fmt: skip
