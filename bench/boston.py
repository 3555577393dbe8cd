"""Boston 311, August 2015: what the suggestion engine is worth on real reports.

Run: `python -m bench.boston [FILE]`. Three measurements, each beside a baseline of the same run.

**Late flag.** closed > target recomputed and compared with the city's own flag.

**Routing.** (type, public-works district) -> queue on the last 20 % of the rows in order of time.
Four ways of knowing the past: `running`, each row is answered before it is learned, and is learned
an hour after it was opened (a desk has taken it); `next day`, after 24 hours; `closing`, when it
closes; `frozen`, nothing of the last 20 % is learned. The difference is real: on 26 August the city
moved the type CE Collection from one downtown queue to the districts. Weakness: the file holds only
the last queue of a case, so a case passed on later is learned with its later queue.

**Duplicates.** 496 closure texts mention a duplicate. The true original is known only where the
text names its number and that case is in the file: these pairs are the task. The report opened
later asks, all reports opened in the 31 days before are candidates, and the other of the pair must
be among the first three. `ranked` is the engine without its floor, `shown` with it, `family` counts
any report joined to the asker by named pairs. Baselines: `nearest` by distance (ties: latest
first), and nearest among the same type. Weights were fitted on the first 60 % of the pairs, so the
last 40 % stand apart. Weaknesses: labelled cases that name no original, or one of another month,
are left out, since nobody knows what should be found; staff notice two reports more easily when they
are close in place and time, which favours every ranker; and the text compared is type and street,
since the file has no words of the person who reported.
"""

from __future__ import annotations

import heapq
import re
import sys
import time
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC
from pathlib import Path

from bench.shared_data import shared_file
from sihe.engines.suggestion.duplicates import LEAST, metres_apart, placeholders, rank
from sihe.engines.suggestion.problem import Report
from sihe.engines.suggestion.routing import RouteHistory, route
from sihe.engines.tables import Row, moment, rows

FILE = "matters/boston311_2015_08.csv"
DAY_S = 86_400.0
DELAYS = {"running": 3_600.0, "next day": DAY_S}
FITTED = 0.6
WINDOW_S = 31 * DAY_S
CLOSING_STAMP = re.compile(r"Closed date : [\d\-]+ [\d:.]+")
CASE_NUMBER = re.compile(r"(?<!\d)(?:10100)?(\d{7})(?!\d)")
PREFIX = "10100"


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `total`."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """In [0, 1]; 0 of nothing."""
        return self.hits / self.total if self.total else 0.0

    def __str__(self) -> str:
        return f"{self.share:.3f} ({self.hits:,} of {self.total:,})"


@dataclass(frozen=True, slots=True)
class Routing:
    """Queue right at first, and among the first three."""

    first: Share
    three: Share


@dataclass(frozen=True, slots=True)
class Recall:
    """Found among the first three, by ranker; `shown`: with the engine's own floor."""

    ranked: Share
    family: Share
    shown: Share
    nearest: Share
    nearest_same_type: Share


def load(path: Path) -> list[Row]:
    """All rows in order of opening."""
    found = [row for _, row in rows(path)]
    return sorted(found, key=lambda row: (row["open_dt"], row["case_id"]))


def late_flag(cases: Iterable[Row]) -> Share:
    """Rows with target and closing time where closed > target differs from the city's flag."""
    differs = total = 0
    for case in cases:
        if case["target_dt"] and case["closed_dt"]:
            total += 1
            late = moment(case["closed_dt"], zone=None) > moment(case["target_dt"], zone=None)
            differs += late != (case["on_time"] == "OVERDUE")
    return Share(differs, total)


def routing(cases: list[Row], known: str = "running") -> Routing:
    """Top-1 and top-3 on the last 20 %; `known`: running, next day, closing, frozen."""
    cut = int(len(cases) * 0.8)
    start = _seconds(cases[cut]["open_dt"])
    waiting = [(_known_at(case, known), number) for number, case in enumerate(cases[:cut])]
    heapq.heapify(waiting)
    history = RouteHistory()
    first = three = 0
    for number in range(cut, len(cases)):
        case = cases[number]
        now = start if known == "frozen" else _seconds(case["open_dt"])
        while waiting and waiting[0][0] <= now:
            past = cases[heapq.heappop(waiting)[1]]
            history.learn(past["type"], past["pwd_district"], past["queue"])
        best = [s.category for s in route(history, case["type"], case["pwd_district"])]
        first += best[:1] == [case["queue"]]
        three += case["queue"] in best
        if known != "frozen":
            heapq.heappush(waiting, (_known_at(case, known), number))
    total = len(cases) - cut
    return Routing(Share(first, total), Share(three, total))


def _known_at(case: Row, known: str) -> float:
    if known == "closing":
        return _seconds(case["closed_dt"]) if case["closed_dt"] else float("inf")
    return _seconds(case["open_dt"]) + DELAYS.get(known, 0.0)


