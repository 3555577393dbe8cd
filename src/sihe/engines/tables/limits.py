"""How much of a file is read before it is refused: a small file may claim to be an enormous one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings of one reading. `bytes` counts what comes out of the compression, `ratio` is
    bytes out / bytes in (asked only above 4 MiB out: short repetitive tables shrink well),
    `cell` counts characters, `sheet_cells` rows x columns up to the farthest cell of a sheet (a
    workbook is held whole: about 32 bytes each)."""

    bytes: int = 512 * 1024 * 1024
    ratio: int = 200
    rows: int = 2_000_000
    columns: int = 512
    cell: int = 65_536
    json_bytes: int = 128 * 1024 * 1024
    sheet_cells: int = 10_000_000

    def __post_init__(self) -> None:
        for name in ("bytes", "ratio", "rows", "columns", "cell", "json_bytes", "sheet_cells"):
            if getattr(self, name) <= 0:
                raise ValueError(f"limit {name} must be positive")


RATIO_FLOOR = 4 * 1024 * 1024
DEFAULT_LIMITS = Limits()
