"""How the rows of one portion become matters: past ones in bulk, today's each by the way of every report."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from sihe.engines.columns import Mapped, Mapping, RowRefused, map_row
from sihe.engines.tables import Row
from sihe.engines.tables.faults import shown
from sihe.intelligence.exchange.ground import Ground
from sihe.interaction.intake.actions import Sent, report
from sihe.interaction.locating.queries import settle
from sihe.interaction.matters.actions import Past, ReporterGiven, bring_in, brought_before
from sihe.interaction.matters.models import Source
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import IMPORTER, SYSTEM
from sihe.kernel.places.spots import PlaceGiven, Spot
from sihe.kernel.responsibilities.queries import (
    NobodyHere,
    categories,
    category_by_code,
    resolve,
)

Numbered = tuple[int, Row]


def with_names(mapping: Mapping) -> Mapping:
    """Let a mapping also know our own categories by code and name, and forget codes that we do not have."""
    ours = {c.code: c.code for c in categories()}
    own = {c.name: c.code for c in categories()} | ours
    given = {said: code for said, code in mapping.categories.items() if code in ours}
    return replace(mapping, categories=own | given)


@dataclass
class Portion:
    """What was read of some rows: sound ones with their lines, and refused ones."""

    sound: list[tuple[int, Mapped]] = field(default_factory=list)
    refused: list[tuple[int, RowRefused]] = field(default_factory=list)
    warnings: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """Count all rows of the portion."""
        return len(self.sound) + len(self.refused)


def read(rows: Iterable[Numbered], mapping: Mapping, now: datetime) -> Portion:
    """Read rows without changing anything."""
    portion = Portion()
    for line, row in rows:
        try:
            mapped = map_row(row, mapping, now)
        except RowRefused as refused:
            portion.refused.append((line, refused))
        else:
            portion.sound.append((line, mapped))
            portion.warnings.update(mapped.warnings)
    return portion


def known_keys(portion: Portion, mapping: Mapping) -> set[str]:
    """Return the keys of a portion that are here already."""
    return brought_before(mapping.origin, [mapped.key for _, mapped in portion.sound])


def bring_past(portion: Portion, mapping: Mapping, batch: int, ground: Ground) -> int:
    """Bring a portion in as the past of its source; return how many matters are new."""
    rows = [_past(mapped, ground) for _, mapped in portion.sound]
    return len(bring_in(by=IMPORTER, origin=mapping.origin, batch=batch, rows=rows))


def _past(mapped: Mapped, ground: Ground) -> Past:
    street = ground.part(mapped.area)
    category = category_by_code(mapped.category) if mapped.category else None
    reason = "" if category and street else ("no_category" if street else "no_place")
    return Past(
        key=mapped.key, text=mapped.text, title=mapped.title, accountable=ground.receiver.pk,
        spot=Spot(street=street, lon=mapped.lon, lat=mapped.lat, words=mapped.place),
        category=category.pk if category else None, opened=mapped.opened, due=mapped.due,
        ended=mapped.ended, answer=mapped.answer, reason=reason, reporter=_reporter(mapped),
    )  # fmt: skip


def _reporter(mapped: Mapped) -> ReporterGiven | None:
    return ReporterGiven(mapped.phone, mapped.name) if mapped.phone or mapped.name else None


def bring_live(portion: Portion, mapping: Mapping, batch: int) -> int:
    """Let today's orders in, each as a report; what cannot come in joins the refused. Return how many are new."""
    here, made = known_keys(portion, mapping), 0
    staying: list[tuple[int, Mapped]] = []
    for line, mapped in portion.sound:
        try:
            made += mapped.key not in here and _one(mapped, mapping, batch)
        except NobodyHere:
            portion.refused.append((line, RowRefused("no-office")))
        except Refused as refused:
            portion.refused.append((line, RowRefused(refused.code, refused.field)))
        else:
            here.add(mapped.key)
            staying.append((line, mapped))
    portion.sound = staying
    return made


def _one(mapped: Mapped, mapping: Mapping, batch: int) -> bool:
    given = PlaceGiven(words=mapped.place, lon=mapped.lon, lat=mapped.lat)
    known = category_by_code(mapped.category) if mapped.category else None
    if mapped.ended is not None:
        spot = settle(given)
        first = resolve(
            category=known.pk if known else None, spot=spot, at=mapped.opened
        ).first_receiver
        past = Past(
            key=mapped.key, text=mapped.text, title=mapped.title, accountable=first.pk, spot=spot,
            category=known.pk if known else None, opened=mapped.opened, due=mapped.due,
            ended=mapped.ended, answer=mapped.answer, reporter=_reporter(mapped),
        )  # fmt: skip
        return bool(bring_in(by=IMPORTER, origin=mapping.origin, batch=batch, rows=[past]))
    made = report(
        by=SYSTEM, token=uuid5(NAMESPACE_URL, f"{mapping.origin}:{mapped.key}"), text=mapped.text, given=given,
        category_code=known.code if known else "", phone=mapped.phone, name=mapped.name, source=Source.IMPORT,
        sent=Sent(mapping.origin, mapped.key, batch, mapped.due),
    )  # fmt: skip
    return not made.existed


def excerpt(rows: Sequence[tuple[int, Mapped]], most: int = 5) -> list[dict[str, str]]:
    """Return the first sound rows as the report shows them: no name, no phone, a few words of the text."""
    names = {c.code: c.name for c in categories()}
    return [
        {
            "line": str(line), "key": m.number or m.key[:12], "text": shown(m.text[:40]),
            "category": names.get(m.category, ""), "area": m.area or m.place[:40],
            "opened": _minute(m.opened), "ended": _minute(m.ended) if m.ended else "",
        }
        for line, m in rows[:most]
    ]  # fmt: skip


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
