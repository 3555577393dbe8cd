"""Leave, leaving and custody by their pages; the deputy's desk."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from sihe.interaction.handling import actions as handling
from sihe.kernel.journal.courier import deliver
from sihe.kernel.people.models import Account
from sihe.teams.absence.models import Leave
from sihe.teams.custody import actions as custody
from sihe.teams.custody.models import Custody, Item
from sihe.teams.turnover.models import Departure, Passing
from tests.staff.factories import reported
from tests.teams.test_leaves import given_to, leave, refused
from tests.teams.test_leaving import key_of, leaving
from tests.world import World


def plan(world: World, who: str = "grid_worker", deputy: str = "vice") -> dict[str, Any]:
    """Return a filled form for a leave from today."""
    today = timezone.localdate()
    return {"person": world.people[who].pk, "deputy": world.people[deputy].pk, "since": f"{today}",
            "until": f"{today + timedelta(days=3)}"}  # fmt: skip


def test_a_leave_by_the_page_reaches_the_deputys_desk_and_comes_back(world: World) -> None:
    matter = given_to(world, "grid_worker")
    own, deputy = (world.login(Client(), who) for who in ("grid_worker", "vice"))
    response = own.post("/absence/", plan(world))
    page = response["Location"]
    assert response.status_code == 302 and own.get(page).status_code == 200
    html = deputy.get("/desk/").content.decode()
    assert matter.title in html and "代示例网格员" in html and "代办" in html
    lent = world.people["vice"].mandates.get(standing_in_for__isnull=False)
    to = f"/matters/{matter.code}/"
    moved = deputy.post("/me/mandate/", {"mandate": lent.pk, "next": to})
    assert moved["Location"] == to
    assert deputy.post(f"{to}start/").status_code in (302, 303)
    assert "示例居委会副主任（代示例网格员）" in deputy.get(to).content.decode()
    deliver()
    shown = own.get(page).content.decode()
    assert "开始办理" in shown and matter.code in shown
    assert own.post(f"{page}end/").status_code == 302
    assert "代示例网格员" not in deputy.get("/desk/").content.decode()
    assert Leave.objects.get().state == "over"


def test_a_refused_deputy_comes_with_a_suggestion_beside_the_field(
    world: World, client: Client
) -> None:
    leave(world, "vice", "director")
    world.login(client, "grid_worker")
    response = client.post("/absence/", plan(world))
    html = response.content.decode()
    assert response.status_code == 422 and "也请假" in html and "可以请" in html
    elsewhere = client.post("/absence/", plan(world, deputy="manager"))
    assert "请从列表里选" in elsewhere.content.decode()
    other = client.post("/absence/", plan(world, who="director"))
    assert other.status_code == 422 and Leave.objects.count() == 1


def test_who_has_no_part_in_a_leave_does_not_find_it(world: World) -> None:
    made = leave(world, "grid_worker", "vice")
    for who, status in (("manager", 404), ("stranger", 404), ("director", 200), ("vice", 200)):
        client = world.login(Client(), who)
        assert client.get(f"/absence/{made.pk}/").status_code == status, who
        if status == 404:
            assert client.post(f"/absence/{made.pk}/end/").status_code == 404
    colleague = world.login(Client(), "deployed")
    colleague.post(f"/absence/{made.pk}/end/")
    made.refresh_from_db()
    assert made.state == "running"  # a colleague sees who is away, and changes nothing
    deputy = world.login(Client(), "vice")
    person = {"deputy": world.people["deployed"].pk}
    assert deputy.post(f"/absence/{made.pk}/deputy/", person).status_code == 302


def test_leaving_by_the_page(world: World) -> None:
    matter, key = given_to(world, "grid_worker"), key_of(world)
    own, vice, director = (world.login(Client(), w) for w in ("grid_worker", "vice", "director"))
    today = timezone.localdate()
    response = own.post(
        "/leaving/", {"person": world.people["grid_worker"].pk, "last_day": f"{today}"}
    )
    page = response["Location"]
    html = own.get(page).content.decode()
    assert matter.title in html and key.name in html and "办结离岗" not in html
    assert (
        own.post(f"{page}close/").status_code == 302 and Departure.objects.get().closed_at is None
    )
    refused_html = director.post(f"{page}close/", follow=True).content.decode()
    assert "还有1项没交" in refused_html
    to = {"receiver": world.people["vice"].pk}
    assert own.post(f"{page}hand/matters/", {}).status_code == 422
    assert own.post(f"{page}hand/matters/", {**to, "item": [matter.pk]}).status_code == 302
    assert own.post(f"{page}hand/nothing/", to).status_code == 404
    assert own.post(f"{page}hand/keys/", to).status_code == 302
    assert "等示例居委会副主任签收" in own.get(page).content.decode()
    assert matter.title in vice.get("/leaving/sign/").content.decode()
    passing = Passing.objects.get(kind="keys")
    vice.post("/leaving/sign/", {"passing": [passing.pk], "answer": "refuse"})
    vice.post("/leaving/sign/", {"answer": "take"})
    assert Custody.objects.get(until=None).person == world.people["grid_worker"]
    assert director.post(f"{page}hand/keys/", to).status_code == 302
    assert Custody.objects.get(until=None).person == world.people["vice"]
    sheet = director.get(f"{page}sheet.pdf")
    text = "".join(p.extract_text() for p in PdfReader(BytesIO(sheet.content)).pages).replace(
        "\n", ""
    )
    assert sheet["Content-Type"] == "application/pdf" and "no-store" in sheet["Cache-Control"]
    for words in ("离岗交接单", "示例网格员", key.name, matter.code, "示例居委会副主任", "签字"):
        assert words in text
    assert director.post(f"{page}close/").status_code == 302
    assert Departure.objects.get().closed_at and own.get("/desk/").status_code == 302
    assert not Account.objects.get(username="grid_worker").is_active
    assert director.get(page).status_code == 200 and "已办结" in director.get(page).content.decode()


def test_who_has_no_part_in_a_leaving_does_not_find_it(world: World) -> None:
    found = leaving(world)
    for who in ("deployed", "manager", "stranger"):
        client = world.login(Client(), who)
        for address in ("", "sheet.pdf"):
            assert client.get(f"/leaving/{found.pk}/{address}").status_code == 404, who
        for act in ("close/", "stay/", "hand/matters/"):
            assert client.post(f"/leaving/{found.pk}/{act}").status_code == 404, who


def test_keys_by_the_page(world: World, client: Client) -> None:
    world.login(client, "director")
    assert client.post("/custody/", {"kind": "key", "name": "示例大门钥匙"}).status_code == 302
    again = client.post("/custody/", {"kind": "key", "name": "示例大门钥匙"})
    assert again.status_code == 422 and "请换个名称" in again.content.decode()
    item = Item.objects.get()
    client.post(f"/custody/{item.pk}/give/", {"person": world.people["vice"].pk})
    client.post(f"/custody/{item.pk}/give/", {"person": world.people["deployed"].pk})
    assert [c.person for c in item.custodies.order_by("pk")] == [
        world.people["vice"], world.people["deployed"],
    ]  # fmt: skip
    client.post(f"/custody/{item.pk}/give/", {"person": world.people["manager"].pk})
    assert item.custodies.get(until=None).person == world.people["deployed"]
    html = client.get("/custody/", {"q": "大门"}).content.decode()
    assert "示例下沉人员" in html and "示例大门钥匙" in html
    client.post(f"/custody/{item.pk}/give/", {"retire": "1"})
    assert not item.custodies.filter(until=None).exists() and not Item.objects.get().active
    retired = refused(lambda: custody.give_item(by=world.actor("director"), item=item, person=None))
    assert retired.code == "item_retired"
    worker = world.login(Client(), "deployed")
    assert worker.get("/custody/").status_code == 200
    assert worker.post("/custody/", {"kind": "key", "name": "示例"}).status_code == 404
    assert worker.post(f"/custody/{item.pk}/give/", {}).status_code == 404
    stranger = world.login(Client(), "manager")
    assert "示例大门钥匙" not in stranger.get("/custody/").content.decode()


def test_pages_need_few_queries(world: World, django_assert_max_num_queries: Any) -> None:
    matters = [given_to(world, "grid_worker") for _ in range(6)]
    handling.add_note(by=world.actor("director"), matter=matters[0], text="问过了")
    for number in range(20):
        key_of(world, name=f"示例{number}")
    made, found = leave(world, "director", "vice"), leaving(world)
    client = world.login(Client(), "vice")
    # two of each are the session and the account
    pages = (
        "/absence/",
        f"/absence/{made.pk}/",
        "/leaving/",
        f"/leaving/{found.pk}/",
        "/custody/",
        "/leaving/sign/",
    )
    for page, most in zip(pages, (12, 12, 12, 13, 10, 10), strict=True):
        client.get(page)
        with django_assert_max_num_queries(most):
            assert client.get(page).status_code == 200, page
    assert reported(world, "rubbish").pk
