"""What residents read, and how it counts for their home."""

import pytest
from django.test import Client

from sihe.interaction.bulletins import links
from sihe.interaction.bulletins.models import Bulletin
from sihe.interaction.bulletins.queries import receipts
from sihe.interaction.bulletins.tests.homes import drafted, home, member, published
from sihe.kernel.facts import Actor
from sihe.kernel.notices import states as told
from sihe.kernel.notices.models import Message
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


def test_the_link_of_the_group_is_for_everybody(world: World, homes: Homes, client: Client) -> None:
    bulletin = published(world)
    html = client.get(f"/n/{bulletin.code.lower()}/").content.decode()
    assert "3号楼停水" in html and "我家看到了" in html
    bulletin.refresh_from_db()
    assert bulletin.views == 1 and not Message.objects.exclude(state=told.WAITING).exists()
    assert client.get("/n/ZZZZZZ/").status_code == 404
    assert client.get(f"/n/{drafted(world).code}/").status_code == 404


def test_the_link_of_a_home_counts_for_it(world: World, homes: Homes, client: Client) -> None:
    bulletin = published(world, urgent=True)
    path = key(bulletin, homes["three"])
    html = client.get(path).content.decode()
    assert "我知道了" in html and state(bulletin, homes["three"]) == told.WAITING
    assert client.post(f"{path}seen/", {"shown": "1"}).status_code == 204
    assert state(bulletin, homes["three"]) == told.READ
    assert "data-seen" not in client.get(path).content.decode()
    assert client.get(path)["Cache-Control"] == "private, no-store"
    after = client.post(f"{path}confirm/", follow=True).content.decode()
    assert "您家已经说过知道了" in after and state(bulletin, homes["three"]) == told.CONFIRMED
    assert state(bulletin, homes["five"]) == told.WAITING
    wrong = client.get(f"/n/{bulletin.code}/2222222222/")
    assert wrong.status_code == 200 and "先选" not in wrong.content.decode()
    assert Message.objects.filter(state=told.WAITING).count() == 4


def test_the_button_counts_where_there_is_no_script(
    world: World, homes: Homes, client: Client
) -> None:
    bulletin = published(world)
    path = key(bulletin, homes["three"])
    html = client.get(path).content.decode()
    assert "我看到了" in html and f'action="{path}seen/"' in html
    after = client.post(f"{path}seen/", follow=True).content.decode()
    assert "记下了，谢谢您" in after and "我看到了" not in after
    assert state(bulletin, homes["three"]) == told.READ
    assert state(bulletin, homes["five"]) == told.WAITING
    client.post(f"/n/{bulletin.code}/2222222222/seen/")  # a wrong key is no home
    assert Message.objects.filter(state=told.WAITING).count() == 4


