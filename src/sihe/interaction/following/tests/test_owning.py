"""With the receipt a resident sees, takes along, corrects and erases what is kept of them, and no more."""

from __future__ import annotations

import json
import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from sihe.interaction.handling import actions as handling
from sihe.interaction.locating.queries import settle
from sihe.interaction.matters import actions
from sihe.interaction.matters.actions import Registered, ReporterGiven
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.facts import RESIDENT, About
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.places.spots import PlaceGiven
from sihe.kernel.privacy.actions import reveal
from sihe.kernel.responsibilities.queries import resolve
from tests.world import World

NAME, PHONE, WORDS = "示例反映人", "13800001234", "3号楼下垃圾没人收"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def photo() -> SimpleUploadedFile:
    """Return a small picture."""
    content = BytesIO()
    Image.new("RGB", (30, 30), "teal").save(content, "PNG")
    return SimpleUploadedFile("a.png", content.getvalue(), "image/png")


def told(world: World, phone: str = PHONE, text: str = WORDS) -> Registered:
    """Report something with name, phone and a photo."""
    now, spot = timezone.now(), settle(PlaceGiven(dwelling=world.dwelling.pk))
    chosen = world.categories["rubbish"]
    return actions.register(
        by=RESIDENT, token=uuid4(), text=text, source="web", spot=spot, category=chosen, at=now,
        resolution=resolve(category=chosen.pk, spot=spot, at=now), photos=[photo()],
        reporter=ReporterGiven(phone=phone, name=NAME),
    )  # fmt: skip


def mine(made: Registered, rest: str = "") -> str:
    """Return the address of one's own data."""
    return f"/f/{made.matter.code}/{made.secret}/mine/{rest}"


def ended(world: World, matter: Matter) -> None:
    """Deal with a matter to its end."""
    by = world.actor("director")
    handling.finish(by=by, matter=matter, text="运走了")
    handling.check(by=by, matter=matter, passed=True)
    handling.close(by=by, matter=matter)


def page(client: Client, made: Registered) -> str:
    """Return the page of one's own data."""
    response = client.get(mine(made))
    assert response.status_code == 200 and response["Cache-Control"] == "private, no-store"
    return response.content.decode()


def test_everything_kept_is_on_one_page(world: World, client: Client) -> None:
    made = told(world)
    reporter = Reporter.objects.get(original=made.matter)
    about = About("reporter", reporter.pk)
    reveal(by=world.actor("director"), about=about, field="phone", purpose="call_back")
    follow = client.get(f"/f/{made.matter.code}/{made.secret}/").content.decode()
    assert f'href="{mine(made)}"' in follow and "我的信息" in follow
    html = page(client, made)
    for words in (
        "138****1234",
        "501",
        WORDS,
        "示例居委会",
        "打电话回复",
        "再留2年",
        "找示例社区居民委员会",
    ):
        assert words in html, words
    assert PHONE not in html and NAME not in html
    assert world.people["director"].name not in html
    small = re.search(r'src="(/files/\d+/small/\?k=\w+)"', html)
    assert small and client.get(small[1]).status_code == 200


def test_the_phone_is_shown_on_request_and_that_is_seen(world: World, client: Client) -> None:
    made = told(world)
    assert client.get(mine(made, "contact/")).status_code == 405
    html = client.post(mine(made, "contact/")).content.decode()
    assert PHONE in html and NAME in html
    assert "用回执打开的" in page(client, made)


def test_another_ones_secret_opens_nothing(world: World, client: Client) -> None:
    made, other = told(world), told(world, "13900005678", "别人的事")
    crossed = f"/f/{other.matter.code}/{made.secret}/mine/"
    for rest in ("", "contact/", "correct/", "erase/", "copy/pdf/", "copy/json/"):
        answer = client.post(crossed + rest, {"name": "坏人"}) if rest else client.get(crossed)
        assert answer.status_code == 404
        assert "别人的事" not in answer.content.decode()
    assert [r.name for r in Reporter.objects.all()] == [NAME, NAME]


