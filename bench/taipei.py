"""Taipei 1999 dispatch records: how far place and hour alone tell the category.

Run: `python -m bench.taipei [FILE]`. The file has no words of the person who called, so the item
(派工項目) is predicted from the written address (house number removed), district and hour, with
the item hidden. This measures the history part of the suggestions at its hardest, not what a real
description gives. Learned on the first 80 % in order of time, measured on the last 20 %, beside the
baseline that always says the commonest items.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

from bench.boston import Share
from bench.shared_data import shared_file
from sihe.engines.suggestion.categories import suggest
from sihe.engines.suggestion.history import CategoryHistory
from sihe.engines.tables import moment, rows

FILE = "matters/taipei1999_202504_202604.csv"
Record = tuple[datetime, str, str, str]


def load(path: Path) -> list[Record]:
    """(filed at, item, address, district) in order of time."""
    found = []
    for _, row in rows(path):
        address = row["案件地址_去門牌"]
        filed = moment(row["立案日期"], row["立案時間"])
        found.append((filed, row["派工項目"], address, address[:3]))
    return sorted(found, key=lambda record: record[0])


def learned(records: list[Record]) -> CategoryHistory:
    """The history of these records."""
    history = CategoryHistory()
    for filed, item, address, district in records:
        history.learn(address, item, area=district, hour=filed.hour)
    return history


def categories(records: list[Record], begin: float = 0.8) -> dict[str, Share]:
    """Top-1 and top-3 from share `begin` of time on, and those of the commonest items."""
    cut = int(len(records) * begin)
    history = learned(records[:cut])
    common = [item for item, _ in Counter(record[1] for record in records[:cut]).most_common(3)]
    hits: Counter[str] = Counter()
    for filed, item, address, district in records[cut:]:
        best = [s.category for s in suggest(history, address, district, hour=filed.hour)]
        hits["top-1"] += best[:1] == [item]
        hits["top-3"] += item in best
        hits["commonest-1"] += common[:1] == [item]
        hits["commonest-3"] += item in common
    names = ("top-1", "top-3", "commonest-1", "commonest-3")
    return {name: Share(hits[name], len(records) - cut) for name in names}


def main(path: Path | None) -> int:
    """Prints the measurement; 0, or 1 without the file."""
    if path is None:
        print(f"{FILE} is not here: set SIHE_SHARED_DATA")
        return 1
    started = time.perf_counter()
    records = load(path)
    print(f"Taipei 1999: {len(records):,} records; item from address, district and hour")
    for name, share in categories(records).items():
        print(f"{name:12} {share}")
    print(f"{time.perf_counter() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else shared_file(FILE)))
