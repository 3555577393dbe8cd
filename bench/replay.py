"""The real day: a month of Taipei's dispatches through the product, then Boston's reference figures.

Run: `make replay`, or `python -m bench.replay [--rows N]`. Needs shared/data; without it one line says so.

**Taipei, April 2026** (13,266 rows) goes row by row through `intake.actions.report`, the action behind the form: text
-> category -> place -> organisation by the matrix -> deadline -> offer, in a throwaway database. What stands for what:

- Ground: 12 districts as streets; the neighbourhoods (里) named in April 2025 as communities with a committee; in each
  district one agency of every field that the matrix names. Categories, keywords and matrix are those of the sample
  street, except that bulky waste goes to the cleaning agency, as it does there.
- Text: the file has no words of the caller, so item name and written address stand for them. The item name gives the
  category away: the shares with it are an upper bound. Beside them the item is hidden, and only address and hour tell.
- Time: for the first 80 % the category is given, as by a clerk at a hotline, and the product learns from it as its own
  job does. For the last 20 % nobody gives it: what the suggestion is sure of is routed, the rest goes to triage.

**Boston, August 2015**: see bench/boston.py.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from bench import boston, taipei
from bench.boston import Share
from bench.shared_data import shared_file
from bench.throwaway import throwaway
from sihe.engines.tables import moment, rows

MONTH, BEFORE = "202604", "202504"
DISTRICT = re.compile(r"^\s*(\S\S區)")
NEIGHBOURHOOD = re.compile(r"區([^區市縣\d]{1,4}里)")
CLEANING = "public_agency:环卫绿化"
GIVEN = 0.8
LEARN_EVERY = 2_000


@dataclass(frozen=True)
class Case:
    """One row: when, what, where in words, its district and neighbourhood (empty: not named)."""

    key: str
    filed: datetime
    item: str
    address: str
    district: str
    neighbourhood: str


@dataclass
class Ground:
    """Areas by (district, neighbourhood); neighbourhood empty: the district itself."""

    areas: dict[tuple[str, str], int] = field(default_factory=dict)
    organisations: int = 0

    def of(self, case: Case) -> tuple[int | None, str]:
        """Return the nearest known area and how near it is."""
        near = self.areas.get((case.district, case.neighbourhood)) if case.neighbourhood else None
        if near is not None:
            return near, "neighbourhood"
        return self.areas.get((case.district, "")), "district"


@dataclass
class Outcome:
    """What became of the cases of one part of the month."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def share(self, name: str) -> Share:
        """Return one count as a share of all cases."""
        return Share(self.counts[name], self.counts["all"])


def load(path: Path, month: str) -> list[Case]:
    """All cases of a month in order of time."""
    found = []
    for line, row in rows(path):
        if row["立案日期"].startswith(month):
            address = row["案件地址_去門牌"]
            district, near = DISTRICT.match(address), NEIGHBOURHOOD.search(address)
            filed = moment(row["立案日期"], row["立案時間"])
            found.append(
                Case(f"{month}:{line}", filed, row["派工項目"], address, district[1] if district else "",
                     near[1] if near else "")
            )  # fmt: skip
    return sorted(found, key=lambda case: (case.filed, case.key))


def prepare(past: Sequence[Case]) -> Ground:
    """Build areas, organisations, categories and the matrix, through the product's own actions."""
    from sihe.kernel.facts import SYSTEM
    from sihe.kernel.journal.actions import one_act
    from sihe.kernel.places.actions import create_area
    from sihe.kernel.places.models import Level

    ground = Ground()
    fields = publish()
    with one_act():
        city = create_area(by=SYSTEM, level=Level.DISTRICT, name="臺北市（重放）")
        for name in sorted({case.district for case in past if case.district}):
            street = create_area(by=SYSTEM, level=Level.STREET, name=name, parent=city)
            ground.areas[name, ""] = street.pk
            ground.organisations += _bodies(street, name, fields)
        for district, name in sorted(
            {(c.district, c.neighbourhood) for c in past if c.neighbourhood}
        ):
            parent = type(city).objects.get(pk=ground.areas[district, ""])
            community = create_area(by=SYSTEM, level=Level.COMMUNITY, name=name, parent=parent)
            ground.areas[district, name] = community.pk
            ground.organisations += _committee(community, f"{district}{name}")
    return ground


