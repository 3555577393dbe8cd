"""JSON: a list of flat objects, or one object that holds exactly one such list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from sihe.engines.tables.document import decoded
from sihe.engines.tables.faults import Fault, TableError, shown
from sihe.engines.tables.limits import Limits


class _Pairs(list[tuple[str, object]]):
    """An object as written: repeated names are still visible."""


class _Literal(str):
    """A number as written: "2.02504E+12" stays what it is, and no digit is lost."""

    __slots__ = ()


def records(source: Path, limits: Limits) -> Iterator[tuple[int, list[str], str]]:
    """First the column names (of all items, in order of appearance), then one record an item."""
    items = _items(source, limits)
    columns = list(dict.fromkeys(name for item in items for name, _ in _pairs(item)))
    yield 0, columns, ""
    for count, item in enumerate(items, start=1):
        if not isinstance(item, _Pairs):
            yield count, [shown(str(item))], "flat-value"
            continue
        values = dict(item)
        if len(values) != len(item):
            yield count, [shown(str(item))], "one-value-per-name"
        elif any(isinstance(value, list) for value in values.values()):
            yield count, [shown(str(item))], "flat-value"
        elif any(values.values()):
            yield count, [_text(values.get(column)) for column in columns], ""


def _items(source: Path, limits: Limits) -> list[object]:
    try:
        whole = json.loads(
            decoded(source, limits),
            object_pairs_hook=_Pairs,
            parse_int=_Literal,
            parse_float=_Literal,
            parse_constant=_refuse,
        )
    except json.JSONDecodeError as error:
        raise TableError(Fault(source.name, error.lineno, "", error.msg, "known-format")) from None
    except (ValueError, RecursionError) as error:
        raise TableError(Fault(source.name, 0, "", shown(str(error)), "number")) from None
    if isinstance(whole, _Pairs):
        lists = [value for _, value in whole if _is_list(value)]
        whole = lists[0] if len(lists) == 1 else None
    if not _is_list(whole):
        raise TableError(Fault(source.name, 0, "", "", "known-format"))
    return list(whole)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and not isinstance(value, _Pairs)


def _pairs(item: object) -> _Pairs:
    return item if isinstance(item, _Pairs) else _Pairs()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
