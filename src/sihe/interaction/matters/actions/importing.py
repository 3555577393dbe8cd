"""Matters that an importer brings from elsewhere, many at a time, and takes out again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sihe.interaction.matters import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.registering import (
    CODE_LENGTH,
    SECRET_LENGTH,
    ReporterGiven,
    headline,
)
from sihe.interaction.matters.actions.stepping import draw, first_alert
from sihe.interaction.matters.models import Matter, Reporter, Source
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.matters import BroughtIn, TakenOut
from sihe.kernel.journal.actions import record_many
from sihe.kernel.journal.models import Mention
from sihe.kernel.places.spots import Spot
from sihe.kernel.privacy.crypto import blind_index

AT_ONCE = 400  # rows of one look-up; a database takes only so many values in one question


@dataclass(frozen=True)
class Past:
    """One matter as it stood elsewhere. `key` tells it apart within its origin (at most 80 characters).

    `category` and `accountable` are ids. `ended` None: still open there; then a `reason` (a triage reason
    code) sends it to triage. `due` None: no deadline is known.
    """

    key: str
    text: str
    spot: Spot
    accountable: int
    opened: datetime
    title: str = ""
    category: int | None = None
    due: datetime | None = None
    ended: datetime | None = None
    answer: str = ""
    reason: str = ""
    reporter: ReporterGiven | None = None


@transaction.atomic
def bring_in(*, by: Actor, origin: str, batch: int, rows: Sequence[Past]) -> list[Matter]:
    """Bring matters in with their past, a fact for each; those of the origin that are here already stay as they are.

    A deadline that is past already raises no alarm: it was missed elsewhere.
    """
    require("matters.bring_in", by)
    here = brought_before(origin, [row.key for row in rows])
    fresh = list({row.key: row for row in rows if row.key not in here}.values())
    now = timezone.now()
    codes = _fresh_codes(len(fresh))
    made = [_matter(row, code, origin, batch, now) for row, code in zip(fresh, codes, strict=True)]
    Matter.objects.bulk_create(made, batch_size=AT_ONCE)
    _add_reporters(made, fresh)
    record_many(((_fact(m, batch), [About("matter", m.pk)], m.created_at) for m in made), by=by)
    return made


def brought_before(origin: str, keys: Sequence[str]) -> set[str]:
    """Return those of the keys that matters of an origin have already."""
    found: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        rows = Matter.objects.filter(origin=origin, origin_key__in=some)
        found |= set(rows.values_list("origin_key", flat=True))
    return found


def untouched(batch: int, after: int, most: int = AT_ONCE) -> tuple[list[int], int | None]:
    """Lock an import's next matters: (ids of those that no person has touched, last id looked at or None).

    Touched is what staff or a resident has acted on, what has parts, and what others were merged into.
    """
    rows = Matter.objects.select_for_update(of=("self",)).filter(batch_id=batch, pk__gt=after)
    asked = list(rows.order_by("pk").values_list("pk", flat=True)[:most])
    if not asked:
        return [], None
    acted = Mention.objects.filter(
        kind="matter", object_id__in=asked, entry__actor_kind__in=("staff", "resident")
    )
    kept = set(acted.values_list("object_id", flat=True))
    joined = Matter.objects.filter(Q(parent__in=asked) | Q(root__in=asked))
    for parent, root in joined.values_list("parent", "root"):
        kept |= {parent or 0, root or 0}
    return [id_ for id_ in asked if id_ not in kept], asked[-1]


@transaction.atomic
def take_out(*, by: Actor, batch: int, matters: Iterable[int]) -> None:
    """Remove matters of an import that nobody has touched (see `untouched`); the journal keeps what was told."""
    require("matters.bring_in", by)
    ids, now = sorted(matters), timezone.now()
    Matter.objects.filter(pk__in=ids, batch_id=batch).delete()
    if ids:
        facts = [(TakenOut(matter=id_, batch=batch), [About("matter", id_)], now) for id_ in ids]
        record_many(facts, by=by)


def _matter(row: Past, code: str, origin: str, batch: int, now: datetime) -> Matter:
    state = states.CLOSED if row.ended else (states.TRIAGE if row.reason else states.RECEIVED)
    due = row.due
    ahead = due is not None and due > now and row.ended is None
    spot = row.spot
    return Matter(
        code=code, token=uuid4(), state=state, title=row.title[:60] or headline(row.text), text=row.text[:2000],
        source=Source.IMPORT, category_id=row.category, triage_reason="" if row.ended else row.reason,
        street_id=spot.street, community_id=spot.community, grid_id=spot.grid, building_id=spot.building,
        unit_id=spot.unit, dwelling_id=spot.dwelling, compound_id=spot.compound, lon=spot.lon, lat=spot.lat,
        place_words=spot.words[:200], accountable_id=row.accountable, first_receiver_id=row.accountable,
        created_at=row.opened, due_at=due, promised_at=due,
        alert_at=max(first_alert(row.opened, due), now) if ahead and due else None,
        finished_at=row.ended, ended_at=row.ended, answer=row.answer[:2000], origin=origin,
        origin_key=row.key, batch_id=batch,
    )  # fmt: skip


def _fact(matter: Matter, batch: int) -> BroughtIn:
    return BroughtIn(
        matter=matter.pk, state=matter.state, category=matter.category_id,
        accountable=matter.accountable_id, triage_reason=matter.triage_reason, batch=batch,
    )  # fmt: skip


def _fresh_codes(count: int) -> list[str]:
    """Draw codes that no matter has; of a million matters one draw in thirty meets a taken one."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {draw(CODE_LENGTH) for _ in range(min(count - len(found), AT_ONCE))}
        taken = Matter.objects.filter(code__in=drawn).values_list("code", flat=True)
        found |= drawn - set(taken)
    return list(found)


def _add_reporters(made: Sequence[Matter], rows: Sequence[Past]) -> None:
    """Keep who reported it there; nobody holds their secret, so they follow it where they reported."""
    Reporter.objects.bulk_create(
        Reporter(
            matter=matter, original=matter, secret=blind_index(draw(2 * SECRET_LENGTH)), phone=row.reporter.phone,
            phone_index=blind_index(row.reporter.phone), name=row.reporter.name[:40], at=row.opened,
        )
        for matter, row in zip(made, rows, strict=True)
        if row.reporter is not None
    )  # fmt: skip