def publish() -> set[str]:
    """Enter the sample's categories and publish its matrix for everywhere; return the agencies' fields."""
    from sihe.intelligence.setup import starter
    from sihe.kernel.facts import SYSTEM
    from sihe.kernel.responsibilities.actions import (
        BearerGiven,
        LineGiven,
        enter_categories,
        publish_matrix,
    )
    from sihe.kernel.responsibilities.models import Share as Part

    found = enter_categories(by=SYSTEM, groups=starter.groups(), rows=starter.category_rows())
    lines, fields = [], set()
    for row in starter.matrix():
        if row["phase"]:
            continue
        lead = CLEANING if row["category"] == "bulky" else row["accountable"]
        bearers = [
            (Part.ACCOUNTABLE, lead),
            *((Part.SUPPORTING, o) for o in row["supporting"].split("+") if o),
        ]
        parts = [(share, *f"{body}:".split(":")[:2]) for share, body in bearers]
        fields |= {work for _, _, work in parts if work}
        given = [BearerGiven(share, kind=kind, field=work) for share, kind, work in parts]
        lines.append(
            LineGiven(
                found[row["category"]], int(row["term"]), row["unit"], given, basis=row["basis"]
            )
        )
    since = moment("20200101")
    publish_matrix(by=SYSTEM, name="重放用清单", source="示例街道的清单", lines=lines, since=since)
    return fields


def _bodies(street: Any, name: str, fields: set[str]) -> int:
    from sihe.kernel.facts import SYSTEM
    from sihe.kernel.organisations.actions import enter_organisation, give_jurisdiction
    from sihe.kernel.organisations.models import Kind

    wanted = [(Kind.STREET_OFFICE, "", f"{name}公所（示例）")]
    wanted += [(Kind.PUBLIC_AGENCY, work, f"{name}{work}（示例）") for work in sorted(fields)]
    for kind, work, title in wanted:
        made = enter_organisation(
            by=SYSTEM, kind=kind, name=title, short_name=title[:20], field=work
        )
        give_jurisdiction(by=SYSTEM, organisation=made, area=street, since=date(2020, 1, 1))
    return len(wanted)


def _committee(community: Any, name: str) -> int:
    from sihe.kernel.facts import SYSTEM
    from sihe.kernel.organisations.actions import enter_organisation, give_jurisdiction
    from sihe.kernel.organisations.models import Kind

    made = enter_organisation(
        by=SYSTEM, kind=Kind.RESIDENTS_COMMITTEE, name=f"{name}居委会（示例）", short_name=name[:20]
    )
    give_jurisdiction(by=SYSTEM, organisation=made, area=community, since=date(2020, 1, 1))
    return 1


def replay(
    cases: Sequence[Case], ground: Ground, codes: dict[str, str], tell: Callable[[int], None]
) -> tuple[Outcome, Outcome]:
    """Report every case; return what became of the first 80 % and of the last 20 % of time."""
    from sihe.interaction.triage.actions import learn_vocabulary

    cut = int(len(cases) * GIVEN)
    first, last = Outcome(), Outcome()
    for number, case in enumerate(cases):
        if number == cut or (number < cut and number and number % LEARN_EVERY == 0):
            learn_vocabulary(at=case.filed)
        code = codes.get(case.item, "")
        _one(case, ground, code, first if number < cut else last, given=number < cut)
        tell(number + 1)
    return first, last


def _one(case: Case, ground: Ground, code: str, outcome: Outcome, given: bool) -> None:
    from sihe.interaction.intake.actions import report
    from sihe.interaction.locating.queries import settle
    from sihe.interaction.matters import states
    from sihe.interaction.triage.queries import suggest
    from sihe.kernel.facts import RESIDENT
    from sihe.kernel.places.spots import PlaceGiven

    area, near = ground.of(case)
    place = PlaceGiven(area=area, words=case.address)
    text = f"{case.item}，{case.address}"
    outcome.counts["all"] += 1
    if not given and code:
        outcome.counts["to guess"] += 1
        best = [p.category.code for p in suggest(text, settle(place), case.filed)]
        outcome.counts["top-1"] += best[:1] == [code]
        outcome.counts["top-3"] += code in best
    began = time.perf_counter()
    matter = report(
        by=RESIDENT, token=uuid5(NAMESPACE_URL, case.key), text=text, given=place,
        category_code=code if given else "", at=case.filed,
    ).matter  # fmt: skip
    outcome.seconds.append(time.perf_counter() - began)
    triage = matter.state == states.TRIAGE
    outcome.counts["placed"] += matter.street_id is not None
    outcome.counts[near] += matter.street_id is not None
    outcome.counts["in triage"] += triage
    outcome.counts["routed to one"] += not triage and matter.responsibility_id is not None
    outcome.counts["with a deadline"] += matter.due_at is not None
    if not triage and code and matter.category is not None:
        outcome.counts["routed wrongly"] += matter.category.code != code
    if triage:
        outcome.reasons[matter.triage_reason] += 1