@pytest.mark.parametrize(
    "hint",
    [
        {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"},
        {"User-Agent": "TelegramBot (like TwitterBot)"}, {"User-Agent": "facebookexternalhit/1.1"},
    ],
)  # fmt: skip
def test_a_preview_never_counts(
    world: World, homes: Homes, client: Client, hint: dict[str, str]
) -> None:
    bulletin = published(world)
    path = key(bulletin, homes["three"])
    client.get(path, headers=hint)
    client.head(path)
    client.post(f"{path}seen/", {"shown": "1"}, headers=hint)
    assert client.get(f"{path}seen/").status_code == 405
    assert state(bulletin, homes["three"]) == told.WAITING


def test_a_signed_in_resident_reads_for_the_home(
    world: World, homes: Homes, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = member(homes["three"])
    here = Actor(kind="resident", person=person)
    monkeypatch.setattr("sihe.kernel.organisations.middleware._actor", lambda request: here)
    mine, other = published(world, urgent=True), published(world, title="别处的", urgent=True)
    Message.objects.filter(about_id=other.pk, recipient_id=homes["three"].pk).delete()
    html = client.get("/bulletins/").content.decode()
    own, rest = html.split("全部公告")
    assert "3号楼停水" in own and "别处的" not in own and "别处的" in rest
    assert "我知道了" in client.get(f"/n/{mine.code}/").content.decode()
    client.post(f"/n/{mine.code}/confirm/")
    message = receipts(mine).get(recipient_id=homes["three"].pk)
    assert (message.state, message.person_id, message.way) == (told.CONFIRMED, person, "page")
    shown = world.login(Client(), "director")
    monkeypatch.undo()
    html = shown.get(f"{DESK}{mine.pk}/homes/?state=confirmed").content.decode()
    assert "张**" in html and "张示例" not in html  # who, masked


def test_saying_which_home_one_is(world: World, homes: Homes, client: Client) -> None:
    bulletin = published(world, urgent=True)
    start = client.get(f"/n/{bulletin.code}/home/").content.decode()
    assert "示例花园 3号楼" in start and "平房1号" in start
    units = client.get(f"/n/{bulletin.code}/home/?building={world.building.pk}").content.decode()
    assert "2单元" in units
    where = {"building": world.building.pk, "unit": world.building_unit2.pk}
    flats = client.get(f"/n/{bulletin.code}/home/", where).content.decode()
    dwelling = homes["three_up"].dwelling_id
    assert f'value="{dwelling}"' in flats and "李示例" not in flats
    client.post(f"/n/{bulletin.code}/home/", where | {"dwelling": dwelling})
    message = receipts(bulletin).get(recipient_id=homes["three_up"].pk)
    assert (message.state, message.way, message.person_id) == (told.CONFIRMED, "named", None)
    page = world.login(client, "director").get(f"{DESK}{bulletin.pk}/homes/").content.decode()
    assert "自己选的门牌" in page


@pytest.mark.parametrize("dwelling", ["", "x", "987654"])
def test_a_home_that_was_not_told_is_not_found(
    world: World, homes: Homes, client: Client, dwelling: str
) -> None:
    bulletin = published(world)
    answer = client.post(f"/n/{bulletin.code}/home/", {"dwelling": dwelling})
    assert answer.status_code == 422 and "没找到您家" in answer.content.decode()
    late = home(world, "building", "901")
    again = client.post(f"/n/{bulletin.code}/home/", {"dwelling": late.dwelling_id})
    assert again.status_code == 422


def test_shared_flats_cannot_be_named(world: World, homes: Homes, client: Client) -> None:
    other = Household.objects.create(dwelling=homes["three"].dwelling)
    bulletin = published(world)
    row = receipts(bulletin).get(recipient_id=homes["three"].pk)
    Message.objects.filter(pk=row.pk).update(id=row.pk)
    row.pk, row.recipient_id = None, other.pk
    row.save()
    answer = client.post(f"/n/{bulletin.code}/home/", {"dwelling": other.dwelling_id})
    assert answer.status_code == 422 and "这里住着几家" in answer.content.decode()


def test_nobody_names_a_whole_building(world: World, homes: Homes, client: Client) -> None:
    bulletin = published(world)
    dwelling = homes["three"].dwelling_id
    for _ in range(20):
        client.post(f"/n/{bulletin.code}/home/", {"dwelling": dwelling})
    answer = client.post(f"/n/{bulletin.code}/home/", {"dwelling": homes["five"].dwelling_id})
    assert answer.status_code == 422 and "选了太多家" in answer.content.decode()
    assert state(bulletin, homes["five"]) == told.WAITING


def test_what_is_over_is_no_longer_listed(world: World, homes: Homes, client: Client) -> None:
    bulletin = published(world)
    Bulletin.objects.filter(pk=bulletin.pk).update(since="2020-01-01", until="2020-01-02")
    assert "3号楼停水" not in client.get("/bulletins/").content.decode()
    assert "日期已过" in client.get(f"/n/{bulletin.code}/").content.decode()
