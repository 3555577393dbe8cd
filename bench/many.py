"""Very many invented matters on the sample street, put in by bulk statements with a true journal (示例)."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sihe.kernel.journal.chain import digest

SEED = 2026
DAYS = 730
OPEN_SHARE = 0.02
ALERTS = 0.1  # of the open ones: a deadline that must be told now
TEXTS = ("楼道灯不亮", "垃圾没人清", "电梯又停了", "楼上装修太吵", "下水道堵了反水", "门口车乱停", "树枝快掉下来",
         "路面有个坑", "半夜还在放音乐", "暖气不热", "单元门关不上", "有人在楼道充电")  # fmt: skip
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
BATCH = 20_000
Row = tuple[Any, ...]


def fill(count: int, now: datetime) -> None:
    """Put `count` matters into the present (SQLite) database; the same seed gives the same matters."""
    from django.db import connection

    with connection.cursor() as cursor:
        columns = _columns(cursor)
        model = _models(cursor)
        rng = random.Random(SEED)
        seq, previous = cursor.execute("SELECT seq, digest FROM journal_head").fetchone()
        first = (cursor.execute("SELECT max(id) FROM matters_matter").fetchone()[0] or 0) + 1
        raw: sqlite3.Connection = connection.connection
        marks = ", ".join("?" * len(columns))
        indexes = _without_indexes(raw)
        for start in range(0, count, BATCH):
            some = range(first + start, first + min(start + BATCH, count))
            rows = [_matter(number, rng, model, columns, now) for number in some]
            raw.execute("BEGIN")
            raw.executemany(
                f"INSERT INTO matters_matter ({', '.join(columns)}) VALUES ({marks})", rows
            )
            seq, previous = _entries(raw, rows, columns, seq, previous)
            raw.execute("UPDATE journal_head SET seq = ?, digest = ?", (seq, previous))
            raw.execute("COMMIT")
        for statement in indexes:
            raw.execute(statement)
        raw.execute("ANALYZE")
        # what happened in this made past was told long ago
        raw.execute("UPDATE journal_cursor SET seq = ?", (seq,))


def _without_indexes(raw: sqlite3.Connection) -> list[str]:
    """Drop the indexes of the large tables and return how to make them again: one sort is quicker than a million
    single steps."""
    found = raw.execute("""SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        AND tbl_name IN ('matters_matter', 'journal_entry', 'journal_mention')""").fetchall()
    for name, _sql_text in found:
        raw.execute(f'DROP INDEX "{name}"')
    return [statement for _name, statement in found]


def _columns(cursor: Any) -> list[str]:
    return [row[1] for row in cursor.execute("PRAGMA table_info(matters_matter)").fetchall()]


def _models(cursor: Any) -> dict[str, list[Any]]:
    """What the invented ones are drawn from: buildings with their areas, categories, organisations."""
    places = cursor.execute("""
        SELECT b.id, g.id, c.id, s.id, b.compound_id, b.lon, b.lat FROM places_area b
        JOIN places_area g ON g.id = b.parent_id JOIN places_area c ON c.id = g.parent_id
        JOIN places_area s ON s.id = c.parent_id WHERE b.level = 'building'""").fetchall()
    categories = cursor.execute(
        "SELECT id FROM responsibilities_category WHERE parent_id IS NOT NULL"
    ).fetchall()
    bodies = cursor.execute("SELECT DISTINCT accountable_id FROM matters_matter").fetchall()
    committees = cursor.execute("SELECT DISTINCT first_receiver_id FROM matters_matter").fetchall()
    return {
        "places": places, "categories": [c[0] for c in categories], "bodies": [b[0] for b in bodies],
        "committees": [c[0] for c in committees],
    }  # fmt: skip


def _matter(
    number: int,
    rng: random.Random,
    model: dict[str, list[Any]],
    columns: Sequence[str],
    now: datetime,
) -> Row:
    building, grid, community, street, compound, lon, lat = rng.choice(model["places"])
    is_open = rng.random() < OPEN_SHARE
    age = rng.random() ** (3 if is_open else 1) * (30 if is_open else DAYS)  # open ones are young
    created = now - timedelta(days=age)
    due = created + timedelta(days=rng.choice((1, 3, 7, 15)))
    tells = is_open and rng.random() < ALERTS
    state = (
        rng.choice(("received", "working", "offered", "finished", "triage"))
        if is_open
        else "closed"
    )
    text = f"{rng.choice(TEXTS)}，{rng.randrange(1, 25)}单元旁边"
    given = {
        "id": number, "code": _code(number), "token": f"{number:032x}", "workflow": 1, "state": state,
        "title": text[:30], "text": text, "source": "web", "urgency": "ordinary", "phase": "normal",
        "category_id": rng.choice(model["categories"]), "triage_reason": "no_line" if state == "triage" else "",
        "street_id": street, "community_id": community, "grid_id": grid, "building_id": building,
        "compound_id": compound, "lon": lon, "lat": lat, "place_words": "", "excuse": "", "state_before": "",
        "accountable_id": rng.choice(model["bodies"]), "first_receiver_id": rng.choice(model["committees"]),
        "compulsory": 1, "created_at": _sql(created), "due_at": _sql(due), "promised_at": _sql(due),
        "alert_at": _sql(min(due, now) - timedelta(minutes=5)) if tells else None, "alert_level": 1,
        "finished_at": None if is_open else _sql(due), "ended_at": None if is_open else _sql(due),
        "reopened": 0, "settled_at_once": int(rng.random() < 0.4), "answer": "" if is_open else "办好了",
        "origin": "", "origin_key": "",
    }  # fmt: skip
    return tuple(given.get(column) for column in columns)


def _code(number: int) -> str:
    """Return a code of six letters: the product's own have five, so that none is met twice."""
    letters = []
    for _ in range(6):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def _sql(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _entries(
    raw: sqlite3.Connection, rows: list[Row], columns: Sequence[str], seq: int, previous: str
) -> tuple[int, str]:
    import json

    where = {
        name: columns.index(name)
        for name in ("id", "state", "category_id", "accountable_id", "created_at")
    }
    told: list[Row] = []
    for row in rows:
        seq += 1
        payload = {
            "matter": row[where["id"]], "state": row[where["state"]], "category": row[where["category_id"]],
            "accountable": row[where["accountable_id"]], "triage_reason": "", "batch": 0,
        }  # fmt: skip
        about = [["matter", row[where["id"]]]]
        at = datetime.fromisoformat(row[where["created_at"]]).replace(tzinfo=UTC)
        actor = ("importer", None, None, None)
        own = digest(previous, seq, at, "matters.BroughtIn", actor, payload, about)
        told.append((seq, row[where["created_at"]], "matters.BroughtIn", "importer", json.dumps(payload),
                     json.dumps(about), previous, own))  # fmt: skip
        previous = own
    raw.executemany(
        "INSERT INTO journal_entry (seq, at, fact, actor_kind, payload, about, previous, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)", told,
    )  # fmt: skip
    mentions: Iterator[Row] = (
        (t[0], "matter", r[where["id"]]) for t, r in zip(told, rows, strict=True)
    )
    raw.executemany(
        "INSERT INTO journal_mention (entry_id, kind, object_id) VALUES (?, ?, ?)", mentions
    )
    return seq, previous
