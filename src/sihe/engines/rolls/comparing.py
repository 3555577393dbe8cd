"""What a roll says differently from what is known: who moved in, moved out, changed, and what is doubtful.

Formulation. Known are spells (a person in a dwelling), given are entries (a row in a dwelling). Nobody is guessed to
be somebody else without a person looking: only equal identity numbers, an equal name in the same dwelling, and an
equal name with an equal phone join a spell and an entry; weaker likeness joins them with a doubt.

Steps, for each dwelling (`within`):
1. Rows of one person are one entry, the fullest; another that contradicts it makes it doubtful (`twice`).
2. Entries are joined to people living there by identity number, then by name where the numbers do not differ.
3. What is left is joined with a doubt (`written`) where the phone is equal or all but one of three or more characters
   are, the surname is, and nothing else could be meant.
Then, for what is left of all dwellings (`across`):
4. A spell and an entry with one identity number are a move; likewise one name with one phone.
5. One name left on both sides, with nothing that tells them apart: a move with a doubt (`same_name`).
6. The rest moved in and moved out.
`compare` does it for all at once. Since steps 1 to 3 look at one dwelling and 4 to 6 only join what shares a key
(`keys`), a caller may do the same dwelling by dwelling and then group by group: the result is equal.

What an entry does not say changes nothing. The order of rows never counts. O(n log n).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from sihe.engines.rolls.problem import (
    LIVES_TWICE,
    LIVING,
    SAME_NAME,
    TWICE,
    TWO_NAMES,
    WRITTEN,
    Difference,
    Entry,
    Found,
    Spell,
)

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def compare(current: Iterable[Spell], roll: Iterable[Entry]) -> Found:
    """All differences between what is known and what a roll says; see the module's steps."""
    spells, entries = _grouped(current, _dwelling), _grouped(roll, _dwelling)
    found, outs, ins = Found(), [], []
    for dwelling in sorted({*spells, *entries}):
        part, left_out, left_in = within(spells.get(dwelling, []), entries.get(dwelling, []))
        _add(found, part)
        outs += left_out
        ins += left_in
    _add(found, across(outs, ins))
    doubts = several([e for e, _ in found.same] + [d.entry for d in found.differences if d.entry])
    found.differences = [doubted(d, doubts.get(_ident(d.entry), "")) for d in found.differences]
    return found


def within(
    spells: Sequence[Spell], entries: Sequence[Entry]
) -> tuple[Found, list[Spell], list[Entry]]:
    """Steps 1 to 3 for one dwelling: what is found, and the spells and entries that are left."""
    found = Found()
    doubts: dict[Entry, str] = {}
    left: list[Entry] = []
    for group in _people(sorted(entries, key=_order)):
        first, rest, doubt = _merged(group)
        left.append(first)
        doubts[first] = doubt
        found.twice += [(other, first) for other in rest]
    people = _grouped(sorted(spells, key=lambda s: s.key), lambda s: s.person)
    joins: tuple[tuple[Callable[[list[Spell], Entry], bool], str], ...] = (
        (lambda p, e: bool(e.id) and p[0].id == e.id, ""),
        (lambda p, e: _named(p[0], e) and not _differ(p[0].id, e.id), ""),
        (lambda p, e: _like(p[0], e), WRITTEN),
    )
    for fits, doubt in joins:
        for person, entry in _one_to_one(people, left, fits):
            left.remove(entry)
            _joined(found, people.pop(person), entry, doubts[entry] or doubt)
    outs = [spell for person in people.values() for spell in person]
    found.differences += [Difference("in", e, doubt=doubts[e]) for e in left if doubts[e]]
    return found, outs, [e for e in left if not doubts[e]]


def across(outs: Sequence[Spell], ins: Sequence[Entry]) -> Found:
    """Steps 4 to 6 for what is left of several dwellings."""
    found = Found()
    # dicts keep the order and forget one in constant time
    spells = dict.fromkeys(sorted(outs, key=lambda s: (s.kind not in LIVING, s.dwelling, s.key)))
    entries = dict.fromkeys(sorted(ins, key=lambda e: (e.kind not in LIVING, *_order(e))))
    steps: tuple[tuple[Callable[[Spell | Entry], tuple[str, ...] | None], str], ...] = (
        (lambda x: (x.id,) if x.id else None, ""),
        (lambda x: (x.name, x.phone) if x.phone else None, ""),
        (lambda x: (x.name,), SAME_NAME),
    )
    unsure: set[Spell | Entry] = set()
    for key_of, doubt in steps:
        by_key = _grouped(entries, key_of)
        for key, same in sorted(_grouped(spells, key_of).items(), key=lambda kv: str(kv[0])):
            there = by_key.get(key, []) if key is not None else []
            if key is None or not there or (len(key) == 2 and _apart(same, there)):
                continue
            if doubt and (
                len({s.person for s in same}) > 1 or len(there) > 1 or _apart(same, there)
            ):
                if not _apart(same, there):
                    unsure.update(same, there)
                continue
            for spell, entry in zip(same, there, strict=False):
                del spells[spell], entries[entry]
                what, other = _changes([spell], entry)
                found.differences.append(
                    Difference("changed", entry, spell, (*what, "dwelling"), doubt or other)
                )
    found.differences += [
        Difference("out", spell=s, doubt=SAME_NAME if s in unsure else "") for s in spells
    ]
    found.differences += [
        Difference("in", e, doubt=SAME_NAME if e in unsure else "") for e in entries
    ]
    return found


