"""The sample's residents: households with residence spells of every kind."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sihe.interaction.rounds import actions as rounds
from sihe.kernel.access.rules import may
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import Household, Person, Residence, ResidenceKind
from sihe.kernel.people.queries import community_of
from sihe.kernel.places.models import Dwelling
from sihe.project.sample import reading
from sihe.project.sample.ground import Ground, House
from sihe.project.sample.naming import person_name, phone_number

VACANT, MOVED, REGISTERED = 0.02, 0.05, 0.06
BATCH = 2000


@dataclass(frozen=True)
class Home:
    """A household that may report something: where it lives and one of its people."""

    house: House
    dwelling: Dwelling
    person: Person
    phone: str


@dataclass
class _Row:
    household: Household
    person: Person
    kind: str
    since: date
    until: date | None = None


def build(ground: Ground, rng: random.Random, today: date) -> tuple[list[Home], int]:
    """Fill the dwellings; return the homes and the number of residents."""
    plan = {row["key"]: row for row in reading.street()["compound"]}
    rows: list[_Row] = []
    homes: list[Home] = []
    for house in ground.houses:
        for dwelling in house.dwellings:
            if rng.random() < VACANT:
                continue
            made = _household(dwelling, plan[house.compound], rng, today)
            rows += made
            here = [r for r in made if r.kind != ResidenceKind.OWNER_AWAY and r.until is None]
            first = here[0].person
            homes.append(Home(house, dwelling, first, first.phone))
    _write(rows)
    return homes, len({id(row.person) for row in rows})


def _household(
    dwelling: Dwelling, plan: dict[str, Any], rng: random.Random, today: date
) -> list[_Row]:
    household = Household(dwelling=dwelling)
    drawn = rng.random()
    since = today - timedelta(days=rng.randint(200, 9000))
    if drawn < plan["share"]:
        rows = [
            _Row(household, _adult(rng, today, 22, 33), ResidenceKind.FLATSHARE,
                 today - timedelta(days=rng.randint(20, 700)))
            for _ in range(rng.randint(2, 4))
        ]  # fmt: skip
    elif drawn < plan["share"] + plan["tenant"]:
        moved_in = today - timedelta(days=rng.randint(20, 1500))
        rows = _family(household, ResidenceKind.TENANT, 23, 50, rng, today, moved_in)
        rows.append(_Row(household, _adult(rng, today, 35, 75), ResidenceKind.OWNER_AWAY, since))
    else:
        old = rng.random() < plan["old"]
        youngest, eldest = (62, 88) if old else (28, 62)
        rows = _family(household, ResidenceKind.OWNER_HERE, youngest, eldest, rng, today, since)
    if rng.random() < REGISTERED:
        rows.append(
            _Row(household, _adult(rng, today, 20, 60), ResidenceKind.REGISTERED_AWAY, since)
        )
    if rng.random() < MOVED:  # who lived here before: a spell that has ended
        left = today - timedelta(days=rng.randint(30, 190))
        earlier = left - timedelta(days=rng.randint(300, 2000))
        rows.append(
            _Row(household, _adult(rng, today, 22, 45), ResidenceKind.TENANT, earlier, left)
        )
    rows[0].person.phone = phone_number(rng)
    return rows


def _family(
    household: Household, kind: str, youngest: int, eldest: int, rng: random.Random, today: date, since: date
) -> list[_Row]:  # fmt: skip
    size = rng.choices((1, 2, 3, 4, 5), (22, 38, 26, 10, 4))[0]
    head = _adult(rng, today, youngest, eldest)
    people = [head]
    if size > 1:
        people.append(_adult(rng, today, youngest, eldest))
    age = today.year - (head.birth_year or today.year)
    for _ in range(size - 2):
        child = rng.randint(max(0, age - 40), max(1, age - 24))
        name = head.name[:1] + person_name(rng)[1:]
        people.append(Person(name=name, birth_year=today.year - child))
    return [_Row(household, person, kind, since) for person in people]


def _adult(rng: random.Random, today: date, youngest: int, eldest: int) -> Person:
    return Person(name=person_name(rng), birth_year=today.year - rng.randint(youngest, eldest))


def _write(rows: list[_Row]) -> None:
    households = list({id(r.household): r.household for r in rows}.values())
    people = list({id(r.person): r.person for r in rows}.values())
    Household.objects.bulk_create(households, batch_size=BATCH)
    Person.objects.bulk_create((person.index() for person in people), batch_size=BATCH)
    spells = [
        Residence(
            person=r.person, household=r.household, kind=r.kind, since=r.since, until=r.until,
            name=r.person.name, dwelling=r.household.dwelling,
            community_id=community_of(r.household.dwelling.building),
        )
        for r in rows
    ]  # fmt: skip
    Residence.objects.bulk_create(spells, batch_size=BATCH)


def visit(homes: Sequence[Home], worker: Actor, rng: random.Random, now: datetime) -> None:
    """Let a grid worker visit ten homes, promise something at every other, and mark the help of the eldest."""
    said, today = reading.toml("words"), timezone.localdate(now)
    near = [h for h in homes if may("households.visit", worker, h.dwelling)]
    for place, home in enumerate(near[:: max(len(near) // 10, 1)][:10]):
        at, first, second = (
            now - timedelta(days=rng.randint(1, 40)),
            *(UUID(int=rng.getrandbits(128)) for _ in "12"),
        )
        promise = rng.choice(said["round_promises"]) if place % 2 == 0 else ""
        day, told = timezone.localdate(at) + timedelta(days=8), rng.choice(said["round_notes"])
        made = rounds.make_round(by=worker, dwelling=home.dwelling, kind="routine", met="home", token=first, at=at,
                                 note=told, promise=promise, due_on=day if promise else None)  # fmt: skip
        if place % 4 == 0 and day < today:
            rounds.end_promise(by=worker, promise=made.promises.get(), kept=rng.random() < 0.7, at=now,
                               reason=said["round_reasons"][0])  # fmt: skip
        if now.year - (home.person.birth_year or now.year) > 65:
            sheet = SimpleUploadedFile("a.png", (reading.DATA / "signature.png").read_bytes())
            rounds.give_consent(by=worker, dwelling=home.dwelling, person=home.person.pk, way="screen", sheet=sheet,
                                marks=[rounds.MarkGiven(rng.choice(["door", "carry", "medicine"]))], token=second,
                                signed_on=timezone.localdate(at), at=at)  # fmt: skip
