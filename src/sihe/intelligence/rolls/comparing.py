"""A roll that was read is compared with who lives here, by the parts of the engine, portion by portion.

First dwelling by dwelling; then those left over in groups that share a name or number; then people registered
elsewhere; at last what one roll says twice. Each portion is one transaction that also moves `after`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from sihe.engines.rolls import (
    LIVES_TWICE,
    TWICE,
    TWO_NAMES,
    Difference,
    Entry,
    Spell,
    across,
    within,
)
from sihe.intelligence.rolls.models import ChangeKind, Roll, RollChange, RollState, Stage
from sihe.intelligence.rolls.places import dwellings
from sihe.intelligence.rolls.queries import name_key, unpacked
from sihe.intelligence.rolls.reading import Overtaken, locked, packed, refuse_twice
from sihe.kernel.people.models import Person, Residence

DOORS, LEFT = 400, 500
REFUSED = "refused"
LIVING = ("owner_here", "tenant", "flatshare", "")


def compare_portion(roll: Roll) -> Roll:
    """Do the next portion of the present stage and return the roll as it is then.

    Raises:
        Overtaken: when another worker has done it.
    """
    steps = {Stage.DOORS: _doors, Stage.MOVES: _moves, Stage.KNOWN: _known}
    with transaction.atomic():
        now = locked(roll.pk, RollState.READING)
        if (now.stage, now.after) != (roll.stage, roll.after):
            raise Overtaken
        after = steps[Stage(now.stage)](now)
        if after is None:
            now.stage, now.after = now.stage + 1, 0
        else:
            now.after = after
        now.touched_at = timezone.now()
        now.save()
    return now


def _doors(roll: Roll) -> int | None:
    rows = dwellings(roll).filter(pk__gt=roll.after).order_by("pk")
    places = dict(rows.values_list("pk", "building")[:DOORS])
    if not places:
        return None
    spells, changes = _by_door(spells_of(dwelling__in=places)), _by_door(_read(roll, places))
    tally: dict[str, list[int]] = defaultdict(list)
    fresh: list[RollChange] = []
    for dwelling in sorted({*spells, *changes}):
        here = {c.line: c for c in changes.get(dwelling, [])}
        found, outs, ins = within(spells.get(dwelling, []), [entry_of(c) for c in here.values()])
        _merge(found.twice, here)
        roll.same += len(found.same)
        twice = refuse_twice(roll, (here[other.line] for other, _first in found.twice))
        roll.sound, roll.refused = roll.sound - twice, roll.refused + twice
        tally["same"] += [here[entry.line].pk for entry, _spell in found.same]
        for difference in found.differences:
            _settle(difference, here)
        tally["in"] += [here[e.line].pk for e in ins]
        fresh += [_out(roll, spell, places[dwelling]) for spell in outs]
    RollChange.objects.filter(pk__in=tally["in"]).update(kind=ChangeKind.IN)
    RollChange.objects.filter(pk__in=tally["same"]).update(kind=ChangeKind.SAME, settled=True)
    RollChange.objects.bulk_create(fresh)
    return max(places)


def _merge(twice: Sequence[tuple[Entry, Entry]], here: dict[int, RollChange]) -> None:
    """Let the row that stays say what the rows of the same person say besides."""
    for other, first in twice:
        stays, goes = here[first.line], here[other.line]
        said = unpacked(goes) | unpacked(stays)
        names = {*unpacked(goes).get("other_names", []), *unpacked(stays).get("other_names", [])}
        if names:
            said["other_names"] = sorted(names - {said["name"]})
        stays.given = packed(said)
        stays.id_index = stays.id_index or goes.id_index
        stays.phone_index = stays.phone_index or goes.phone_index
        stays.save(update_fields=["given", "id_index", "phone_index"])


def _settle(difference: Difference, here: dict[int, RollChange]) -> None:
    entry, spell = difference.entry, difference.spell
    assert entry is not None
    row = here[entry.line]
    row.kind, row.doubt, row.what, row.settled = (
        difference.kind,
        difference.doubt,
        list(difference.what),
        True,
    )
    if spell is not None:
        row.person_key, row.residence_key = spell.person, spell.key
    row.save(update_fields=["kind", "doubt", "what", "settled", "person_key", "residence_key"])


def _out(roll: Roll, spell: Spell, building: int) -> RollChange:
    return RollChange(
        roll=roll, kind=ChangeKind.OUT, dwelling_id=spell.dwelling, building_id=building,
        name_key=name_key(spell.name), id_index=spell.id, phone_index=spell.phone, person_key=spell.person,
        residence_key=spell.key,
    )  # fmt: skip


def _moves(roll: Roll) -> int | None:
    """Look for those who left one dwelling and turn up in another; groups are whole, see the engine's `keys`."""
    left = RollChange.objects.filter(
        roll=roll, settled=False, kind__in=(ChangeKind.IN, ChangeKind.OUT)
    )
    outs = list(left.filter(kind=ChangeKind.OUT).order_by("pk")[:LEFT])
    if not outs:
        left.update(settled=True)
        return None
    group = {c.pk: c for c in outs}
    while True:
        names = {c.name_key for c in group.values()}
        ids = {c.id_index for c in group.values()} - {""}
        more = left.filter(Q(name_key__in=names) | Q(id_index__in=ids)).exclude(pk__in=group)
        fresh = {c.pk: c for c in more}
        if not fresh:
            break
        group |= fresh
    rows = {c.line: c for c in group.values() if c.kind == ChangeKind.IN}
    gone = {c.residence_key: c for c in group.values() if c.kind == ChangeKind.OUT}
    found = across(spells_of(pk__in=list(gone)), [entry_of(c) for c in rows.values()])
    for difference in found.differences:
        if difference.kind == "changed" and difference.spell is not None:
            _settle(difference, rows)
            gone[difference.spell.key].delete()
        elif difference.doubt:
            row = (
                rows[difference.entry.line] if difference.entry is not None
                else gone[difference.spell.key if difference.spell else None]
            )  # fmt: skip
            RollChange.objects.filter(pk=row.pk).update(doubt=difference.doubt)
    RollChange.objects.filter(pk__in=group).update(settled=True)
    return roll.after + 1


