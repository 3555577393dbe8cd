"""示例: a small street, its organisations and people, built for one test; nothing of it is real.

`world.actor("director")` acts, `world.login(client, "director")` signs in. Two grids beside each other
(0.004 degrees each), one compound with two buildings in the first, one old block in the second.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from sihe.kernel.access.models import Role
from sihe.kernel.facts import SYSTEM, Actor
from sihe.kernel.journal.revisions import bump
from sihe.kernel.organisations.models import Jurisdiction, Kind, Mandate, Organisation, Section
from sihe.kernel.organisations.queries import actor_of
from sihe.kernel.people.models import Account, Person
from sihe.kernel.places.models import Area, Compound, Dwelling, Level
from sihe.kernel.responsibilities.actions import BearerGiven, LineGiven, publish_matrix
from sihe.kernel.responsibilities.models import Category, Share

SINCE = date(2020, 1, 1)
PASSWORD = "sihe-sample-2026"
WEST, SOUTH, STEP = 116.330, 39.990, 0.004

HOMES = ["accounts.serve", "people.see", "people.edit", "households.visit", "households.help"]
WORK = ["matters.handle", "handovers.answer", "handovers.offer"]
LEAD = [*WORK, "matters.assign", "matters.check"]
FIRST = [*LEAD, "matters.route", "matters.merge", "matters.oversee", "matters.report_for"]
ROLES: dict[str, list[str]] = {
    "sample-leader": [*FIRST, "responsibilities.edit", "responsibilities.declare_phase",
                      "calendar.edit", "places.edit", "notices.tell", "privacy.reveal",
                      "bulletins.write", "bulletins.publish",
                      "journal.read", "organisations.edit", "exchange.import",
                      "mandates.edit", "mandates.appoint", "accounts.reissue", "people.see",
                      "posts.see", "disclosure.see"],
    "sample-director": [*FIRST, "notices.tell", "privacy.reveal", *HOMES, "households.export",
                        "mandates.edit", "accounts.reissue", "custody.edit",
                        "bulletins.write", "bulletins.publish",
                        "posts.edit", "disclosure.keep", "disclosure.publish"],
    "sample-grid": [*WORK, "matters.oversee", "matters.report_for", *HOMES, "disclosure.keep"],
    "sample-manager": [*LEAD, "bulletins.write"],
    "sample-worker": WORK,
    "sample-watcher": ["matters.oversee"],
    "sample-keeper": ["privacy.retention", "archive.make"],
}  # fmt: skip
# persona: (organisation, role, title, area, compound); the names are what `World` calls them
PERSONAS: dict[str, tuple[str, str, str, str, str]] = {
    "leader": ("office", "sample-leader", "示例街道主任", "street", ""),
    "keeper": ("office", "sample-keeper", "示例个人信息负责人", "street", ""),
    "clerk": ("office", "sample-director", "示例城管办科员", "street", ""),
    "director": ("committee", "sample-director", "示例居委会主任", "community", ""),
    "grid_worker": ("committee", "sample-grid", "示例网格员", "grid", ""),
    "secretary": ("party", "sample-manager", "示例支部书记", "community", ""),
    "manager": ("property", "sample-manager", "示例物业经理", "", "compound"),
    "repairer": ("property", "sample-worker", "示例维修工", "", "compound"),
    "chair": ("owners", "sample-manager", "示例业委会主任", "", "compound"),
    "social": ("social", "sample-manager", "示例社工", "community", ""),
    "officer": ("agency", "sample-manager", "示例城管队员", "street", ""),
    "deployed": ("committee", "sample-worker", "示例下沉人员", "community", ""),
    "home_manager": ("home_unit", "sample-watcher", "示例派出单位负责人", "", ""),
    "stranger": ("other_committee", "sample-director", "示例外区居委会主任", "other_community", ""),
}
CATEGORIES: dict[str, tuple[str, str, dict[str, float], bool]] = {
    # code: (group, name, keywords, public)
    "lift": ("house", "电梯故障", {"电梯": 3.0, "困": 1.0}, True),
    "leak": ("house", "漏水", {"漏水": 3.0, "渗水": 2.0}, False),
    "rubbish": ("street_look", "垃圾堆放", {"垃圾": 3.0, "臭": 1.0}, True),
    "stall": ("street_look", "占道经营", {"摊": 2.0, "占道": 3.0}, True),
    "noise": ("neighbours", "噪音扰民", {"噪音": 3.0, "吵": 2.0}, False),
    "ask": ("service", "政策咨询", {"怎么办": 2.0, "咨询": 3.0}, False),
}
GROUPS = {
    "house": "房屋设施",
    "street_look": "市容环境",
    "neighbours": "邻里",
    "service": "便民服务",
}


@dataclass
class World:
    """Everything by name; see the module's docstring."""

    areas: dict[str, Area] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    mandates: dict[str, Mandate] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    compound: Compound = field(init=False)
    section: Section = field(init=False)
    dwelling: Dwelling = field(init=False)

    def __getattr__(self, name: str) -> Any:
        """Find an area or an organisation by name: `world.building`, `world.committee`."""
        for table in ("areas", "organisations"):
            found = self.__dict__.get(table, {}).get(name)
            if found is not None:
                return found
        raise AttributeError(name)

    def actor(self, persona: str) -> Actor:
        """Return a persona as the one who acts."""
        actor = actor_of(self.people[persona].pk, self.mandates[persona].pk)
        if actor is None:
            raise LookupError(f"{persona} has no mandate")
        return actor

    def login(self, client: Client, persona: str) -> Client:
        """Sign a persona in; the same client comes back."""
        client.force_login(
            Account.objects.get(username=persona), "django.contrib.auth.backends.ModelBackend"
        )
        return client


