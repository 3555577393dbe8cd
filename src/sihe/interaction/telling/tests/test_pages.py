"""Pages of notices: one's own, the list of those to be told, the card."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from sihe.interaction.telling import cards
from sihe.kernel.facts import About
from sihe.kernel.notices import states
from sihe.kernel.notices.models import Message, Notice
from sihe.kernel.notices.tests.test_telling import tell, tell_two
from sihe.kernel.privacy.queries import looks_at
from sihe.kernel.privacy.registry import Reach, revealers
from tests.world import World

pytestmark = pytest.mark.django_db
SESSION = 1  # looking up the session is not counted in the budget


def test_notices_are_listed_and_followed(world: World, client: Client) -> None:
    tell_two(world)
    world.login(client, "manager")
    html = client.get("/notices/").content.decode()
    assert "示例居民等你办" in html and "没看" in html
    notice = Notice.objects.get(person=world.people["manager"])
    answer = client.post(f"/notices/{notice.pk}/")
    assert answer.status_code == 302 and answer["Location"] == "/desk/"
    assert "都看过了" in client.get("/notices/").content.decode()
    assert "示例居民等你办" not in client.get("/notices/?state=unread").content.decode()
    assert "示例居民等你办" in client.get("/notices/?state=read&page=99").content.decode()


def test_a_notice_never_leads_away(world: World, client: Client) -> None:
    tell_two(world)
    Notice.objects.update(url="https://example.org/")
    world.login(client, "manager")
    notice = Notice.objects.get(person=world.people["manager"])
    assert client.post(f"/notices/{notice.pk}/")["Location"] == "/notices/"


def test_the_notices_of_another_are_404(world: World, client: Client) -> None:
    tell_two(world)
    other = Notice.objects.get(person=world.people["director"])
    assert world.login(client, "manager").post(f"/notices/{other.pk}/").status_code == 404


def test_all_at_once(world: World, client: Client) -> None:
    tell_two(world)
    tell_two(world, entry=2)
    world.login(client, "manager").post("/notices/read/")
    assert Notice.objects.filter(read_at__isnull=True).count() == 2  # those of the other


def test_the_list_is_by_building_and_masked(world: World, client: Client) -> None:
    tell(world, resident=1), tell(world, resident=2, area=world.old_block.pk)
    tell(world, resident=3, area=None), tell(world, resident=77)
    html = world.login(client, "director").get("/notices/to-tell/").content.decode()
    for words in (
        "示例花园 3号楼",
        "示例社区 平房1号",
        "不知道住哪栋楼",
        "101室",
        "138****0001",
        "没留电话",
    ):
        assert words in html
    assert "13800000001" not in html and "示例居民" not in html


def test_the_list_costs_the_same_for_many(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        tell(world, resident=1 + number % 8, entry=number, about=About("matter", number))
    world.login(client, "director")
    with django_assert_max_num_queries(8 + SESSION):
        html = client.get("/notices/to-tell/").content.decode()
    assert html.count("电话说了") == 50


def test_ticking_off_goes_back_where_one_was(world: World, client: Client) -> None:
    message = tell(world)
    world.login(client, "director")
    where = "/notices/to-tell/?page=1"
    answer = client.post(f"/notices/to-tell/{message.pk}/mark/", {"way": "phone", "back": where})
    assert answer["Location"] == where
    message.refresh_from_db()
    assert message.state == states.TOLD and message.person == world.people["director"]
    assert "要说的都说到了" in client.get("/notices/to-tell/").content.decode()
    away = client.post(
        f"/notices/to-tell/{message.pk}/mark/", {"way": "x", "back": "https://example.org/"}
    )
    assert away["Location"] == "/notices/to-tell/"


def test_the_number_is_shown_once_it_is_written_down(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach = Reach(frozenset({world.committee.pk}))
    monkeypatch.setitem(revealers, "resident", lambda id, field: ("13800000001", reach))
    message = tell(world)
    world.login(client, "director")
    assert "看电话" in client.get("/notices/to-tell/").content.decode()
    page = client.post(f"/notices/to-tell/{message.pk}/phone/")
    assert "tel:13800000001" in page.content.decode() and page["Cache-Control"] == "no-store"
    (seen,) = looks_at(About("resident", 1))
    assert (seen.person, seen.purpose) == (world.people["director"].pk, "call_back")
    monkeypatch.setitem(revealers, "resident", lambda id, field: ("13800000001", Reach()))
    refused = client.post(f"/notices/to-tell/{message.pk}/phone/", follow=True)
    assert "13800000001" not in refused.content.decode()


def test_the_ways_to_pass_on(world: World, client: Client) -> None:
    message = tell(world)
    html = world.login(client, "director").get(f"/notices/to-tell/{message.pk}/").content.decode()
    assert "复制发群" in html and "/m/A3K7/" in html and f"/notices/card/{message.pk}." in html


@pytest.mark.parametrize("state", states.LABELS)
def test_the_ways_are_shown_in_every_state(world: World, client: Client, state: str) -> None:
    message = tell(world)
    Message.objects.update(state=state)
    answer = world.login(client, "director").get(f"/notices/to-tell/{message.pk}/")
    assert answer.status_code == 200 and str(states.LABELS[state]) in answer.content.decode()


def test_the_card_is_a_picture(world: World, client: Client) -> None:
    message = tell(world, text="长" * 120)
    world.login(client, "director")
    drawn = client.get(f"/notices/card/{message.pk}.svg")
    assert drawn["Content-Type"] == "image/svg+xml" and "长长".encode() in drawn.content
    if cards.font_file() is None:
        assert client.get(f"/notices/card/{message.pk}.png").status_code == 404
        return
    picture = client.get(f"/notices/card/{message.pk}.png")
    image = Image.open(io.BytesIO(picture.content))
    assert image.format == "PNG" and image.width == cards.WIDTH and len(picture.content) < 150_000


def test_without_the_font_the_card_is_drawn_without(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "font_file", lambda: None)
    message = tell(world)
    world.login(client, "director")
    assert client.get(f"/notices/card/{message.pk}.png").status_code == 404
    assert f"{message.pk}.svg" in client.get(f"/notices/to-tell/{message.pk}/").content.decode()


def test_a_card_cannot_be_made_to_hold_markup() -> None:
    card = cards.Card("<b>", "a<script>&", "https://example.org/?a=1&b=2", '"')
    assert b"<script" not in cards.svg(card) and b"<b>" not in cards.svg(card)


@pytest.mark.parametrize("text", ["", "短", "长" * 120, "abc " * 30, "一\n二", "字" * 16 + "，字"])
def test_lines_fit_and_lose_nothing(text: str) -> None:
    lines = cards.wrap(text)
    assert "".join(lines) == text.replace("\n", "")
    room = cards.WIDTH - 2 * cards.MARGIN
    assert all(sum(cards.SIZE for c in line[:-1] if ord(c) > 0x2E7F) <= room for line in lines)
    assert not any(line and line[0] in cards.NO_START for line in lines)


@pytest.mark.parametrize("persona", ["grid_worker", "stranger", "manager", None])
def test_doors(world: World, client: Client, persona: str | None) -> None:
    message = tell(world)
    if persona:
        world.login(client, persona)
    shut = 404 if persona else 302
    for path in (f"to-tell/{message.pk}/", f"card/{message.pk}.svg"):
        assert client.get(f"/notices/{path}").status_code == shut
    assert client.post(f"/notices/to-tell/{message.pk}/mark/", {"way": "phone"}).status_code == shut
    assert Message.objects.get().state == states.WAITING
