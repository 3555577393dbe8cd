"""Comparing a roll with what is known: worked cases, an oracle, and what must hold for any two rolls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.rolls import (
    LIVES_TWICE,
    SAME_NAME,
    TWICE,
    TWO_NAMES,
    WRITTEN,
    Difference,
    Entry,
    Found,
    Spell,
    across,
    compare,
    doubted,
    ident,
    keys,
    several,
    within,
)

NAMES = ("王小明", "王小红", "李静", "李婧", "张伟")


def spell(key: int, dwelling: int, name: str, kind: str = "owner_here", **more: object) -> Spell:
    """Return a spell whose person has the same number."""
    return replace(Spell(key, key, dwelling, name, kind), **more)  # type: ignore[arg-type]


def entry(line: int, dwelling: int, name: str, kind: str = "owner_here", **more: object) -> Entry:
    """Return a row."""
    return replace(Entry(line, dwelling, name, kind), **more)  # type: ignore[arg-type]


def told(found: Found) -> set[tuple[object, ...]]:
    """Return what was found without regard to order."""
    return {
        (d.kind, d.entry and d.entry.content(), d.spell and d.spell.key, d.what, d.doubt)
        for d in found.differences
    }


def one(found: Found) -> Difference:
    """Return the only difference."""
    (difference,) = found.differences
    return difference


def applied(current: Sequence[Spell], found: Found) -> list[Spell]:
    """Do what the differences say, each as its kind says and by no other rule."""
    after = {s.key: s for s in current}
    fresh = count(max(after, default=0) + 1)
    people = count(max((s.person for s in current), default=0) + 1_000)
    for d in found.differences:
        if d.spell is not None and (d.kind == "out" or {"dwelling", "kind"} & set(d.what)):
            del after[d.spell.key]
        if d.kind == "in" and d.entry is not None:
            e, key = d.entry, next(fresh)
            after[key] = Spell(
                key, next(people), e.dwelling, e.name, e.kind, e.id, e.phone, e.others
            )
        if d.kind == "changed" and d.spell is not None and d.entry is not None:
            e, s = d.entry, d.spell
            key = next(fresh) if {"dwelling", "kind"} & set(d.what) else s.key
            after[key] = Spell(
                key, s.person, e.dwelling, e.name if "name" in d.what else s.name, e.kind or s.kind,
                e.id or s.id, e.phone or s.phone, s.others,
            )  # fmt: skip
    return list(after.values())


def content(things: Sequence[Spell] | Sequence[Entry]) -> Counter[tuple[object, ...]]:
    """Return what spells or rows say."""
    return Counter((t.dwelling, t.name, t.kind, t.id, t.phone) for t in things)


def known(roll: Sequence[Entry]) -> list[Spell]:
    """Return a roll as what is known."""
    return [
        Spell(n, n, e.dwelling, e.name, e.kind, e.id, e.phone, e.others)
        for n, e in enumerate(roll, 1)
    ]


@st.composite
def numbered(draw: st.DrawFn) -> list[Entry]:
    """A roll in which everybody has a number of their own and says everything."""
    ids = draw(st.lists(st.integers(1, 12), unique=True, max_size=9))
    return [
        entry(n, draw(st.integers(1, 4)), f"{draw(st.sampled_from(NAMES))}{'甲乙丙丁戊己庚辛壬癸子丑'[i - 1]}",
              draw(st.sampled_from(("owner_here", "tenant"))), id=f"id{i}",
              phone=draw(st.sampled_from(("1", "2", "3"))))
        for n, i in enumerate(ids, 1)
    ]  # fmt: skip


messy_rows = st.lists(
    st.builds(
        entry, st.just(0), st.integers(1, 3), st.sampled_from(NAMES),
        st.sampled_from(("owner_here", "owner_away", "tenant", "")),
        id=st.sampled_from(("", "", "a", "b", "c")), phone=st.sampled_from(("", "1", "2")),
    ),
    max_size=8,
).map(lambda rows: [replace(row, line=n) for n, row in enumerate(rows, 1)])  # fmt: skip


def test_moved_in_moved_out_changed_and_same() -> None:
    found = compare(
        [spell(1, 1, "李静", phone="1"), spell(2, 1, "张伟"), spell(3, 2, "王芳")],
        [entry(1, 1, "李静", phone="2"), entry(2, 2, "王芳"), entry(3, 3, "赵云")],
    )
    assert told(found) == {
        ("changed", (1, "李静", "", "2", "owner_here", ()), 1, ("phone",), ""),
        ("out", None, 2, (), ""),
        ("in", (3, "赵云", "", "", "owner_here", ()), None, (), ""),
    }
    assert [(e.line, s.key) for e, s in found.same] == [(2, 3)]


def test_a_move_is_one_change_and_not_two() -> None:
    by_id = one(compare([spell(1, 1, "李静", id="a")], [entry(1, 2, "李静", id="a")]))
    by_phone = one(compare([spell(1, 1, "李静", phone="1")], [entry(1, 2, "李静", phone="1")]))
    for found in (by_id, by_phone):
        assert (found.kind, found.what, found.doubt) == ("changed", ("dwelling",), "")


def test_one_name_in_two_places_is_doubtful_unless_something_tells_them_apart() -> None:
    found = one(compare([spell(1, 1, "李静")], [entry(1, 2, "李静")]))
    assert (found.kind, found.what, found.doubt) == ("changed", ("dwelling",), SAME_NAME)
    apart = compare([spell(1, 1, "李静", id="a")], [entry(1, 2, "李静", id="b")])
    assert {(d.kind, d.doubt) for d in apart.differences} == {("out", ""), ("in", "")}
    many = compare([spell(1, 1, "李静")], [entry(1, 2, "李静"), entry(2, 3, "李静")])
    assert {(d.kind, d.doubt) for d in many.differences} == {("out", SAME_NAME), ("in", SAME_NAME)}


def test_one_number_with_two_names() -> None:
    found = one(compare([spell(1, 1, "李静", id="a")], [entry(1, 1, "李婧", id="a")]))
    assert (found.what, found.doubt) == (("name",), TWO_NAMES)
    former = compare([spell(1, 1, "李静", id="a", others=("李婧",))], [entry(1, 1, "李婧", id="a")])
    assert former.differences == []


def test_one_name_written_in_two_ways() -> None:
    found = one(compare([spell(1, 1, "王小明")], [entry(1, 1, "王晓明")]))
    assert (found.kind, found.what, found.doubt) == ("changed", ("name",), WRITTEN)
    twins = compare([spell(1, 1, "王小明")], [entry(1, 1, "王晓明"), entry(2, 1, "王少明")])
    assert {d.kind for d in twins.differences} == {
        "in",
        "out",
    }  # which of them is not for us to say
    short = compare([spell(1, 1, "李静")], [entry(1, 1, "李婧")])
    assert {d.kind for d in short.differences} == {"in", "out"}
    by_phone = one(compare([spell(1, 1, "李静", phone="1")], [entry(1, 1, "李婧", phone="1")]))
    assert by_phone.doubt == WRITTEN


def test_a_person_twice_in_a_roll() -> None:
    found = compare([], [entry(1, 1, "李静", phone="1"), entry(2, 1, "李静", id="a", phone="1")])
    assert one(found).entry == entry(2, 1, "李静", id="a", phone="1") and one(found).doubt == ""
    assert [(a.line, b.line) for a, b in found.twice] == [(1, 2)]
    against = compare([], [entry(1, 1, "李静", phone="1"), entry(2, 1, "李静", phone="2")])
    assert one(against).doubt == TWICE and len(against.twice) == 1
    living = compare([], [entry(1, 1, "李静", id="a"), entry(2, 2, "李静", id="a")])
    assert {d.doubt for d in living.differences} == {LIVES_TWICE}
    owner = compare([], [entry(1, 1, "李静", id="a"), entry(2, 2, "李静", "owner_away", id="a")])
    assert {d.doubt for d in owner.differences} == {""}


def test_father_and_son_of_one_name_are_two() -> None:
    roll = [entry(1, 1, "李静", id="a"), entry(2, 1, "李静", id="b")]
    assert len(compare([], roll).differences) == 2 and compare(known(roll), roll).differences == []


def test_what_a_roll_does_not_say_changes_nothing() -> None:
    assert (
        compare([spell(1, 1, "李静", id="a", phone="1")], [entry(1, 1, "李静", "")]).differences
        == []
    )


def oracle(current: Sequence[Spell], roll: Sequence[Entry]) -> set[tuple[object, ...]]:
    """Say the same by sets alone, for rolls in which everybody has a number."""
    before, after = {s.id: s for s in current}, {e.id: e for e in roll}
    found: set[tuple[object, ...]] = {
        ("out", None, before[i].key, (), "") for i in before if i not in after
    }
    found |= {("in", after[i].content(), None, (), "") for i in after if i not in before}
    for i in before.keys() & after.keys():
        s, e = before[i], after[i]
        what = [w for w in ("name", "phone", "kind", "dwelling") if getattr(s, w) != getattr(e, w)]
        if what:
            found.add(
                ("changed", e.content(), s.key, tuple(what), TWO_NAMES if "name" in what else "")
            )
    return found


@given(numbered(), numbered())
def test_the_oracle_says_the_same(before: list[Entry], after: list[Entry]) -> None:
    assert told(compare(known(before), after)) == oracle(known(before), after)


@given(numbered(), numbered())
def test_applied_differences_give_the_roll(before: list[Entry], after: list[Entry]) -> None:
    current = known(before)
    assert content(applied(current, compare(current, after))) == content(after)


@given(messy_rows, messy_rows, st.randoms())
def test_the_order_of_rows_never_counts(
    before: list[Entry], roll: list[Entry], rng: object
) -> None:
    current, found = known(before), told(compare(known(before), roll))
    shuffled, turned = list(roll), list(current)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    rng.shuffle(turned)  # type: ignore[attr-defined]
    assert told(compare(turned, shuffled)) == found


@given(messy_rows, messy_rows)
def test_every_row_and_every_spell_is_accounted_for_once(
    before: list[Entry], roll: list[Entry]
) -> None:
    found = compare(known(before), roll)
    entries = [e for e, _ in found.same] + [d.entry for d in found.differences if d.entry]
    rows = sorted([e.line for e in entries] + [e.line for e, _ in found.twice])
    assert rows == [e.line for e in roll]
    spells = [d.spell.key for d in found.differences if d.spell] + [s.key for _, s in found.same]
    assert len(spells) == len(set(spells))


@given(messy_rows)
def test_a_second_roll_of_the_same_says_nothing(roll: list[Entry]) -> None:
    first = compare([], roll)
    after = applied([], first)
    again = compare(after, roll)
    assert not [d for d in again.differences if not d.doubt]


@given(messy_rows, messy_rows)
def test_dwelling_by_dwelling_and_group_by_group_is_the_same(
    before: list[Entry], roll: list[Entry]
) -> None:
    current, differences, same = known(before), [], []
    outs: list[Spell] = []
    ins: list[Entry] = []
    for dwelling in (1, 2, 3):
        part, o, i = within(
            [s for s in current if s.dwelling == dwelling],
            [e for e in roll if e.dwelling == dwelling],
        )
        differences += part.differences
        same += part.same
        outs, ins = outs + o, ins + i
    left: list[Spell | Entry] = [*outs, *ins]
    while left:  # groups closed under the keys, in any order
        group, wanted = [left.pop()], set[tuple[str, str]]()
        wanted |= keys(group[0])
        while more := [x for x in left if keys(x) & wanted]:
            group += more
            left = [x for x in left if x not in more]
            wanted |= {k for x in more for k in keys(x)}
        differences += across(
            [x for x in group if isinstance(x, Spell)], [x for x in group if isinstance(x, Entry)]
        ).differences
    doubts = several([e for e, _ in same] + [d.entry for d in differences if d.entry])
    found = Found(
        [doubted(d, doubts.get(ident(d.entry), "") if d.entry else "") for d in differences]
    )
    assert told(found) == told(compare(current, roll))