def build() -> World:
    """Build the street in the present (test) database."""
    world = World()
    _areas(world)
    _organisations(world)
    _people(world)
    _matrix(world)
    for name in ("places", "organisations", "responsibilities"):
        bump(name)
    return world


def square(west: float, south: float, side: float = STEP) -> dict[str, Any]:
    """Return a GeoJSON square; degrees."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _area(
    world: World, key: str, level: Level, name: str, above: str, corner: tuple[float, float, float]
) -> Area:
    west, south, side = corner
    parent = world.areas.get(above)
    area = Area.objects.create(
        level=level, name=name, parent=parent, outline=square(west, south, side), west=west,
        south=south, east=west + side, north=south + side, lon=west + side / 2, lat=south + side / 2,
        code=key,
    )  # fmt: skip
    area.path = f"{parent.path if parent else '/'}{area.pk}/"
    area.save(update_fields=["path"])
    world.areas[key] = area
    return area


def _areas(world: World) -> None:
    both = (WEST, SOUTH, 2 * STEP)
    _area(world, "district", Level.DISTRICT, "示例区", "", (WEST, SOUTH, 9 * STEP))
    _area(world, "street", Level.STREET, "示例街道", "district", both)
    _area(
        world, "other_street", Level.STREET, "外区街道", "district", (WEST + 5 * STEP, SOUTH, STEP)
    )
    _area(world, "community", Level.COMMUNITY, "示例社区", "street", both)
    corner = (WEST + 5 * STEP, SOUTH, STEP)
    _area(world, "other_community", Level.COMMUNITY, "外区社区", "other_street", corner)
    _area(world, "grid", Level.GRID, "第1网格", "community", (WEST, SOUTH, STEP))
    _area(world, "second_grid", Level.GRID, "第2网格", "community", (WEST + STEP, SOUTH, STEP))
    world.compound = Compound.objects.create(
        name="示例花园", other_names=["花园小区"], street=world.areas["street"],
        outline=square(WEST, SOUTH, STEP), lon=WEST + STEP / 2, lat=SOUTH + STEP / 2,
    )  # fmt: skip
    rows = (
        ("building", "3号楼", "grid", WEST + 0.001, "TH3K7M2P", True),
        ("second_building", "5号楼", "grid", WEST + 0.002, "QW5R8N4B", True),
        ("old_block", "平房1号", "second_grid", WEST + STEP + 0.001, "VX2C6D9F", False),
    )
    for key, name, grid, west, sign, inside in rows:
        area = _area(world, key, Level.BUILDING, name, grid, (west, SOUTH + 0.001, 0.0005))
        area.sign, area.compound = sign, world.compound if inside else None
        area.save(update_fields=["sign", "compound"])
        for number in (1, 2):
            unit = f"{key}_unit{number}"
            corner = (west, SOUTH + 0.001, 0.0005)
            made = _area(world, unit, Level.UNIT, f"{number}单元", key, corner)
            made.compound = area.compound
            made.save(update_fields=["compound"])
    world.dwelling = Dwelling.objects.create(
        building=world.areas["building"], unit=world.areas["building_unit2"], number="501"
    )


def _organisations(world: World) -> None:
    rows = (
        ("office", Kind.STREET_OFFICE, "示例街道办事处", "示例街道", "", "street"),
        ("committee", Kind.RESIDENTS_COMMITTEE, "示例社区居民委员会", "示例居委会", "", "community"),
        ("party", Kind.PARTY_BRANCH, "示例社区党委", "示例党委", "", "community"),
        ("property", Kind.PROPERTY_COMPANY, "示例花园物业服务中心", "花园物业", "", "compound"),
        ("owners", Kind.OWNERS_COMMITTEE, "示例花园业主委员会", "花园业委会", "", "compound"),
        ("social", Kind.SOCIAL_ORGANISATION, "示例社工站", "社工站", "", "community"),
        ("agency", Kind.PUBLIC_AGENCY, "示例城管执法队", "城管执法队", "城市管理", "street"),
        ("home_unit", Kind.HOME_UNIT, "示例派出单位", "派出单位", "", ""),
        ("other_committee", Kind.RESIDENTS_COMMITTEE, "外区社区居民委员会", "外区居委会", "",
         "other_community"),
    )  # fmt: skip
    for key, kind, name, short, work, where in rows:
        made = Organisation.objects.create(kind=kind, name=name, short_name=short, field=work)
        world.organisations[key] = made
        if where == "compound":
            Jurisdiction.objects.create(organisation=made, compound=world.compound, since=SINCE)
        elif where:
            Jurisdiction.objects.create(organisation=made, area=world.areas[where], since=SINCE)
    world.section = Section.objects.create(
        organisation=world.organisations["office"], name="城管办"
    )


def _people(world: World) -> None:
    roles = {
        code: Role.objects.create(code=code, name=code, permissions=permissions)
        for code, permissions in ROLES.items()
    }
    for key, (organisation, role, title, area, compound) in PERSONAS.items():
        person = Person.objects.create(name=title)
        # argon2 is slow on purpose; personas sign in by `login`, so that no password is needed
        Account.objects.create_user(key, None, person=person)
        world.people[key] = person
        world.mandates[key] = Mandate.objects.create(
            person=person, organisation=world.organisations[organisation], role=roles[role],
            title=title, area=world.areas.get(area), since=SINCE,
            compound=world.compound if compound else None,
            section=world.section if key == "clerk" else None,
            home_unit=world.organisations["home_unit"] if key == "deployed" else None,
        )  # fmt: skip


def _matrix(world: World) -> None:
    groups = {code: Category.objects.create(code=code, name=name) for code, name in GROUPS.items()}
    for code, (group, name, keywords, public) in CATEGORIES.items():
        world.categories[code] = Category.objects.create(
            code=code, name=name, parent=groups[group], keywords=keywords, public=public,
            urgent_hint="有人困在里面，请拨 119" if code == "lift" else "",
        )  # fmt: skip
    since = datetime(2020, 1, 1, tzinfo=UTC)
    publish_matrix(by=SYSTEM, name="示例清单", source="示例", lines=_lines(world), since=since)


def _lines(world: World) -> list[LineGiven]:
    def borne(accountable: str, work: str = "", *supporting: str) -> list[BearerGiven]:
        lead = BearerGiven(Share.ACCOUNTABLE, kind=accountable, field=work)
        return [lead, *(BearerGiven(Share.SUPPORTING, kind=kind) for kind in supporting)]

    c, committee = world.categories, Kind.RESIDENTS_COMMITTEE
    return [
        LineGiven(c["lift"], 24, "hours", borne(Kind.PROPERTY_COMPANY, "", Kind.OWNERS_COMMITTEE)),
        LineGiven(c["leak"], 2, "working_days", borne(Kind.PROPERTY_COMPANY, "", committee)),
        LineGiven(c["rubbish"], 4, "working_hours", borne(committee)),
        LineGiven(c["stall"], 1, "working_days", borne(Kind.PUBLIC_AGENCY, "城市管理", committee)),
        LineGiven(c["noise"], 3, "working_days", borne(committee)),
        # "ask" has no line on purpose: what nobody was given goes to triage and raises an alarm
    ]
