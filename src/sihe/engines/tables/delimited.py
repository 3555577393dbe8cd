"""CSV and CSV.GZ, in any of the encodings of `encoding.py`, by comma, tab or semicolon."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, cast

from sihe.engines.tables.encoding import detect
from sihe.engines.tables.faults import Fault, TableError, shown
from sihe.engines.tables.limits import RATIO_FLOOR, Limits

CHUNK = 1 << 18
DELIMITERS = ",\t;"
HEAD = 12  # lines that are looked at for the mark between cells


def records(source: Path, limits: Limits) -> Iterator[tuple[int, list[str], str]]:
    """(line the record starts on, cells, code of what broke it or "")."""
    encoding = detect(_chunks(source, limits))
    if encoding is None:
        raise TableError(Fault(source.name, 0, "", "", "known-encoding"))
    with source.open("rb") as raw, _opened(raw) as file:
        # What cannot be decoded becomes lone surrogates, which `text_fault` finds in its own row.
        text = io.TextIOWrapper(file, encoding=encoding, errors="surrogateescape", newline="")
        try:
            lines = iter(text)
            first = list(islice(lines, HEAD))
            yield from _records(chain(first, lines), _delimiter(first))
        except UnicodeError:
            raise TableError(Fault(source.name, 0, "", encoding, "known-encoding")) from None


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # A quote that never closes swallows lines up to the field limit: one broken record.
            yield start, [str(error)], "closed-quote"
            continue
        if any(cell and not cell.isspace() for cell in cells):
            yield start, cells, ""


def _delimiter(lines: list[str]) -> str:
    """The commonest mark of the first line that has any: a title above the names has none."""
    line = next((line for line in lines if any(mark in line for mark in DELIMITERS)), "")
    return max(DELIMITERS, key=line.count)


def _opened(raw: BinaryIO) -> BinaryIO:
    packed = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    return cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw


def _chunks(source: Path, limits: Limits) -> Iterator[bytes]:
    """The bytes of the file, unpacked; every size is checked here, before any row is read."""
    total = 0
    packed = max(source.stat().st_size, 1)
    with source.open("rb") as raw, _opened(raw) as file:
        while True:
            try:
                chunk = file.read(CHUNK)
            except (OSError, EOFError, zlib.error) as error:
                found = shown(str(error))
                raise TableError(Fault(source.name, 0, "", found, "readable-file")) from None
            if not chunk:
                return
            total += len(chunk)
            check_size(source.name, total, packed, limits)
            yield chunk


def check_size(file: str, total: int, packed: int, limits: Limits) -> None:
    """Raises TableError when `total` bytes out of `packed` bytes in are more than allowed."""
    if total > limits.bytes:
        raise TableError(Fault(file, 0, "", str(total), f"size:{limits.bytes}"))
    if total > RATIO_FLOOR and total > packed * limits.ratio:
        raise TableError(Fault(file, 0, "", str(total // packed), f"ratio:{limits.ratio}"))