def labelled(cases: Iterable[Row]) -> list[Row]:
    """Cases whose closure text mentions a duplicate."""
    return [case for case in cases if "duplicate" in case["closure_reason"].lower()]


def named_pairs(cases: list[Row]) -> list[tuple[str, str]]:
    """(case labelled a duplicate, the first other case of the file that its closure text names)."""
    known = {case["case_id"] for case in cases}
    pairs = []
    for case in labelled(cases):
        text = CLOSING_STAMP.sub("", case["closure_reason"])
        named = [PREFIX + digits for digits in CASE_NUMBER.findall(text)]
        other = next((n for n in named if n in known and n != case["case_id"]), None)
        if other:
            pairs.append((case["case_id"], other))
    return pairs


def duplicates(cases: list[Row]) -> list[frozenset[str]]:
    """For each pair in order of time, the rankers (fields of Recall) that found it in three."""
    reports = {case["case_id"]: _report(case) for case in cases}
    ordered = sorted(reports.values(), key=_order)
    keys = [_order(report) for report in ordered]
    unknown = placeholders(
        (float(c["lat"]), float(c["lon"]), c["street"]) for c in cases if c["lat"] and c["lon"]
    )
    pairs = named_pairs(cases)
    families = _families(pairs)
    asked = (sorted((reports[a], reports[b]), key=_order) for a, b in pairs)
    outcomes = []
    for original, report in sorted(asked, key=lambda pair: _order(pair[1])):
        low = bisect_left(keys, (report.at - WINDOW_S, ""))
        past = ordered[low : bisect_left(keys, _order(report))]
        best = rank(report, past, placeholders=unknown, least=0.0)
        family = {other for other, name in families.items() if name == families[report.id]}
        same = [other for other in past if other.category == report.category]
        found = {
            "ranked": {likeness.id for likeness in best} & {original.id},
            "family": {likeness.id for likeness in best} & family,
            "shown": {each.id for each in best if each.score >= LEAST} & {original.id},
            "nearest": _first_three(past, report) & {original.id},
            "nearest_same_type": _first_three(same, report) & {original.id},
        }
        outcomes.append(frozenset(name for name, hits in found.items() if hits))
    return outcomes


def recall(outcomes: Sequence[frozenset[str]]) -> Recall:
    """Shares of pairs found."""

    def share(name: str) -> Share:
        return Share(sum(name in outcome for outcome in outcomes), len(outcomes))

    return Recall(*(share(field.name) for field in fields(Recall)))


def _named(found: Recall) -> list[tuple[str, Share]]:
    return [(field.name, getattr(found, field.name)) for field in fields(Recall)]


def _report(case: Row) -> Report:
    return Report(
        id=case["case_id"],
        at=_seconds(case["open_dt"]),
        lat=float(case["lat"]) if case["lat"] else None,
        lon=float(case["lon"]) if case["lon"] else None,
        text=f"{case['type']} {case['street']}",
        category=case["type"],
    )


def _order(report: Report) -> tuple[float, str]:
    return report.at, report.id


def _families(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Case -> a name shared by all cases joined by pairs."""
    root: dict[str, str] = {}

    def find(case: str) -> str:
        while root.setdefault(case, case) != case:
            case = root[case]
        return case

    for one, other in pairs:
        root[find(one)] = find(other)
    return {case: find(case) for case in list(root)}


def _first_three(past: Iterable[Report], report: Report) -> set[str]:
    def nearness(other: Report) -> tuple[float, float, str]:
        metres = metres_apart(report, other)
        return (float("inf") if metres is None else metres), -other.at, other.id

    return {other.id for other in heapq.nsmallest(3, past, key=nearness)}


def _seconds(text: str) -> float:
    return moment(text, zone=UTC).timestamp()


def main(path: Path | None) -> int:
    """Prints the measurements; 0, or 1 without the file."""
    if path is None:
        print(f"{FILE} is not here: set SIHE_SHARED_DATA")
        return 1
    started = time.perf_counter()
    cases = load(path)
    print(f"Boston 311, August 2015: {len(cases):,} cases")
    late = late_flag(cases)
    print(f"late flag differs           {late.hits} of {late.total:,}")
    for known in ("running", "next day", "closing", "frozen"):
        found = routing(cases, known)
        print(f"queue, {known:8}  top-1 {found.first}   top-3 {found.three}")
    print(f"labelled duplicates {len(labelled(cases))}, with a named original here: ", end="")
    print(len(named_pairs(cases)))
    outcomes = duplicates(cases)
    cut = int(len(outcomes) * FITTED)
    parts = (("all", outcomes), ("fitted on", outcomes[:cut]), ("held out", outcomes[cut:]))
    for name, part in parts:
        for ranker, share in _named(recall(part)):
            print(f"recall@3, {name:10} {ranker:18} {share}")
    print(f"{time.perf_counter() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else shared_file(FILE)))
