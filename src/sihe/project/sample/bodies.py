"""The sample's organisations, roles, staff and sign-ins."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from sihe.intelligence.setup import starter
from sihe.kernel.access.actions import enter_roles
from sihe.kernel.access.models import Role
from sihe.kernel.facts import SYSTEM, Actor
from sihe.kernel.journal.revisions import bump
from sihe.kernel.organisations.actions import enter_organisation, give_jurisdiction
from sihe.kernel.organisations.models import Mandate, Organisation, Section
from sihe.kernel.organisations.queries import actor_of
from sihe.kernel.people.models import Account, Person
from sihe.project.sample import reading
from sihe.project.sample.ground import Ground
from sihe.project.sample.naming import person_name, phone_number
from sihe.project.sample.passwords import password

SINCE = date(2024, 1, 1)


@dataclass
class Bodies:
    """Organisations by key, their staff as actors, and whose account is whose."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    staff: dict[int, list[Actor]] = field(default_factory=dict)  # by organisation id
    persons: dict[str, Person] = field(default_factory=dict)  # by account
    duties: dict[int, list[str]] = field(default_factory=dict)  # categories by person id
    grid_workers: dict[str, Actor] = field(default_factory=dict)  # by grid key

    def of(self, organisation: int | None, permission: str) -> list[Actor]:
        """Return the staff of an organisation who hold a permission."""
        return [a for a in self.staff.get(organisation or 0, []) if a.holds(permission)]


def build(ground: Ground, rng: random.Random) -> Bodies:
    """Enter organisations with jurisdictions, sections, staff under mandates, and sign-ins in the demo."""
    bodies = Bodies()
    enter_roles(by=SYSTEM, rows=starter.role_rows())
    roles = {role.code: role for role in Role.objects.all()}
    rows = reading.toml("organisations")["organisation"]
    for row in rows:
        bodies.organisations[row["key"]] = _organisation(row, ground, bodies)
    for row in rows:
        for number, given in enumerate(row["people"]):
            _mandate(row, number, given, ground, bodies, roles, rng)
    bump("organisations")
    _actors(bodies, ground)
    if settings.DEMO:
        _accounts(bodies)
    return bodies


def _organisation(row: dict[str, Any], ground: Ground, bodies: Bodies) -> Organisation:
    superior = bodies.organisations.get(row.get("superior", ""))
    made = enter_organisation(
        by=SYSTEM, kind=row["kind"], name=row["name"], short_name=row["short"],
        field=row.get("field", ""), superior=superior,
    )  # fmt: skip
    if row.get("area"):
        give_jurisdiction(by=SYSTEM, organisation=made, area=ground.areas[row["area"]], since=SINCE)
    for key in row.get("compounds", []):
        compound = ground.compounds[key]
        give_jurisdiction(by=SYSTEM, organisation=made, compound=compound, since=SINCE)
    Section.objects.bulk_create(
        Section(organisation=made, name=name) for name in row.get("sections", [])
    )
    return made


def _mandate(
    row: dict[str, Any], number: int, given: dict[str, str], ground: Ground, bodies: Bodies,
    roles: dict[str, Role], rng: random.Random,
) -> None:  # fmt: skip
    organisation = bodies.organisations[row["key"]]
    person = Person.objects.create(
        name=person_name(rng), phone=phone_number(rng), birth_year=rng.randint(1968, 1999)
    )
    section = None
    if given.get("section"):
        section = Section.objects.get(organisation=organisation, name=given["section"])
    home = bodies.organisations.get(given.get("home", ""))
    places: list[dict[str, Any]] = [{"area": ground.areas.get(given.get("area", ""))}]
    if row.get("compounds"):
        places = [{"compound": ground.compounds[key]} for key in row["compounds"]]
    for place in places:
        Mandate.objects.create(
            person=person, organisation=organisation, section=section, role=roles[given["role"]],
            title=given["title"], home_unit=home, since=SINCE, **place,
        )  # fmt: skip
    bodies.duties[person.pk] = given.get("duties", "").split()
    bodies.persons[given.get("account") or f"{row['key']}-{number}"] = person


def _actors(bodies: Bodies, ground: Ground) -> None:
    for person in bodies.persons.values():
        actor = actor_of(person.pk)
        if actor is None or actor.organisation is None:
            continue
        bodies.staff.setdefault(actor.organisation, []).append(actor)
        for key in ground.community_of:
            if any(s.area == ground.areas[key].pk for s in actor.scopes):
                bodies.grid_workers[key] = actor


def _accounts(bodies: Bodies) -> None:
    hashed = make_password(password())  # once: the hash is slow on purpose
    Account.objects.bulk_create(
        Account(username=p.username, person=bodies.persons[p.username], password=hashed)
        for p in reading.personas()
    )
