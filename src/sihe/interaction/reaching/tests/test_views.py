"""The desk of bulletins: writing, seeing who knows, the doors, the papers."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from sihe.interaction.bulletins import actions, links
from sihe.interaction.bulletins.models import Bulletin
from sihe.interaction.bulletins.queries import receipts
from sihe.interaction.bulletins.tests.homes import drafted, home, published
from sihe.kernel.files.models import StoredFile
from sihe.kernel.files.tests.test_files import picture
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices import states as told
from sihe.kernel.people.models import Household
from tests.world import World

pytestmark = pytest.mark.django_db
Homes = dict[str, Household]
SESSION = 1  # looking up the session is not counted in the budget
DESK = "/bulletins/desk/"


def key(bulletin: Bulletin, household: Household) -> str:
    """Return the path with which a home opens a bulletin."""
    return f"/n/{bulletin.code}/{links.key_of(bulletin.pk, household.pk)}/"


def state(bulletin: Bulletin, household: Household) -> str:
    """Return where a home stands."""
    return receipts(bulletin).get(recipient_id=household.pk).state


def typed(world: World, **more: Any) -> dict[str, Any]:
    """Return the fields of the form as a browser sends them."""
    fields: dict[str, Any] = {
        "token": str(uuid4()), "title": "3号楼停水", "text": "明天停水。", "group": "", "since": "2026-11-25",
        "until": "", "places": [f"a{world.community.pk}"], "units": "", "age": "",
    }  # fmt: skip
    return fields | more


def test_written_seen_and_published(world: World, homes: Homes, client: Client) -> None:
    world.login(client, "director")
    page = client.get(f"{DESK}new/").content.decode()
    assert (
        "示例社区" in page
        and "示例花园" in page
        and "示例花园 3号楼" in page
        and "60岁以上" in page
    )
    answer = client.post(
        f"{DESK}new/", typed(world, text="请注意，明天停水。", units="示例花园3号楼2单元")
    )
    bulletin = Bulletin.objects.get()
    assert answer["Location"] == f"{DESK}{bulletin.pk}/"
    assert set(bulletin.audience["areas"]) == {world.community.pk, world.building_unit2.pk}
    draft = client.get(f"{DESK}{bulletin.pk}/").content.decode()
    assert "5户 6人" in draft and "2户</b> 没留电话" in draft and "发布给5户" in draft
    assert "“请注意”可以不写" in draft
    assert "示例花园3号楼2单元" in client.get(f"{DESK}{bulletin.pk}/edit/").content.decode()
    client.post(f"{DESK}{bulletin.pk}/publish/")
    board = client.get(f"{DESK}{bulletin.pk}/").content.decode()
    assert "5户</b>，还有" in board and f"/n/{bulletin.code}/" in board and "发布给" not in board


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": ""}, "还没写标题"), ({"text": ""}, "还没写内容"), ({"title": "长" * 41}, "标题太长了"),
        ({"places": []}, "还没选发给谁"), ({"places": ["a987654"]}, "有一项不归你们管"),
        ({"units": "9号楼1单元、3号楼2单元"}, "没找到：9号楼1单元"), ({"until": "2026-11-01"}, "结束的日子早于开始"),
        ({"group": "长" * 121}, "太长了，最多120字"), ({"since": "昨天"}, "日期看不懂"), ({"token": "x"}, "还差一点"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_lost(
    world: World, homes: Homes, client: Client, more: dict[str, Any], words: str
) -> None:
    world.login(client, "director")
    answer = client.post(f"{DESK}new/", typed(world, **more))
    html = answer.content.decode()
    assert answer.status_code == 422 and words in html
    assert "明天停水" in html or "text" in more
    assert not Bulletin.objects.exists()


def test_a_property_company_is_offered_its_compound_only(
    world: World, homes: Homes, client: Client
) -> None:
    html = world.login(client, "manager").get(f"{DESK}new/").content.decode()
    assert (
        "示例花园" in html
        and "平房1号" not in html
        and f'value="a{world.community.pk}"' not in html
    )
    answer = client.post(f"{DESK}new/", typed(world))
    assert answer.status_code == 422 and not Bulletin.objects.exists()
    client.post(f"{DESK}new/", typed(world, places=[f"c{world.compound.pk}"]))
    draft = client.get(f"{DESK}{Bulletin.objects.get().pk}/").content.decode()
    assert "4户 5人" in draft and "请有发布权的同事" in draft


def test_pictures_are_seen_by_everybody_once_public(
    world: World, homes: Homes, client: Client, tmp_path: Any, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    world.login(client, "director")
    photo = SimpleUploadedFile("a.jpg", picture())
    client.post(f"{DESK}new/", typed(world, photos=[photo]))
    bulletin, file = Bulletin.objects.get(), StoredFile.objects.get()
    address = f"/files/{file.pk}/small/"
    assert client.get(address).status_code == 200 and Client().get(address).status_code == 404
    actions.publish(by=world.actor("director"), bulletin=bulletin)
    assert Client().get(address).status_code == 200
    assert address in Client().get(f"/n/{bulletin.code}/").content.decode()


def test_others_do_not_see_it(world: World, homes: Homes, client: Client) -> None:
    draft = drafted(world)
    for persona in ("stranger", "manager", "leader", "grid_worker"):
        world.login(client, persona)
        assert client.get(f"{DESK}{draft.pk}/").status_code == 404
    bulletin = actions.publish(by=world.actor("director"), bulletin=draft)
    world.login(client, "leader")  # tells residents in the whole street
    assert client.get(f"{DESK}{bulletin.pk}/").status_code == 200
    assert client.post(f"{DESK}{bulletin.pk}/withdraw/", {"reason": "x"}).status_code == 404
    world.login(client, "stranger")
    for path in ("", "homes/", "doors/", "paper/doors.pdf", "poster.pdf"):
        assert client.get(f"{DESK}{bulletin.pk}/{path}").status_code == 404


def test_corrections_and_withdrawals_are_seen(world: World, homes: Homes, client: Client) -> None:
    bulletin = published(world)
    world.login(client, "director")
    bad = client.post(f"{DESK}{bulletin.pk}/correct/", {"title": "a", "text": "b", "why": ""})
    assert bad.status_code == 422 and "还没写原因" in bad.content.decode()
    client.post(
        f"{DESK}{bulletin.pk}/correct/",
        {"title": "改到后天", "text": "后天停水。", "why": "水务公司改期"},
    )
    html = Client().get(f"/n/{bulletin.code}/").content.decode()
    assert "已更正：水务公司改期" in html and "后天停水" in html and "明天9:00" in html
    client.post(f"{DESK}{bulletin.pk}/withdraw/", {"reason": "不停了"})
    html = Client().get(f"/n/{bulletin.code}/").content.decode()
    assert "已撤回：不停了" in html and "我家看到了" not in html
    assert "已撤回：不停了" in Client().get("/bulletins/").content.decode()


def test_doors_are_ticked_by_building(world: World, homes: Homes, client: Client) -> None:
    bulletin = published(world)
    world.login(client, "director")
    html = client.get(
        f"{DESK}{bulletin.pk}/doors/?building={world.second_building.pk}"
    ).content.decode()
    assert html.index("101</b>") < html.index("1001</b>")  # in the order in which one walks
    assert (
        "王**" in html
        and "138****0002" in html
        and "13800000002" not in html
        and "李**" not in html
    )
    message = receipts(bulletin).get(recipient_id=homes["five"].pk)
    back = f"{DESK}{bulletin.pk}/doors/?building={world.second_building.pk}"
    answer = client.post(
        f"{DESK}{bulletin.pk}/doors/{message.pk}/tick/", {"way": "door", "back": back}
    )
    assert answer["Location"] == back and state(bulletin, homes["five"]) == told.TOLD
    away = client.post(
        f"{DESK}{bulletin.pk}/doors/{message.pk}/tick/",
        {"way": "x", "back": "https://example.org/"},
    )
    assert away["Location"] == f"{DESK}{bulletin.pk}/doors/"
    other = published(world)
    assert (
        client.post(f"{DESK}{other.pk}/doors/{message.pk}/tick/", {"way": "door"}).status_code
        == 404
    )


def test_the_telephone_is_shown_once_it_is_written_down(
    world: World, homes: Homes, client: Client
) -> None:
    bulletin = published(world)
    message = receipts(bulletin).get(recipient_id=homes["three"].pk)
    world.login(client, "director")
    page = client.post(f"{DESK}{bulletin.pk}/doors/{message.pk}/phone/")
    assert "tel:13800000001" in page.content.decode() and page["Cache-Control"] == "no-store"
    seen = Entry.objects.filter(fact="privacy.Revealed").get()
    assert (
        seen.payload["purpose"] == "call_back" and [["household", homes["three"].pk]] == seen.about
    )
    nobody = receipts(bulletin).get(recipient_id=homes["three_up"].pk)
    assert client.post(f"{DESK}{bulletin.pk}/doors/{nobody.pk}/phone/").status_code == 302


def test_the_general_list_leaves_bulletins_to_their_own(
    world: World, homes: Homes, client: Client
) -> None:
    published(world)
    html = world.login(client, "director").get("/notices/to-tell/").content.decode()
    assert "要说的都说到了" in html and "公告的上门名单" in html


def test_papers_are_papers(world: World, homes: Homes, client: Client) -> None:
    bulletin = published(world, urgent=True)
    world.login(client, "director")
    for path in (
        "poster.pdf",
        "paper/doors.pdf",
        "paper/slips.pdf",
        f"paper/doors.pdf?building={world.building.pk}",
    ):
        answer = client.get(f"{DESK}{bulletin.pk}/{path}")
        assert answer["Content-Type"] == "application/pdf" and answer.content[:5] == b"%PDF-"
    assert client.get(f"{DESK}{bulletin.pk}/paper/other.pdf").status_code == 404
    card = client.get(f"{DESK}{bulletin.pk}/card.svg")
    assert card["Content-Type"] == "image/svg+xml" and "3号楼停水".encode() in card.content


def test_the_list_searches_filters_and_exports(world: World, homes: Homes, client: Client) -> None:
    published(world, urgent=True), drafted(world, title="消防演练")
    world.login(client, "director")
    for asked, yes, no in (
        ("q=消防", "消防演练", "3号楼停水"), ("state=published", "3号楼停水", "消防演练"),
        ("urgent=1", "3号楼停水", "消防演练"),
    ):  # fmt: skip
        html = client.get(f"{DESK}?{asked}").content.decode()
        assert yes in html and no not in html
    table = b"".join(client.get(f"{DESK}export.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert (
        "3号楼停水" in table
        and "消防演练" in table
        and "示例住户" not in table
        and ",5,5,0" in table
    )


def test_pages_cost_the_same_for_many(
    world: World, homes: Homes, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        home(world, "building", str(300 + number), phone="13800000009")
    bulletin = published(world)
    for _ in range(55):
        drafted(world)
    world.login(client, "director")
    client.get(f"{DESK}new/")  # the numbers are read once a process
    budgets = {
        "": 8,
        f"{bulletin.pk}/": 10,
        f"{bulletin.pk}/homes/": 10,
        f"{bulletin.pk}/doors/": 10,
    }
    budgets["new/"] = 10
    for path, most in budgets.items():
        with django_assert_max_num_queries(most + SESSION):
            assert client.get(f"{DESK}{path}").status_code == 200
    with django_assert_max_num_queries(8):
        Client().get("/bulletins/")
    with django_assert_max_num_queries(10):
        Client().get(key(bulletin, homes["three"]))
