"""The pages of residents' accounts: the door, the own page, the desk; and that no door leads to a desk."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from sihe.interaction.accounts import actions
from sihe.interaction.accounts.actions import Printed
from sihe.interaction.accounts.models import Slip
from sihe.interaction.accounts.tests.homes import Home, settle_in
from sihe.interaction.accounts.tests.test_slips import printed
from sihe.kernel.facts import SYSTEM
from sihe.kernel.people.actions import begin_residence, end_residence
from sihe.kernel.people.models import Account
from sihe.kernel.places.models import Dwelling

SESSION = 2  # the session and the account
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    cache.clear()


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def come_in(home: Home, key: str, client: Client) -> Client:
    """Let somebody in as they would come: with a slip, by the pages."""
    made = printed(home)
    told = {"number": made.slip.number, "digits": made.digits}
    assert client.post("/in/", told).status_code == 200
    response = client.post("/in/who/", {**told, "person": home.people[key].pk})
    assert response.status_code == 302 and response["Location"] == "/my/"
    return client


def test_in_by_the_slip_and_on_the_own_page(home: Home, client: Client) -> None:
    made = printed(home)
    page = client.get(f"/in/{made.slip.number}/")
    assert f'value="{made.slip.number}"' in page.content.decode()
    told = {"number": made.slip.number, "digits": made.digits}
    choice = text_of(client.post("/in/", told))
    assert "王*英" in choice and "王秀英" not in choice and "李*红" not in choice
    client.post("/in/who/", {**told, "person": home.people["mother"].pk})
    mine = text_of(client.get("/my/"))
    assert "王秀英" in mine and "3号楼2单元501" in mine and "李建国" in mine
    expires = client.session.get_expiry_age()
    assert expires > 364 * 24 * 3600


def test_wrong_digits_say_so_and_too_many_wait(home: Home, client: Client) -> None:
    made = printed(home)
    wrong = {"number": made.slip.number, "digits": "00000000"}
    for _turn in range(10):
        assert client.post("/in/", wrong).status_code == 200
    told = {"number": made.slip.number, "digits": made.digits}
    assert client.post("/in/", told).status_code == 429
    assert client.post("/in/who/", {**told, "person": home.people["mother"].pk}).status_code == 429
    assert not Account.objects.filter(person=home.people["mother"]).exists()
    cache.clear()
    assert client.post("/in/", told).status_code == 200


def test_nobody_signed_in_is_led_to_the_door(home: Home, client: Client) -> None:
    response = client.get("/my/")
    assert response["Location"] == "/in/"
    assert client.post("/my/everywhere/")["Location"] == "/in/"


def test_a_resident_is_shown_no_page_of_staff(home: Home, client: Client) -> None:
    come_in(home, "mother", client)
    for path in (
        "/desk/",
        "/slips/",
        "/matters/",
        "/me/",
        "/stand-ins/",
        "/notices/",
    ):
        assert client.get(path).status_code == 404, path


def test_a_slip_never_opens_a_desk(home: Home, client: Client) -> None:
    """Somebody who works here and lives here comes in as a resident, without their rights."""
    person = home.world.people["director"]
    begin_residence(
        by=SYSTEM, person=person, dwelling=home.dwelling, kind="tenant", since=timezone.localdate()
    )
    made = actions.reissue(
        by=home.world.actor("grid_worker"), person=person, reason="lost_phone", seen=True
    )
    told = {
        "number": made.slip.number,
        "digits": made.digits,
        "person": person.pk,
        "old_enough": "on",
    }
    assert client.post("/in/who/", told)["Location"] == "/my/"
    assert client.get("/my/").status_code == 200
    assert client.get("/desk/").status_code == 404
    client.post("/my/as/")
    client.post("/my/out/")  # signs out, and does not lead back to work
    assert client.get("/desk/").status_code == 302
    home.world.login(client, "director")
    assert client.get("/desk/").status_code == 200


def test_no_door_of_residents_leads_to_passwords_or_the_second_step(
    home: Home, client: Client
) -> None:
    come_in(home, "mother", client)
    for path in (
        "password/set/",
        "password/change/",
        "2fa/",
        "2fa/totp/activate/",
        "reauthenticate/",
    ):
        assert client.get(f"/accounts/{path}").status_code == 404, path
        assert (
            client.post(f"/accounts/{path}", {"password1": "sihe-sample-2026"}).status_code == 404
        )
    assert client.get("/accounts/login/")["Location"] == "/my/"
    assert not Account.objects.get(person=home.people["mother"]).has_usable_password()


def test_staff_who_live_here_act_as_residents_by_choice(home: Home, client: Client) -> None:
    world = home.world
    world.login(client, "director")
    assert "没有登记住在这里" in text_of(client.get("/my/as/"))  # lives elsewhere
    client.post("/my/as/")
    assert client.get("/desk/").status_code == 200
    begin_residence(
        by=SYSTEM, person=world.people["director"], dwelling=home.dwelling, kind="tenant",
        since=timezone.localdate(),
    )  # fmt: skip
    assert client.get("/my/")["Location"] == "/my/as/"
    assert "/my/as/" in client.get("/me/").content.decode()
    assert client.post("/my/as/")["Location"] == "/my/"
    assert client.get("/my/").status_code == 200 and client.get("/desk/").status_code == 404
    assert client.post("/my/out/")["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_lost_phone_signs_every_device_out(home: Home, client: Client) -> None:
    come_in(home, "mother", client)
    actions.reissue(
        by=home.world.actor("director"),
        person=home.people["mother"],
        reason="lost_phone",
        seen=True,
    )
    assert client.get("/my/")["Location"] == "/in/"


def test_lost_phone_of_staff_signs_out_and_keeps_their_password(home: Home, client: Client) -> None:
    world, person = home.world, home.world.people["director"]
    begin_residence(
        by=SYSTEM, person=person, dwelling=home.dwelling, kind="tenant", since=timezone.localdate()
    )
    account = Account.objects.get(person=person)
    account.set_password("sihe-sample-2026")
    account.save()
    client.force_login(account, BACKEND)
    other = Client()
    world.login(other, "grid_worker")
    actions.reissue(by=world.actor("grid_worker"), person=person, reason="lost_phone", seen=True)
    assert client.get("/desk/").status_code == 302 and other.get("/desk/").status_code == 200
    account.refresh_from_db()
    assert account.check_password("sihe-sample-2026")


def test_moved_out_the_household_is_gone_from_the_page(home: Home, client: Client) -> None:
    come_in(home, "mother", client)
    yesterday = timezone.localdate() - timedelta(days=1)
    end_residence(by=SYSTEM, residence=home.spells["mother"], until=yesterday)
    page = text_of(client.get("/my/"))
    assert "没有登记住在这里" in page and "李建国" not in page and "501" not in page


def test_a_slip_for_the_family_is_shown_once(home: Home, client: Client) -> None:
    come_in(home, "mother", client)
    page = text_of(client.post(f"/my/give/{home.people['father'].pk}/"))
    digits = re.search(r"\b(\d{4} \d{4})\b", page)
    slip = Slip.objects.get(person=home.people["father"])
    assert digits and slip.number in page
    told = {"number": slip.number, "digits": digits[1], "person": home.people["father"].pk}
    assert Client().post("/in/who/", told)["Location"] == "/my/"
    other = settle_in(home.world, "502")
    assert client.post(f"/my/give/{other.people['father'].pk}/")["Location"] == "/my/"
    assert not Slip.objects.filter(person=other.people["father"]).exists()


def test_printed_for_a_building_and_ticked_at_the_door(home: Home, client: Client) -> None:
    settle_in(home.world, "502")
    home.world.login(client, "grid_worker")
    building = home.world.building.pk
    assert "打印2张开通单" in text_of(client.get(f"/slips/?building={building}"))
    response = client.post(f"/slips/print/{building}/")
    assert response["Content-Type"] == "application/pdf" and "no-store" in response["Cache-Control"]
    words = "".join(p.extract_text() for p in PdfReader(BytesIO(response.content)).pages)
    for slip in Slip.objects.all():
        assert slip.number in words
    assert len(re.findall(r"\d{4} \d{4}", words)) == 2
    first = Slip.objects.first()
    assert first is not None
    client.post(f"/slips/handed/{first.pk}/")
    page = text_of(client.get(f"/slips/?building={building}"))
    assert "发出2张，1张没送到，0张用过了" in page and "打印2张" not in page


def test_at_the_desk_reissued_with_the_identity_seen(home: Home, client: Client) -> None:
    home.world.login(client, "director")
    flat = f"/slips/flat/{home.dwelling.pk}/"
    assert client.get("/slips/", {"where": "示例花园3号楼2单元501"})["Location"] == flat
    page = text_of(client.get(flat))
    assert "王*英" in page and "王秀英" not in page
    mother = home.people["mother"].pk
    told = {f"p{mother}-reason": "lost_phone"}
    refused = client.post(f"/slips/reissue/{mother}/", told)
    assert refused.status_code == 200 and "请先见到本人" in text_of(refused)
    page = text_of(client.post(f"/slips/reissue/{mother}/", {**told, f"p{mother}-seen": "on"}))
    slip = Slip.objects.get(person=mother)
    digits = re.search(r"\b(\d{4} \d{4})\b", page)
    assert slip.number in page and digits
    paper = client.post("/slips/paper/", {"number": slip.number, "digits": digits[1]})
    assert paper["Content-Type"] == "application/pdf"
    wrong = client.post("/slips/paper/", {"number": slip.number, "digits": "00000000"})
    assert wrong.status_code == 404


def test_the_desk_is_for_who_serves_the_place(home: Home, client: Client) -> None:
    made = printed(home).slip
    home.world.login(client, "stranger")
    acts = (
        f"/slips/print/{home.world.building.pk}/", f"/slips/handed/{made.pk}/",
        f"/slips/reissue/{home.people['mother'].pk}/",
        f"/slips/flat/{home.dwelling.pk}/first/",
    )  # fmt: skip
    assert {client.post(path).status_code for path in acts} == {404}
    assert client.get(f"/slips/flat/{home.dwelling.pk}/").status_code == 404
    home.world.login(client, "manager")
    assert client.get("/slips/").status_code == 404


def test_the_pages_ask_the_database_little(
    home: Home, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(600, 649):
        Dwelling.objects.create(
            building=home.world.building,
            unit=home.world.areas["building_unit2"],
            number=str(number),
        )
    for dwelling in Dwelling.objects.filter(number__gte="600"):
        person = home.add(f"p{dwelling.number}", "赵一", 40)
        home.spells[f"p{dwelling.number}"].delete()
        begin_residence(
            by=SYSTEM, person=person, dwelling=dwelling, kind="tenant", since=timezone.localdate()
        )
    home.world.login(client, "grid_worker")
    client.post(f"/slips/print/{home.world.building.pk}/")
    assert Slip.objects.count() == 50
    with django_assert_max_num_queries(8 + SESSION):
        client.get(f"/slips/?building={home.world.building.pk}")
    with django_assert_max_num_queries(10 + SESSION):
        client.get(f"/slips/flat/{home.dwelling.pk}/")


def test_a_sheet_is_cut_into_four(home: Home) -> None:
    from sihe.interaction.accounts.papers import sheet

    made = printed(home)
    five = [Printed(made.slip, made.digits)] * 5
    assert len(PdfReader(BytesIO(sheet(five, "示例花园 3号楼"))).pages) == 2