def test_a_neighbour_who_joined_sees_only_their_own(world: World, client: Client) -> None:
    made = told(world)
    given = ReporterGiven(phone="13900005678", name="示例邻居")
    _neighbour, secret = handling.me_too(matter=made.matter, given=given)
    address = f"/f/{made.matter.code}/{secret}/"
    client.post(f"{address}add/", {"text": "邻居也闻到"})
    client.post(f"/f/{made.matter.code}/{made.secret}/add/", {"text": "我又看了一次"})
    html = client.get(f"{address}mine/").content.decode()
    assert "邻居也闻到" in html and "139****5678" in html
    assert WORDS not in html and "我又看了一次" not in html and "501" not in html
    data = json.loads(client.post(f"{address}mine/copy/json/").content)
    assert [w["text"] for w in data["written"]] == ["邻居也闻到"] and data["place"] == ""
    own = json.loads(client.post(mine(made, "copy/json/")).content)
    assert [w["text"] for w in own["written"]] == [WORDS, "我又看了一次"]
    client.post(f"{address}mine/erase/")
    assert Reporter.objects.get(original=made.matter, me_too=False).phone == PHONE


def test_a_copy_to_read(world: World, client: Client) -> None:
    sheet = client.post(mine(told(world), "copy/pdf/"))
    assert sheet.content.startswith(b"%PDF") and sheet["X-Content-Type-Options"] == "nosniff"
    assert client.post(mine(told(world), "copy/exe/")).status_code == 404


@pytest.mark.parametrize("given, words", [
    ({"phone": "1380000123"}, "电话少了1位"), ({}, "改哪样写哪样"), ({"name": "长" * 21}, "称呼太长了"),
    ({"name": "新", "seen": "3"}, "这一页旧了"),
])  # fmt: skip
def test_what_cannot_be_corrected_is_said(
    world: World, client: Client, given: dict[str, str], words: str
) -> None:
    made = told(world)
    answer = client.post(mine(made, "correct/"), given)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert Reporter.objects.get(original=made.matter).name == NAME


def test_correcting(world: World, client: Client) -> None:
    made = told(world)
    given = {"name": "示例新称呼", "phone": "１３９ 1111 2222", "seen": "0"}
    assert client.post(mine(made, "correct/"), given).status_code == 302
    reporter = Reporter.objects.get(original=made.matter)
    assert (reporter.name, reporter.phone) == ("示例新称呼", "13911112222")
    assert "139****2222" in page(client, made)


def test_erasing_while_it_is_open(world: World, client: Client) -> None:
    made = told(world)
    for _ in range(2):  # sent twice
        assert client.post(mine(made, "erase/")).status_code == 302
    html = page(client, made)
    assert "称呼和电话已经删了" in html and "前答复您" in html and WORDS in html
    stale = client.post(mine(made, "correct/"), {"phone": PHONE, "seen": "0"})  # another tab
    assert "这一页旧了" in stale.content.decode()
    assert Reporter.objects.get(original=made.matter).phone == ""
    ended(world, made.matter)
    deliver()
    assert "您的信息都删了" in page(client, made)


def test_the_code_still_says_how_it_went(world: World, client: Client) -> None:
    made = told(world)
    ended(world, made.matter)
    client.post(mine(made, "erase/"))
    html = page(client, made)
    assert "您的信息都删了" in html and WORDS not in html
    follow = client.get(f"/f/{made.matter.code}/{made.secret}/").content.decode()
    assert "办结了" in follow and "垃圾堆放" in follow
    public = client.get(f"/q/{made.matter.code}/").content.decode()
    assert "办结了" in public and "垃圾堆放" in public
    for shown in (html, follow, public):
        assert not any(words in shown for words in (WORDS, PHONE, NAME, "501", "/files/"))
    assert first_broken() is None
    again = client.post(mine(made, "erase/"), follow=True).content.decode()
    assert "已经都删了" in again


def test_reading_does_not_change_anything(world: World, client: Client) -> None:
    made = told(world)
    for rest in ("contact/", "correct/", "erase/", "copy/pdf/"):
        assert client.get(mine(made, rest)).status_code == 405
    assert Reporter.objects.get(original=made.matter).phone == PHONE
