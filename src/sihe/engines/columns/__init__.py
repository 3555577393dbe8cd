"""From the columns of somebody's table to matters 列的对应: checked mappings, and one row read by one.

Pure; stands on `tables`. Public: `checked`, `guessed`, `guessed_columns`, `map_row`, `Mapping`, `Mapped`,
`MappingFault`, `RowRefused`, `TARGETS`, `NEEDED`.
"""

from sihe.engines.columns.problem import (
    NEEDED,
    TARGETS,
    Mapped,
    Mapping,
    MappingFault,
    RowRefused,
    checked,
    guessed,
    guessed_columns,
)
from sihe.engines.columns.solve import map_row

__all__ = [
    "NEEDED",
    "TARGETS",
    "Mapped",
    "Mapping",
    "MappingFault",
    "RowRefused",
    "checked",
    "guessed",
    "guessed_columns",
    "map_row",
]
