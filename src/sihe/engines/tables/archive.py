"""Measuring a workbook before a reader opens it.

A workbook is a ZIP of XML: a few kilobytes may unpack to gigabytes, and two cells at opposite
corners make a reader allocate 17 billion (which ends the process, no exception). So the parts are
unpacked piece by piece and counted, never trusting the sizes the archive states, and every cell and
row of every part is looked at for the farthest column and row.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from sihe.engines.tables.delimited import check_size
from sihe.engines.tables.faults import Fault, TableError, shown
from sihe.engines.tables.limits import Limits

CHUNK = 1 << 18
PARTS = 4_096
BOOK = "xl/workbook.xml"
ELEMENT = re.compile(
    rb"""<(?:[\w.-]+:)?(c|row)(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*)>""", re.DOTALL
)
POSITION = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*([^"']*?)\s*["']""")
PLACE = re.compile(rb"\$?([A-Za-z]{0,4})\$?(\d{0,9})")


class _Extent:
    """The farthest cell seen so far in one part, checked as it grows."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.column = self.row = 0
        self._next_column = self._next_row = 0

    def look(self, xml: bytes) -> None:
        """Takes in the cells and rows of a piece of XML."""
        for kind, attributes in ELEMENT.findall(xml):
            found = POSITION.search(attributes)
            if found is None:
                self._unplaced(kind)
                continue
            place = PLACE.fullmatch(found[1])
            if place is None:
                self._refuse(shown(found[1].decode("utf-8", "replace")), "cell-reference")
            else:
                self._placed(kind, place[1], int(place[2] or 0))

    def _placed(self, kind: bytes, letters: bytes, row: int) -> None:
        self._next_row = max(row, self._next_row)
        self._next_column = _column_number(letters) if kind == b"c" else 0
        self._check()

    def _unplaced(self, kind: bytes) -> None:
        if kind == b"c":
            self._next_column += 1
        else:
            self._next_row += 1
            self._next_column = 0
        self._check()

    def _check(self) -> None:
        self.column = max(self.column, self._next_column)
        self.row = max(self.row, self._next_row)
        if self.row > self.limits.rows + 1:
            self._refuse(str(self.row), f"rows:{self.limits.rows}")
        if self.column > self.limits.columns:
            self._refuse(str(self.column), f"columns<={self.limits.columns}")
        if self.column * self.row > self.limits.sheet_cells:
            self._refuse(f"{self.row} x {self.column}", f"cells:{self.limits.sheet_cells}")

    def _refuse(self, found: str, expected: str) -> None:
        raise TableError(Fault(self.file, 0, "", found, expected))


def measure(source: Path, limits: Limits) -> None:
    """Raises TableError unless the archive is an XLSX workbook within the limits."""
    total = 0
    packed = source.stat().st_size
    try:
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > PARTS:
                raise TableError(Fault(source.name, 0, "", str(len(parts)), f"parts<={PARTS}"))
            for part in parts:
                total = _measure_part(source.name, archive, part, total, packed, limits)
            # Other spreadsheets in a ZIP (.xlsb, .ods) are not measured here, so not opened either.
            if BOOK not in names or any(_is_binary_sheet(name) for name in names):
                raise TableError(Fault(source.name, 0, "", "zip", "known-format"))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError):
        raise TableError(Fault(source.name, 0, "", "", "readable-file")) from None


def _is_binary_sheet(name: str) -> bool:
    return name.lower().startswith("xl/worksheets/") and name.lower().endswith(".bin")


def _measure_part(
    file: str,
    archive: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    total: int,
    packed: int,
    limits: Limits,
) -> int:
    """Unpacks one part, throwing it away; the bytes unpacked so far come back."""
    is_xml = part.filename.lower().endswith(".xml")
    extent = _Extent(file, limits)
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            total += len(chunk)
            check_size(file, total, packed, limits)
            if is_xml:
                if b"\x00" in chunk:
                    raise TableError(Fault(file, 0, "", part.filename, "known-encoding"))
                piece = rest + chunk
                cut = max(piece.rfind(b"<"), 0)
                extent.look(piece[:cut])
                rest = piece[cut:]
                if len(rest) > CHUNK:
                    raise TableError(Fault(file, 0, "", part.filename, f"size:{CHUNK}"))
    extent.look(rest)
    return total


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