def _known(roll: Roll) -> int | None:
    """Find those who moved in among the people registered already: by number, else by name and phone."""
    rows = list(
        RollChange.objects.filter(roll=roll, kind=ChangeKind.IN, pk__gt=roll.after).order_by("pk")[
            :LEFT
        ]
    )
    if not rows:
        _said_twice(roll)
        _refused(roll)
        return None
    people = Person.objects.only("name", "other_names", "id_index", "phone_index")
    by_id = {p.id_index: p for p in people.filter(id_index__in={r.id_index for r in rows} - {""})}
    by_phone: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
    for one in people.filter(phone_index__in={r.phone_index for r in rows} - {""}):
        by_phone[(one.phone_index, one.name)].append(one)
    phones = {phone for phone, _name in by_phone}
    for row in rows:
        if row.id_index not in by_id and row.phone_index not in phones:
            continue
        name = str(unpacked(row)["name"])
        person = by_id.get(row.id_index) if row.id_index else None
        doubt = TWO_NAMES if person and name not in (person.name, *person.other_names) else ""
        same = by_phone.get((row.phone_index, name), [])
        if person is None and len(same) == 1 and not (row.id_index and same[0].id_index):
            person = same[0]
        if person is not None:
            RollChange.objects.filter(pk=row.pk).update(
                person_key=person.pk, doubt=row.doubt or doubt
            )
    return rows[-1].pk


def _said_twice(roll: Roll) -> None:
    """Give a doubt to people whom the roll lets live in two dwellings; see the engine's `several`."""
    rows = RollChange.objects.filter(roll=roll).exclude(kind=ChangeKind.OUT)
    numbers = (
        rows.exclude(id_index="").values("id_index").annotate(n=Count("dwelling", distinct=True))
    )
    again = numbers.filter(n__gt=1).values_list("id_index", flat=True)
    _doubt(rows.filter(id_index__in=list(again)), lambda c: (c.id_index,), LIVES_TWICE)
    phones = rows.filter(id_index="").exclude(phone_index="").values("phone_index", "name_key")
    pairs = phones.annotate(n=Count("dwelling", distinct=True)).filter(n__gt=1)
    shared = list(pairs.values_list("phone_index", flat=True))
    _doubt(
        rows.filter(id_index="", phone_index__in=shared),
        lambda c: (c.phone_index, c.name_key),
        TWICE,
    )


def _refused(roll: Roll) -> None:
    """Give a doubt to those who moved out but whose name stands in a row that was refused."""
    names = roll.refusals.exclude(name_key="").exclude(reason=TWICE).values("name_key")
    outs = RollChange.objects.filter(roll=roll, kind=ChangeKind.OUT, doubt="")
    outs.filter(name_key__in=names).update(doubt=REFUSED)


def _doubt(rows: Iterable[RollChange], key: Any, doubt: str) -> None:
    groups: defaultdict[tuple[str, ...], list[RollChange]] = defaultdict(list)
    for row in rows:
        if unpacked(row).get("kind", "") in LIVING:
            groups[key(row)].append(row)
    wrong = [c.pk for g in groups.values() if len({c.dwelling_id for c in g}) > 1 for c in g]
    RollChange.objects.filter(pk__in=wrong, doubt="").exclude(kind=ChangeKind.SAME).update(
        doubt=doubt
    )


def spells_of(**which: Any) -> list[Spell]:
    """Return spells that have no end yet as the engine compares them: number and phone by their hashes."""
    rows = Residence.objects.filter(until__isnull=True, **which).values_list(
        "pk", "person", "dwelling", "person__name", "kind", "person__id_index", "person__phone_index",
        "person__other_names",
    )  # fmt: skip
    return [Spell(*row[:7], others=tuple(row[7] or ())) for row in rows]


def entry_of(change: RollChange) -> Entry:
    """Return a row as the engine compares it."""
    given = unpacked(change)
    return Entry(
        change.line, change.dwelling_id, given["name"], given.get("kind", ""), change.id_index, change.phone_index,
        tuple(given.get("other_names", ())),
    )  # fmt: skip


def _read(roll: Roll, places: Iterable[int]) -> list[RollChange]:
    rows = RollChange.objects.filter(roll=roll, kind=ChangeKind.READ, dwelling__in=list(places))
    return list(rows.order_by("line"))


def _by_door(things: Iterable[Any]) -> dict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for thing in things:
        found[thing.dwelling if isinstance(thing, Spell) else thing.dwelling_id].append(thing)
    return dict(found)
