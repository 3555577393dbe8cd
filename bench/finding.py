"""How quickly somebody is found among 1,000,000 people in SQLite (示例: every person is invented, seeded).

Run: `python -m bench.finding [--small]` (100,000); `make bench` calls `lines`. A city of its own is put in by bulk
statements: streets of ten communities with fifty buildings each. Phones are encrypted once for each tail, since only
those shown are read. Measured is the whole answer of the find page, signed in, through every middleware: the count of
the search is written, the page drawn. A grid worker, a committee and a street leader ask by address, by a rare name
and by very common ones, by another name and by the last four digits of a phone; every answer is checked first.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from bench.measuring import Line, Times, ms, table, timed
from bench.throwaway import throwaway

SEED, PEOPLE, GOAL = 2026, 1_000_000, 0.100
COMMUNITIES, GRIDS, BUILDINGS, UNITS, FLOORS = 10, 5, 50, 3, 10
SIZES = (1, 1, 2, 2, 2, 3, 3, 4)  # people in a household
COMMON = {"王伟": 0.003, "李娜": 0.002, "张敏": 0.002}
RARE, ALSO, TURNS, BATCH = "亓官雪松", "小雪松", 25, 50_000
FAMILY = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉红梅建国文斌宇浩轩梓涵子墨欣怡晨曦雨桐思远嘉懿煜城"
PERSONAS = {"grid worker": "grid", "committee": "community", "street leader": "street"}
Rows = Iterator[tuple[Any, ...]]


@dataclass(frozen=True)
class City:
    """Where the personas look: ids by level, and a door in the grid."""

    areas: dict[str, int]
    door: str


def fill(people: int) -> City:
    """Put a city with so many people into the present (SQLite) database; the same number, the same city."""
    from django.db import connection

    from sihe.kernel.journal.revisions import bump
    from sihe.kernel.places.models import Area

    rng = random.Random(SEED)
    areas, homes = _ground(people)
    area_columns = [f.column for f in Area._meta.concrete_fields]
    with connection.cursor():
        raw: sqlite3.Connection = connection.connection
        made_again = _without_indexes(raw)
        _insert(raw, "places_area", area_columns, (_area(row, area_columns) for row in areas))
        _insert(raw, "places_dwelling", ["id", "building_id", "unit_id", "number"],
                ((n, b, u, number) for n, b, u, number, _community in homes))  # fmt: skip
        _insert(raw, "people_household", ["id", "dwelling_id"], ((h[0], h[0]) for h in homes))
        named = list(islice(_names(rng), people))
        named[100] = RARE  # in the first building, so that every persona may find them
        _people(raw, named, rng)
        _spells(raw, homes, named, rng)
        for statement in made_again:
            raw.execute(statement)
        raw.execute("ANALYZE")
    bump("places")
    first = {level: next(pk for pk, at, *_ in areas if at == level) for level in PERSONAS.values()}
    return City(first, "1-2-502")


def _ground(people: int) -> tuple[list[tuple[Any, ...]], list[tuple[int, int, int, str, int]]]:
    """Return areas (id, level, name, parent, path) and homes (id, building, unit, number, community)."""
    areas: list[tuple[Any, ...]] = [(1, "district", "示例区", None, "/1/")]
    homes: list[tuple[int, int, int, str, int]] = []

    def add(level: str, name: str, parent: int) -> int:
        pk = len(areas) + 1
        areas.append((pk, level, name, parent, f"{areas[parent - 1][4]}{pk}/"))
        return pk

    needed = int(people / (sum(SIZES) / len(SIZES))) + len(SIZES)
    while len(homes) < needed:
        street = add("street", f"示例第{len(areas)}街道", 1)
        for c in range(COMMUNITIES):
            community = add("community", f"示例第{c + 1}社区", street)
            grids = [add("grid", f"第{g + 1}网格", community) for g in range(GRIDS)]
            for b in range(BUILDINGS):
                building = add("building", f"{b // GRIDS + 1}号楼" if b % GRIDS == 0 else f"{b + 100}号楼",
                               grids[b % GRIDS])  # fmt: skip
                for u in range(UNITS):
                    unit = add("unit", f"{u + 1}单元", building)
                    homes += [
                        (len(homes) + n, building, unit, f"{n // 2 + n % 2}0{2 - n % 2}", community)
                        for n in range(1, 2 * FLOORS + 1)
                    ]
    return areas, homes[:needed]


def _area(row: tuple[Any, ...], columns: list[str]) -> tuple[Any, ...]:
    pk, level, name, parent, path = row
    given = {
        "id": pk,
        "level": level,
        "name": name,
        "parent_id": parent,
        "path": path,
        "code": "",
        "sign": "",
    }
    return tuple(given.get(column) for column in columns)


def _names(rng: random.Random) -> Iterator[str]:
    common = list(COMMON.items())
    while True:
        drawn = rng.random()
        for name, share in common:
            drawn -= share
            if drawn < 0:
                yield name
                break
        else:
            yield (
                rng.choice(FAMILY)
                + rng.choice(GIVEN)
                + (rng.choice(GIVEN) if rng.random() < 0.8 else "")
            )


def _people(raw: sqlite3.Connection, named: list[str], rng: random.Random) -> None:
    from sihe.kernel.privacy.crypto import blind_index, encrypt

    tails = [f"{n:04d}" for n in range(10_000)]
    tokens = [encrypt(f"1000000{tail}") for tail in tails]
    hashes = [blind_index(f"tail {tail}") for tail in tails]

    def rows() -> Rows:
        for pk, name in enumerate(named, 1):
            tail = rng.randrange(10_000) if rng.random() < 0.7 else None
            others = (
                [ALSO]
                if name == RARE
                else [name[:1] + "小" + name[-1]]
                if rng.random() < 0.02
                else []
            )
            phone = ("", "", "") if tail is None else (tokens[tail], f"{pk:032x}", hashes[tail])
            yield (pk, name, *phone, "", "", json.dumps(others), rng.randint(1935, 2025), "")

    columns = ["id", "name", "phone", "phone_index", "phone_tail", "id_number", "id_index", "other_names",
               "birth_year", "email"]  # fmt: skip
    _insert(raw, "people_person", columns, rows())


def _spells(
    raw: sqlite3.Connection, homes: list[Any], named: list[str], rng: random.Random
) -> None:
    def rows() -> Rows:
        person, pk = 0, 0
        for home, _building, _unit, _number, community in homes:
            for _ in range(SIZES[home % len(SIZES)]):
                if person == len(named):
                    return
                person, pk = person + 1, pk + 1
                kind = rng.choice(("owner_here", "tenant"))
                yield (
                    pk,
                    person,
                    home,
                    kind,
                    "2020-01-01",
                    None,
                    home,
                    community,
                    named[person - 1],
                    None,
                )
                if rng.random() < 0.05:  # lived there before in another way
                    pk += 1
                    yield (pk, person, home, "flatshare", "2015-01-01", "2019-12-31", home, community,
                           named[person - 1], None)  # fmt: skip

    columns = ["id", "person_id", "household_id", "kind", "since", "until", "dwelling_id", "community_id", "name",
               "batch"]  # fmt: skip
    _insert(raw, "people_residence", columns, rows())


def _insert(raw: sqlite3.Connection, name: str, columns: list[str], rows: Rows) -> None:
    marks = ", ".join("?" * len(columns))
    while some := list(islice(rows, BATCH)):
        raw.execute("BEGIN")
        raw.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", some)
        raw.execute("COMMIT")


def _without_indexes(raw: sqlite3.Connection) -> list[str]:
    """Drop the indexes of the large tables and return how to make them again: sorting once is quicker."""
    found = raw.execute("""SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN
        ('people_person', 'people_residence', 'people_household', 'places_dwelling')""").fetchall()
    for name, _sql in found:
        raw.execute(f'DROP INDEX "{name}"')
    return [statement for _name, statement in found]


def clients(city: City) -> dict[str, Any]:
    """Return a signed-in client of each persona."""
    from django.test import Client

    from sihe.kernel.access.models import Role
    from sihe.kernel.organisations.models import Kind, Mandate, Organisation
    from sihe.kernel.people.models import Account, Person
    from sihe.kernel.responsibilities.models import Number

    Number.objects.filter(name="finding.finds_an_hour").update(value=10**9)
    role = Role.objects.create(code="bench", name="bench", permissions=["people.see"])
    body = Organisation.objects.create(
        kind=Kind.RESIDENTS_COMMITTEE, name="示例居委会", short_name="示例居委会"
    )
    found = {}
    for persona, level in PERSONAS.items():
        person = Person.objects.create(name=f"示例{level}")
        account = Account.objects.create_user(level, None, person=person)
        Mandate.objects.create(person=person, organisation=body, role=role, title=persona, area_id=city.areas[level],
                               since=date(2020, 1, 1))  # fmt: skip
        found[persona] = Client(SERVER_NAME="localhost")
        found[persona].force_login(account, "django.contrib.auth.backends.ModelBackend")
    return found


def asked(city: City) -> dict[str, tuple[Callable[[random.Random], str], str]]:
    """Return what is asked, by kind, and a word that every answer must hold."""
    names = list(COMMON)
    return {
        "address": (lambda rng: f"{rng.randint(1, 10)}-{rng.randint(1, 3)}-{rng.randint(1, 10)}01", "单元"),
        "very common name": (lambda rng: rng.choice(names), "姓名"),
        "begin of names": (lambda rng: rng.choice("王李张刘陈") + rng.choice("伟芳敏建"), "姓名"),
        "rare name": (lambda rng: RARE, "姓名"),
        "name that nobody has": (lambda rng: f"令狐{rng.choice(GIVEN)}零", "没找到"),
        "another name": (lambda rng: rng.choice("王李张刘陈") + "小" + rng.choice("伟芳敏静"), "href"),
        "last four of a phone": (lambda rng: f"{rng.randrange(10_000):04d}", "href"),
    }  # fmt: skip


def measure(people: int) -> list[Line]:
    """Fill, check and time; one line a persona, and one a kind of question over all of them."""
    took, city = timed(partial(fill, people))
    print(f"{people:,} people after {took:.0f} s", file=sys.stderr)
    everybody = clients(city)
    for client in everybody.values():
        for words in (RARE, ALSO):
            if RARE not in client.get("/find/", {"q": words}).content.decode():
                raise AssertionError(f"{words} was not found")
    rng = random.Random(SEED)
    by_kind: dict[str, list[float]] = {}
    by_persona: dict[str, list[float]] = {}
    for persona, client in everybody.items():
        client.get("/find/", {"q": city.door})
        for kind, (draw, word) in asked(city).items():
            hits = 0
            for _ in range(TURNS):
                spent, answer = timed(partial(client.get, "/find/", {"q": draw(rng)}))
                if answer.status_code != 200:
                    raise AssertionError(f"{kind}: {answer.status_code} to the {persona}")
                hits += word in answer.content.decode()
                by_kind.setdefault(kind, []).append(spent)
                by_persona.setdefault(persona, []).append(spent)
            if not hits:
                raise AssertionError(
                    f"{kind} never found anything for the {persona}: nothing was measured"
                )
    named = {
        **{f"find as {p}": t for p, t in by_persona.items()},
        **{f"find by {k}": t for k, t in by_kind.items()},
    }
    return [_line(what, times, people) for what, times in named.items()]


def _line(what: str, times: list[float], people: int) -> Line:
    found = Times(tuple(times))
    return Line(f"{what}, the whole page (p50; p95)", f"{people:,}", f"{ms(found.median)}; {ms(found.p95)}",
                f"p95 < {ms(GOAL)}", found.p95 < GOAL)  # fmt: skip


def lines(people: int = PEOPLE) -> list[Line]:
    """Measure in a process of its own, since Django stands on one database a process."""
    small = ["--small"] if people < PEOPLE else []
    done = subprocess.run(
        [sys.executable, "-m", "bench.finding", "--json", *small], stdout=subprocess.PIPE, check=False, text=True
    )  # fmt: skip
    return [Line(**one) for one in json.loads(done.stdout.splitlines()[-1])]


def main(words: list[str] | None = None) -> int:
    """Measure on a throwaway database and print; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(
        prog="bench.finding", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--small", action="store_true", help="100,000 people only")
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    given = parser.parse_args(words)
    with throwaway():
        found = measure(PEOPLE // 10 if given.small else PEOPLE)
    print(json.dumps([asdict(line) for line in found]) if given.json else table(found))
    return 1 if any(line.met is False for line in found) else 0


if __name__ == "__main__":
    sys.exit(main())
