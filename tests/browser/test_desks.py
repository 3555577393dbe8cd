"""The start page, and the ten desks: each opens for its persona and shows what is its own."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from sihe.intelligence.desks import personas
from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers.actions import offer
from sihe.interaction.intake.actions import report
from sihe.kernel.facts import RESIDENT
from sihe.kernel.people.models import Account
from sihe.kernel.places.spots import PlaceGiven
from sihe.kernel.responsibilities.models import Share
from tests.browser.street_site import Site, press, reported
from tests.world import PASSWORD, PERSONAS, World

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

RUBBISH, LIFT, STALL = "5号楼前垃圾成堆", "3号楼电梯不动", "3号楼前占道摆摊"
NOISE = "3号楼夜里总有人吵"
# persona: (what its desk must show, the verb beside it)
DESKS: dict[str, tuple[str, str]] = {
    "leader": ("报不清的一件事", "分派"),
    "clerk": ("清走楼前的旧家具", "去办"),
    "secretary": ("动员党员来值守", "去办"),
    "director": (NOISE, "去办"),
    "grid_worker": (NOISE, "去办"),
    "manager": (LIFT, "接下或商量"),
    "chair": (LIFT, "去不去帮忙"),
    "social": ("探望被困的老人", "去办"),
    "officer": (STALL, "接下或商量"),
    "deployed": (RUBBISH, "去办"),
}


@pytest.fixture
def full_desks(world: World) -> World:
    """The street with one thing for every desk."""
    rubbish = reported(world, RUBBISH, "rubbish", area="second_building").matter
    lift = reported(world, LIFT, "lift").matter
    reported(world, STALL, "stall")
    reported(world, NOISE, "noise")
    report(by=RESIDENT, token=uuid4(), text=DESKS["leader"][0], given=PlaceGiven(words="某处"))
    committee = world.actor("director")
    parts = {"office": "clerk", "party": "secretary", "social": "social"}
    for organisation, persona in parts.items():
        handling.add_part(
            by=committee, matter=rubbish, text=DESKS[persona][0],
            organisation=world.organisations[organisation],
        )  # fmt: skip
    offer(by=committee, matter=lift, receiver=world.owners, share=Share.SUPPORTING)
    handling.assign(by=committee, matter=rubbish, person=world.people["deployed"].pk)
    return world


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("half", [0, 1], ids=["first", "second"])
def test_each_of_ten_desks_shows_its_own(
    site: Site, full_desks: World, half: int, phone: bool
) -> None:
    for persona, (title, verb) in list(DESKS.items())[half::2]:
        page = site.window(persona, phone=phone)
        site.go(page, "/desk/")
        expect(page.get_by_role("heading", level=1)).to_contain_text(PERSONAS[persona][2])
        row = page.locator("#todo").get_by_role("row").filter(has_text=title)
        expect(row.get_by_role("link", name=verb, exact=True), persona).to_be_visible()
        page.context.close()


def test_a_home_unit_sees_what_its_people_do_and_no_more(site: Site, full_desks: World) -> None:
    page = site.window("home_manager")
    site.go(page, "/desk/")
    row = page.locator("#deployed").get_by_role("row").filter(has_text=RUBBISH)
    expect(row).to_contain_text("示例下沉人员")
    row.get_by_role("link", name="看看", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RUBBISH)
    expect(page.get_by_role("button", name="开始办", exact=True)).to_have_count(0)
    site.look_over(page)


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_who_comes_first_starts_here_and_becomes_anybody(
    site: Site, full_desks: World, demo: None, phone: bool
) -> None:
    page = site.window(phone=phone)
    site.go(page, "/start/")
    expect(page.locator("main")).to_contain_text("互动共治")
    expect(page.locator("main")).to_contain_text("件正在商量归谁")
    expect(page.locator("#guide").get_by_role("button", name="试一试")).to_have_count(8)
    for persona in ("manager", "director"):
        press(page, PERSONAS[persona][2])
        page.wait_for_url("**/desk/")
        expect(page.get_by_role("heading", level=1)).to_contain_text(PERSONAS[persona][2])
        expect(page.locator("#todo")).to_contain_text(DESKS[persona][0])
        page.goto(f"{site.address}/start/")
    press(page, "居民")
    expect(page.get_by_role("link", name="上报问题", exact=True)).to_be_visible()
    site.look_over(page)


@pytest.fixture
def demo(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the people of the small street those of the start page."""
    monkeypatch.setattr(django_settings, "DEMO", True)
    Account.objects.update(password=make_password(PASSWORD))
    people = {
        name: personas.Persona(name, PERSONAS[name][2], PERSONAS[name][2], PASSWORD)
        for name in ("manager", "director")
    }
    monkeypatch.setattr(personas, "_personas", people)