def keys(one: Spell | Entry) -> set[tuple[str, str]]:
    """What `across` joins by: a group that is closed under these may be looked at by itself."""
    return {("name", one.name)} | ({("id", one.id)} if one.id else set())


def several(entries: Iterable[Entry]) -> dict[tuple[object, ...], str]:
    """Entries of one person in several dwellings of the roll: identity -> doubt.

    One identity number living in two dwellings is `lives_twice`; one name with one phone and no number is `twice`."""
    doubts: dict[tuple[object, ...], str] = {}
    listed = [e for e in entries if e.kind in LIVING]
    for key, same in _grouped(listed, lambda e: e.id or None).items():
        if key is not None and len({e.dwelling for e in same}) > 1:
            doubts |= {_ident(e): LIVES_TWICE for e in same}
    nameless = [e for e in listed if not e.id and e.phone]
    for same in _grouped(nameless, lambda e: (e.name, e.phone)).values():
        if len({e.dwelling for e in same}) > 1:
            doubts |= {_ident(e): TWICE for e in same}
    return doubts


def doubted(difference: Difference, doubt: str) -> Difference:
    """A difference with a doubt, unless it has one."""
    return difference if difference.doubt or not doubt else replace(difference, doubt=doubt)


def ident(entry: Entry) -> tuple[object, ...]:
    """What `several` calls an entry."""
    return _ident(entry)


def _ident(entry: Entry | None) -> tuple[object, ...]:
    return (entry.line, *entry.content()) if entry else ()


def _people(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The rows of one dwelling by person: one number, else one name that only one number (or none) bears."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        if entry.id:
            groups.setdefault(("id", entry.id), []).append(entry)
    for entry in entries:
        if not entry.id:
            bearers = [
                key for key, rows in groups.items() if key[0] == "id" and rows[0].name == entry.name
            ]
            key = bearers[0] if len(bearers) == 1 else ("name", entry.name)
            groups.setdefault(key, []).append(entry)
    return list(groups.values())


def _merged(group: Sequence[Entry]) -> tuple[Entry, list[Entry], str]:
    """The fullest row, the others, and `twice` where one contradicts another."""
    ranked = sorted(group, key=lambda e: (-sum(map(bool, e.content())), *_order(e)))
    first, rest = ranked[0], ranked[1:]
    contradicts = any(
        _differ(getattr(a, name), getattr(b, name))
        for name in ("name", "phone", "kind") for a in group for b in group
    )  # fmt: skip
    others = tuple(sorted({o for e in group for o in e.others} - {first.name}))
    full = replace(
        first, others=others, id=_first(ranked, "id"), phone=_first(ranked, "phone"), kind=_first(ranked, "kind")
    )  # fmt: skip
    return full, list(rest), TWICE if contradicts else ""


def _first(entries: Sequence[Entry], name: str) -> str:
    return next((str(value) for e in entries if (value := getattr(e, name))), "")


def _joined(found: Found, person: Sequence[Spell], entry: Entry, doubt: str) -> None:
    what, other = _changes(person, entry)
    doubt = doubt or other
    # of several spells of one person here, the one of the same kind stands for the person
    spell = next((s for s in person if s.kind == entry.kind), person[0])
    if what or doubt:
        found.differences.append(Difference("changed", entry, spell, what, doubt))
    else:
        found.same.append((entry, spell))


def _changes(person: Sequence[Spell], entry: Entry) -> tuple[tuple[str, ...], str]:
    spell, doubt = person[0], ""
    what = []
    if not _named(spell, entry):
        what.append("name")
        doubt = TWO_NAMES
    for name in ("id", "phone"):
        said = getattr(entry, name)
        if said and said != getattr(spell, name):
            what.append(name)
    if entry.kind and entry.kind not in {s.kind for s in person}:
        what.append("kind")
    return tuple(what), doubt


def _named(spell: Spell, entry: Entry) -> bool:
    return spell.name == entry.name or entry.name in spell.others or spell.name in entry.others


def _like(spell: Spell, entry: Entry) -> bool:
    if _differ(spell.id, entry.id):
        return False
    a, b = spell.name, entry.name
    if spell.phone and spell.phone == entry.phone and a[:1] == b[:1]:
        return True
    return (
        len(a) == len(b) >= 3
        and a[0] == b[0]
        and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    )


def _differ(a: str, b: str) -> bool:
    return bool(a and b and a != b)


def _apart(spells: Sequence[Spell], entries: Sequence[Entry]) -> bool:
    """Whether numbers or phones say that these are different people."""
    return any(_differ(s.id, e.id) for s in spells for e in entries) or (
        any(_differ(s.phone, e.phone) for s in spells for e in entries)
    )


def _one_to_one(
    people: dict[int, list[Spell]],
    entries: Sequence[Entry],
    fits: Callable[[list[Spell], Entry], bool],
) -> list[tuple[int, Entry]]:
    """Pairs in which each side has no other choice."""
    pairs = [(p, e) for p, spells in people.items() for e in entries if fits(spells, e)]
    return [
        (p, e) for p, e in pairs
        if sum(1 for q, _ in pairs if q == p) == 1 and sum(1 for _, f in pairs if f is e) == 1
    ]  # fmt: skip


def _order(entry: Entry) -> tuple[object, ...]:
    return (*entry.content()[:5], entry.line)


def _dwelling(one: Spell | Entry) -> int:
    return one.dwelling


def _grouped(things: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return dict(groups)


def _add(found: Found, part: Found) -> None:
    found.differences += part.differences
    found.same += part.same
    found.twice += part.twice
