"""One row of a table as a matter, or the reason why it cannot be one.

Steps: (1) a row that the table reader found broken is refused with its first fault; (2) times are read, and a row that
ends before it begins or lies in the future is refused; (3) text, title, place and answer are joined from their columns;
(4) the key is the case number if it is sound, else the SHA-256 of the normalised row; (5) category and area are looked
up in the mapping. What is odd but harmless becomes a warning. O(characters of the row), no state.

Refusals: what `tables` finds, and `text-missing`, `closed-before-opened`, `in-future`, `number`. Warnings:
`number-damaged`, `category-unknown`, `place-unknown`, `date-outside`, `point-placeholder`, `due-before-opened`,
`text-cut`.
"""

from datetime import datetime, timedelta

from sihe.engines.columns.problem import PERSONAL, Mapped, Mapping, RowRefused
from sihe.engines.tables import (
    CellFault,
    Row,
    moment,
    normalised_key,
    number,
    outside,
    plain_digits,
    sound_case_number,
)

TEXT_MOST = 2000
CLOCK_SKEW = timedelta(days=1)  # a sender's clock may be ahead of ours, or in another zone


def map_row(row: Row, mapping: Mapping, now: datetime) -> Mapped:
    """Read one row.

    Raises:
        RowRefused: with the first thing that is wrong.
    """
    _refuse_faults(row, mapping)
    warnings: list[str] = []
    opened, due, ended = _times(row, mapping, now, warnings)
    text = _joined(row, mapping, "text", "，")
    if not text:
        raise RowRefused("text-missing", mapping.first("text"))
    if len(text) > TEXT_MOST:
        warnings.append("text-cut")
    case = sound_case_number(row.get(mapping.first("number"), ""))
    if case is None and mapping.first("number"):
        warnings.append("number-damaged")
    lon, lat = _point(row, mapping, warnings)
    return Mapped(
        key=case or normalised_key(row, list(row)), number=case or "", text=text[:TEXT_MOST],
        title=_joined(row, mapping, "title", " "), category=_category(row, mapping, warnings),
        area=_area(row, mapping, warnings), place=_joined(row, mapping, "place", " ")[:200], lon=lon, lat=lat,
        opened=opened, due=due, ended=ended, answer=_joined(row, mapping, "answer", " ")[:TEXT_MOST],
        name=_joined(row, mapping, "name", " ")[:40],
        phone=plain_digits(_joined(row, mapping, "phone", " "))[:30], warnings=tuple(warnings),
    )  # fmt: skip


def _refuse_faults(row: Row, mapping: Mapping) -> None:
    if not row.faults:
        return
    fault = row.faults[0]
    private = {name for target in PERSONAL for name in mapping.columns.get(target, ())}
    shown = "" if fault.column in private else fault.found
    raise RowRefused(fault.expected, fault.column, shown)


def _joined(row: Row, mapping: Mapping, target: str, mark: str) -> str:
    cells = (" ".join(row[name].split()) for name in mapping.columns.get(target, ()))
    said = mark.join(cell for cell in cells if cell)
    return plain_digits(said) if target == "place" else said


def _times(
    row: Row, mapping: Mapping, now: datetime, warnings: list[str]
) -> tuple[datetime, datetime | None, datetime | None]:
    opened = _moment(row, mapping, "opened", mapping.first("opened_clock"))
    assert opened is not None
    if opened > now + CLOCK_SKEW:
        raise RowRefused("in-future", mapping.first("opened"), row[mapping.first("opened")])
    if mapping.window and outside(opened, _whole_days(mapping)):
        warnings.append("date-outside")
    due, ended = _moment(row, mapping, "due"), _moment(row, mapping, "ended")
    if ended is not None and ended < opened:
        raise RowRefused(
            "closed-before-opened", mapping.first("ended"), row[mapping.first("ended")]
        )
    if ended is not None and ended > now + CLOCK_SKEW:
        raise RowRefused("in-future", mapping.first("ended"), row[mapping.first("ended")])
    if due is not None and due < opened:
        warnings.append("due-before-opened")
    return opened, due, ended


def _whole_days(mapping: Mapping) -> tuple[datetime, datetime]:
    assert mapping.window is not None
    first, last = (datetime(d.year, d.month, d.day, tzinfo=mapping.zone) for d in mapping.window)
    return first, last + timedelta(days=1)


def _moment(row: Row, mapping: Mapping, target: str, clock: str = "") -> datetime | None:
    column = mapping.first(target)
    cell = row.get(column, "").strip()
    if not cell and target != "opened":
        return None
    try:
        return moment(cell, row.get(clock) if clock else None, zone=mapping.zone)
    except CellFault as fault:
        where = clock if fault.expected == "time" and clock else column
        raise RowRefused(fault.expected, where, row.get(where, "")) from None


def _category(row: Row, mapping: Mapping, warnings: list[str]) -> str:
    said = [" ".join(row[name].split()) for name in mapping.columns.get("category", ())]
    # the whole of several levels first, then the finest level alone
    known = (mapping.categories.get(words) for words in (" ".join(said), *reversed(said)))
    code = next((code for code in known if code), "")
    if not code and mapping.columns.get("category"):
        warnings.append("category-unknown")
    return code


def _area(row: Row, mapping: Mapping, warnings: list[str]) -> str:
    said = _joined(row, mapping, "area", " ")
    if mapping.area_pattern is not None:
        match = mapping.area_pattern.search(said)
        said = match.group(1) if match else ""
    if mapping.mode == "history" and not said:
        warnings.append("place-unknown")
    return mapping.areas.get(said, said)[:60]


def _point(row: Row, mapping: Mapping, warnings: list[str]) -> tuple[float | None, float | None]:
    cells = [row.get(mapping.first(axis), "").strip() for axis in ("lon", "lat")]
    if not all(cells):
        return None, None
    values = []
    for axis, cell, most in zip(("lon", "lat"), cells, (180, 90), strict=True):
        try:
            values.append(number(cell))
        except CellFault:
            raise RowRefused("number", mapping.first(axis), cell) from None
        if abs(values[-1]) > most:
            raise RowRefused("number", mapping.first(axis), cell)
    if (values[0], values[1]) in mapping.nowhere:
        warnings.append("point-placeholder")
        return None, None
    return values[0], values[1]