def show(name: str, outcome: Outcome) -> None:
    """Print one part of the month."""
    print(f"\n{name}: {outcome.counts['all']:,} reports")
    for what in ("placed", "neighbourhood", "routed to one", "in triage", "with a deadline"):
        print(f"  {what:22} {outcome.share(what)}")
    for reason, count in outcome.reasons.most_common():
        print(f"    triage: {reason:14} {count:,}")
    if outcome.counts["to guess"]:
        total = outcome.counts["to guess"]
        for what in ("top-1", "top-3"):
            print(f"  category {what}, item in the text  {Share(outcome.counts[what], total)}")
        print(f"  routed by a wrong category      {outcome.share('routed wrongly')}")
    ordered = sorted(outcome.seconds)
    p95 = ordered[int(len(ordered) * 0.95)] if ordered else 0.0
    print(
        f"  a report takes (median, p95)    {statistics.median(ordered) * 1e3:.1f} ms, {p95 * 1e3:.1f} ms"
    )


def month(path: Path, most: int | None) -> None:
    """Replay the month and print what became of it."""
    from sihe.kernel.journal.queries import first_broken
    from sihe.project.sample import reading

    ground = prepare(load(path, BEFORE))
    cases = load(path, MONTH)[:most]
    codes = {item: code for item, code in reading.toml("taipei").items() if isinstance(code, str)}
    print(
        f"Taipei, April 2026: {len(cases):,} reports; {len(ground.areas)} areas, {ground.organisations} bodies"
    )

    def tell(done: int) -> None:
        if sys.stderr.isatty() and done % 200 == 0:
            print(f"\r  {done:,} / {len(cases):,}", end="", file=sys.stderr)

    first, last = replay(cases, ground, codes, tell)
    show("First 80 % of time, category given", first)
    show("Last 20 % of time, category by suggestion", last)
    broken = first_broken()
    print(f"\njournal: {'sound' if broken is None else f'broken at {broken.seq}'}")
    for name, share in taipei.categories(taipei.load(path)).items():
        print(f"item hidden, from address and hour: {name:12} {share}")


def main(words: Sequence[str] | None = None) -> int:
    """Print everything; 0 when the reference figures are met, 1 when not, 0 with a line without the data."""
    parser = argparse.ArgumentParser(description="One month of real matters through the product.")
    parser.add_argument("--rows", type=int, help="only the first so many rows of the month")
    most = parser.parse_args(words).rows
    files = {name: shared_file(name) for name in (taipei.FILE, boston.FILE)}
    missing = [name for name, path in files.items() if path is None]
    if missing:
        print(f"skipped: {', '.join(missing)} not here; set SIHE_SHARED_DATA")
        return 0
    began = time.perf_counter()
    with throwaway():
        month(files[taipei.FILE] or Path(), most)
    print()
    path = files[boston.FILE] or Path()
    boston.main(path)
    cases = boston.load(path)
    late, found = boston.late_flag(cases), boston.routing(cases)
    recall = boston.recall(boston.duplicates(cases))
    met = {
        "late flag differs in at most 12 of 8,705": late.hits <= 12 and late.total == 8_705,
        "queue top-1 at least 0.816": found.first.share >= 0.816,
        "recall@3 beats the nearest": recall.ranked.share > recall.nearest.share,
    }
    print()
    for claim, true in met.items():
        print(f"{'met' if true else 'NOT MET'}: {claim}")
    print(f"{time.perf_counter() - began:.0f} s in all")
    return 0 if all(met.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
