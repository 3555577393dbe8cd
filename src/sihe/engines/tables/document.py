"""One JSON document as a whole: a case, a problem, a roster.

What JSON allows and a careful reader must not: a name given twice in one object (the last would win
in silence), NaN and infinity, numbers too long to convert, nesting without end. Each is a fault.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import NoReturn

from sihe.engines.tables.faults import CellFault, Fault, TableError, shown
from sihe.engines.tables.limits import DEFAULT_LIMITS, Limits

ENCODINGS = ("utf-8-sig", "gb18030")


def document(path: str | Path, *, limits: Limits = DEFAULT_LIMITS) -> object:
    """The value of a JSON file. Raises TableError with the line where it breaks, if there is one."""
    source = Path(path)
    text = decoded(source, limits)
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_float=_finite, parse_constant=_refuse
        )
    except json.JSONDecodeError as error:
        raise TableError(Fault(source.name, error.lineno, "", error.msg, "json")) from None
    except CellFault as fault:
        raise TableError(fault.at(source.name, 0, "")) from None
    except (ValueError, RecursionError) as error:
        raise TableError(Fault(source.name, 0, "", shown(str(error)), "json")) from None


def decoded(source: Path, limits: Limits) -> str:
    """The text of a file that is held whole. Raises TableError."""
    try:
        size = source.stat().st_size
        if size > limits.json_bytes:
            found, expected = str(size), f"size:{limits.json_bytes}"
            raise TableError(Fault(source.name, 0, "", found, expected))
        content = source.read_bytes()
    except OSError as error:
        found = error.strerror or ""
        raise TableError(Fault(source.name, 0, "", found, "readable-file")) from None
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(Fault(source.name, 0, "", "", "known-encoding"))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise CellFault(twice, "one-value-per-name")
    return values


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise CellFault(text, "number")
    return value


def _refuse(constant: str) -> NoReturn:
    raise CellFault(constant, "number")
