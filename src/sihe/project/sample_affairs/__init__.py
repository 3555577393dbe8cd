"""The sample committees' own affairs: posts and who holds them, three years of account, powers, items. All invented."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from sihe.interaction.disclosure import actions
from sihe.interaction.disclosure.actions.items import ItemGiven
from sihe.interaction.disclosure.actions.powers import PowerGiven
from sihe.interaction.disclosure.queries import periods_open
from sihe.kernel.facts import SYSTEM, Actor
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.project.sample import reading
from sihe.project.sample.bodies import Bodies
from sihe.project.sample.ground import Ground
from sihe.project.sample.households import Home
from sihe.teams.posts import actions as posts
from sihe.teams.posts.actions import Chosen
from sihe.teams.posts.models import Body, Post, PostKind

YEARS = 3
UNPUBLISHED = 45  # days: what is younger waits to be published
MEETING = "居民代表会议"


def build(
    ground: Ground, bodies: Bodies, homes: list[Home], rng: random.Random, now: datetime
) -> None:
    """Give every committee of the sample its posts, account, powers and items."""
    plan, today = reading.toml("affairs"), timezone.localdate(now)
    for row in plan["committee"]:
        own = bodies.organisations[row["key"]]
        near = _near(row["key"], ground, homes)
        _posts(row, plan, own, bodies.staff[own.pk], near, rng, today)
        _account(row, plan, own, bodies, rng, today)
        _powers(plan, own, bodies.organisations["office"])
        by = _publisher(bodies, own)
        _items(plan, own, by, today)
        actions.publish_posts(by=by, organisation=own)
        actions.publish_powers(by=by, organisation=own)


def _near(key: str, ground: Ground, homes: list[Home]) -> list[Home]:
    community = key.removeprefix("committee-")
    return [home for home in homes if ground.community_of[home.house.grid] == community]


def _posts(
    row: dict[str, Any], plan: dict[str, Any], own: Organisation, staff: list[Actor],
    near: list[Home], rng: random.Random, today: date,
) -> None:  # fmt: skip
    people = _people(staff, near, rng)
    elected: date = row["elected"]
    chosen = Chosen(elected, chosen_by=MEETING, chosen_on=elected - timedelta(days=6))
    filled = sum(given["seats"] for given in plan["members"]) - row["vacant"]
    members: list[Person] = []
    for given in plan["members"]:
        post = _open(own, Body.COMMITTEE, given["title"], given["kind"], elected, given["seats"])
        for seat in post.seats.order_by("number"):
            person, work = next(people), given["profession"] or rng.choice(plan["professions"])
            held = posts.begin_holding(
                by=SYSTEM, seat=seat, person=person, chosen=_as(chosen, profession=work)
            )
            if len(members) < filled:
                members.append(person)
            else:
                left = today - timedelta(days=rng.randint(60, 300))
                posts.end_holding(by=SYSTEM, holding=held, on=left, reason=row["vacant_why"])
    for number, name in enumerate(plan["parts"]):
        part = posts.open_part(by=SYSTEM, organisation=own, name=name, since=elected)
        post = _open(own, Body.PART, "主任", PostKind.PART_TIME, elected, part=part)
        seat = post.seats.get()
        posts.begin_holding(by=SYSTEM, seat=seat, person=members[number], chosen=Chosen(elected))
    _employed(own, staff, today - timedelta(days=500))
    _leaders(row, own, near, rng, today)


def _people(staff: list[Actor], near: list[Home], rng: random.Random) -> Iterator[Person]:
    """Yield the director and two workers first, then grown-up residents."""
    yield from Person.objects.filter(pk__in=[a.person for a in staff[:3]]).order_by("pk")
    for home in rng.sample(near, 40):
        if home.person.birth_year is None or home.person.birth_year < 1996:
            yield home.person


def _employed(own: Organisation, staff: list[Actor], since: date) -> None:
    post = _open(own, Body.STAFF, "社区工作者", PostKind.EMPLOYED, since, max(len(staff) - 1, 1))
    work = Chosen(since, since + timedelta(days=3 * 365), "示例街道办", since, "社会工作")
    for seat, actor in zip(post.seats.order_by("number"), staff[1:], strict=False):
        person = Person.objects.get(pk=actor.person or 0)
        posts.begin_holding(by=SYSTEM, seat=seat, person=person, chosen=work)


def _leaders(
    row: dict[str, Any], own: Organisation, near: list[Home], rng: random.Random, today: date
) -> None:
    houses = {home.house.area.pk: home for home in near}
    since = today - timedelta(days=400)
    for home in houses.values():
        if rng.random() > row["leaders"] + 0.15:
            continue
        post = _open(
            own, Body.BUILDING, "楼门长", PostKind.VOLUNTEER, since, areas=[home.house.area]
        )
        if rng.random() < row["leaders"] / (row["leaders"] + 0.15):
            chosen = Chosen(since, chosen_by="本楼居民推选")
            posts.begin_holding(by=SYSTEM, seat=post.seats.get(), person=home.person, chosen=chosen)
    first = list(houses.values())[:6]
    group = _open(own, Body.GROUP, "第1居民小组长", PostKind.ELECTED, since,
                  areas=[home.house.area for home in first])  # fmt: skip
    if first:
        posts.begin_holding(
            by=SYSTEM, seat=group.seats.get(), person=first[-1].person,
            chosen=Chosen(since, chosen_by="居民小组推选"),
        )  # fmt: skip


def _open(
    own: Organisation, body: str, title: str, kind: str, since: date, seats: int = 1, **more: Any
) -> Post:
    return posts.open_post(
        by=SYSTEM, organisation=own, body=body, title=title, kind=kind, seats=seats, since=since, **more
    )  # fmt: skip


def _as(chosen: Chosen, **more: Any) -> Chosen:
    return Chosen(chosen.since, chosen.term_until, chosen.chosen_by, chosen.chosen_on, **more)


def _account(
    row: dict[str, Any], plan: dict[str, Any], own: Organisation, bodies: Bodies,
    rng: random.Random, today: date,
) -> None:  # fmt: skip
    keeper = bodies.of(own.pk, "disclosure.keep")[-1]
    publisher = _publisher(bodies, own)
    start = date(today.year - YEARS, 1, 1)
    _keep(keeper, own, rng, start, "opening", row["opening"], "示例：建账时的结余")
    month = start
    while month <= today:
        for line in plan["line"]:
            day = month.replace(day=rng.randint(3, 26))
            if month.month in line["months"] and day < today:
                grown = line["yuan"] * (1 + line["yearly"] / 100) ** (month.year - start.year)
                fen = round(abs(grown) * rng.uniform(0.9, 1.1)) * 100 + rng.choice((0, 0, 50))
                _keep(keeper, own, rng, day, line["heading"], fen, line["words"])
        month = (month + timedelta(days=31)).replace(day=1)
        for period in periods_open(own.pk, today - timedelta(days=UNPUBLISHED))[:1]:
            actions.publish_account(
                by=publisher, organisation=own, until=period.until,
                at=_noon(period.until + timedelta(days=8)),
            )  # fmt: skip


def _keep(
    by: Actor, own: Organisation, rng: random.Random, day: date, heading: str, fen: int, words: str
) -> None:
    token = UUID(int=rng.getrandbits(128), version=4)
    actions.keep_entry(
        by=by, organisation=own, token=token, day=day, heading=heading, amount=fen, words=words,
        at=_noon(day),
    )  # fmt: skip


def _powers(plan: dict[str, Any], own: Organisation, office: Organisation) -> None:
    for row in plan["power"]:
        times = row.get("renewed", 0)
        spans = [
            (row["since"].replace(year=row["since"].year - n), n) for n in range(times, -1, -1)
        ]
        power = None
        for since, before in spans:
            until = row.get("until")
            until = until.replace(year=until.year - before) if until else None
            given = PowerGiven(row["kind"], row["words"], row["ground"], since, row["then"], until)
            if power is None:
                power = actions.keep_power(by=SYSTEM, organisation=own, holder=office, given=given)
            else:
                power = actions.renew_power(by=SYSTEM, power=power, given=given)


def _items(plan: dict[str, Any], own: Organisation, by: Actor, today: date) -> None:
    for row in plan["item"]:
        day = today - timedelta(days=row["days"])
        given = ItemGiven(row["kind"], row["title"], row["text"], day)
        item = actions.write_item(by=SYSTEM, organisation=own, given=given)
        actions.publish_item(by=by, item=item)


def _publisher(bodies: Bodies, own: Organisation) -> Actor:
    return bodies.of(own.pk, "disclosure.publish")[0]


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
