"""Following with a receipt: what is seen, what can be done, what stays hidden."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from sihe.interaction.following import papers
from sihe.interaction.following.queries import may_reopen, next_step, stands
from sihe.interaction.handling import actions as handling
from sihe.interaction.locating.queries import settle
from sihe.interaction.matters import actions, states
from sihe.interaction.matters.actions.registering import Registered, ReporterGiven
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.facts import RESIDENT, SYSTEM
from sihe.kernel.places.spots import PlaceGiven
from sihe.kernel.responsibilities.queries import resolve
from tests.world import World


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def told(world: World, category: str = "rubbish", text: str = "3号楼下垃圾没人收") -> Registered:
    """Report something that the committee deals with itself."""
    now, spot = timezone.now(), settle(PlaceGiven(sign=world.building.sign))
    chosen = world.categories[category]
    return actions.register(
        by=RESIDENT, token=uuid4(), text=text, source="web", spot=spot, category=chosen, at=now,
        resolution=resolve(category=chosen.pk, spot=spot, at=now), reporter=ReporterGiven(),
    )  # fmt: skip


def address(made: Registered, rest: str = "") -> str:
    """Return the address of a report's own page."""
    return f"/f/{made.matter.code}/{made.secret}/{rest}"


def answered(world: World, made: Registered) -> Matter:
    """Deal with a matter until the resident is asked."""
    director = world.actor("director")
    handling.finish(by=director, matter=made.matter, text="垃圾运走了")
    return handling.check(by=director, matter=made.matter, passed=True)


def page(client: Client, made: Registered) -> str:
    """Return the page of a report."""
    return client.get(address(made)).content.decode()


def test_state_is_one_sentence_with_who_and_when(world: World, client: Client) -> None:
    made = told(world)
    assert re.search(r"示例居委会已接下，.*\d+:\d\d前告诉您结果", page(client, made))
    handling.start(by=world.actor("director"), matter=made.matter)
    assert "正在办" in page(client, made)
    answered(world, made)
    shown = page(client, made)
    assert "办好了，请您说说满不满意" in shown and "垃圾运走了" in shown


@pytest.mark.parametrize("state", sorted(states.LABELS))
def test_every_state_has_its_sentence(world: World, state: str) -> None:
    matter = told(world).matter
    matter.state, matter.root_id = state, None
    now = timezone.now()
    for public in (False, True):
        main = stands(matter, now, public=public).main
        assert main.endswith("。") and 4 <= len(main) <= 40
    assert next_step(matter, now).endswith("。")


def test_a_late_matter_says_so(world: World, client: Client) -> None:
    made = told(world)
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert "比说好的晚了" in page(client, made)


def test_code_and_secret_however_typed(world: World, client: Client) -> None:
    made = told(world)
    typed = {
        "code": f" {made.matter.code.lower()} ",
        "secret": f"{made.secret[:4].lower()} {made.secret[4:]}",
    }
    response = client.post("/follow/", typed)
    assert response["Location"] == address(made)
    assert client.get(address(made).lower()).status_code == 200


@pytest.mark.parametrize(
    "code, secret", [("", ""), ("A", ""), ("😀", "😀"), ("x" * 5000, "y" * 5000), ("' OR 1=1", "%")]
)
def test_anything_else_is_answered_in_words(
    world: World, client: Client, code: str, secret: str
) -> None:
    response = client.post("/follow/", {"code": code, "secret": secret})
    assert response.status_code in (200, 404)
    assert any(words in response.content.decode() for words in ("对不上", "还没写"))


def test_another_ones_secret_opens_nothing(world: World, client: Client) -> None:
    mine, other = told(world), told(world, text="别人的事情不能看")
    response = client.get(f"/f/{other.matter.code}/{mine.secret}/")
    assert response.status_code == 404 and "别人的事情" not in response.content.decode()


def test_wrong_tries_are_limited_also_for_the_right_one(world: World, client: Client) -> None:
    made = told(world)
    for _ in range(20):
        assert client.get(f"/f/{made.matter.code}/WRONG{_:03}/").status_code == 404
    blocked = client.get(address(made))
    assert blocked.status_code == 429 and "过十分钟再来" in blocked.content.decode()
    other = Client(REMOTE_ADDR="10.9.9.9")
    assert other.get(address(told(world))).status_code == 200


def test_adding_words_and_photos(world: World, client: Client) -> None:
    made = told(world)
    content = BytesIO()
    Image.new("RGB", (30, 30), "teal").save(content, "PNG")
    sent = {
        "text": "还有一股臭味",
        "photos": SimpleUploadedFile("a.png", content.getvalue(), "image/png"),
    }
    assert client.post(address(made, "add/"), sent).status_code == 302
    shown = page(client, made)
    assert "还有一股臭味" in shown
    small = re.search(r'src="(/files/\d+/small/\?k=\w+)"', shown)
    assert small
    assert client.get(small[1]).status_code == 200
    assert client.get(small[1].split("?")[0]).status_code == 404
    assert client.get(small[1].split("?")[0] + "?k=" + "0" * 32).status_code == 404


@pytest.mark.parametrize("text, sentence", [("", "还没写"), ("长" * 2001, "最多2000字")])
def test_what_cannot_be_added_is_said_and_kept(
    world: World, client: Client, text: str, sentence: str
) -> None:
    made = told(world)
    response = client.post(address(made, "add/"), {"text": text})
    assert response.status_code == 200 and sentence in response.content.decode()
    assert text in response.content.decode()
    assert not made.matter.notes.exists()


def test_rating_once(world: World, client: Client) -> None:
    made = told(world)
    answered(world, made)
    missing = client.post(address(made, "rate/"), {"solved": "yes"})
    assert "请点一下满不满意" in missing.content.decode()
    assert (
        client.post(address(made, "rate/"), {"solved": "yes", "satisfaction": "9"}).status_code
        == 200
    )
    assert (
        client.post(address(made, "rate/"), {"solved": "yes", "satisfaction": "5"}).status_code
        == 302
    )
    again = client.post(address(made, "rate/"), {"solved": "no", "satisfaction": "1"})
    assert "您评过了" in again.content.decode()
    reporter = Reporter.objects.get()
    assert (reporter.solved, reporter.satisfaction, reporter.matter.state) == (
        True,
        5,
        states.CLOSED,
    )


def test_reopening_within_the_term_only(world: World, client: Client) -> None:
    made = told(world)
    matter = answered(world, made)
    assert may_reopen(matter, timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        late = client.post(address(made, "reopen/"), {"text": "又堆起来了"})
        assert "不能重开" in late.content.decode() and "又堆起来了" in late.content.decode()
    assert client.post(address(made, "reopen/"), {"text": "又堆起来了"}).status_code == 302
    assert Matter.objects.get(pk=matter.pk).state == states.RECEIVED


def test_withdrawing_is_for_the_one_who_reported(world: World, client: Client) -> None:
    made = told(world)
    assert "不用办了" in page(client, made)
    assert client.post(address(made, "withdraw/")).status_code == 302
    assert "您说不用办了" in page(client, made)


def test_nobody_withdraws_what_a_neighbour_waits_for(world: World, client: Client) -> None:
    made = told(world)
    _reporter, secret = handling.me_too(matter=made.matter)
    assert client.post(f"/f/{made.matter.code}/{secret}/withdraw/").status_code == 404
    assert "不用办了" not in page(client, made)
    refused = client.post(address(made, "withdraw/"))
    assert "还有邻居也在等这件事" in refused.content.decode()
    assert Matter.objects.get(pk=made.matter.pk).state not in states.END


def test_whose_report_was_merged_does_not_withdraw_the_other(world: World, client: Client) -> None:
    root, merged = told(world), told(world)
    handling.merge(by=SYSTEM, matter=merged.matter, root=root.matter)
    Reporter.objects.filter(original=root.matter).delete()  # as where staff had found it
    assert "不用办了" not in page(client, merged)
    assert client.post(address(merged, "withdraw/")).status_code == 404
    assert Matter.objects.get(pk=root.matter.pk).state not in states.END


def test_unknown_act_and_get_are_refused(world: World, client: Client) -> None:
    made = told(world)
    assert client.post(address(made, "destroy/")).status_code == 404
    assert client.get(address(made, "add/")).status_code == 405


def test_who_joined_sees_neither_words_nor_names_of_the_first(world: World, client: Client) -> None:
    made = told(world, text="我是3号楼的老李，垃圾没人收")
    handling.supply(by=RESIDENT, matter=made.matter, text="我老伴腿不好")
    handling.ask(by=world.actor("director"), matter=made.matter, text="老李，您家几层")
    _reporter, secret = handling.me_too(matter=made.matter)
    shown = client.get(f"/f/{made.matter.code}/{secret}/").content.decode()
    assert "老李" not in shown and "老伴" not in shown and "经过" in shown
    own = page(client, made)
    assert "老李，您家几层" in own and "老伴" in own


def test_public_page_has_no_words_of_anybody(world: World, client: Client) -> None:
    made = told(world, text="我是3号楼的老李，垃圾没人收")
    answered(world, made)
    shown = client.get(f"/q/{made.matter.code.lower()}/").content.decode()
    assert "垃圾堆放" in shown and "示例花园 3号楼" in shown
    assert "老李" not in shown and "运走" not in shown
    private = told(world, "noise", "楼上吵")
    hidden, unknown = client.get(f"/q/{private.matter.code}/"), client.get("/q/ZZZZZ/")
    assert hidden.status_code == unknown.status_code == 302
    assert hidden["Location"].replace(private.matter.code, "") == unknown["Location"].replace(
        "ZZZZZ", ""
    )


@pytest.mark.parametrize("rows", [1, 30])
def test_page_in_ten_queries(world: World, client: Client, rows: int) -> None:
    made = told(world)
    for number in range(rows):
        handling.add_note(by=world.actor("director"), matter=made.matter, text=f"进展{number}")
    page(client, made)
    with CaptureQueriesContext(connection) as queries:
        shown = page(client, made)
    counted = [
        q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
    ]
    assert len(counted) <= 10, "\n".join(counted)
    assert len(shown) < 150_000


def test_slip_prints_rare_characters(world: World) -> None:
    matter = told(world, text="䶮㛃家门口的垃圾").matter
    for size, width in (("a6", 298), ("a5", 420)):
        reader = PdfReader(BytesIO(papers.slip(matter, "ABCDEFGH", timezone.now(), size)))
        assert len(reader.pages) == 1 and round(reader.pages[0].mediabox.width) == width
        text = "".join(reader.pages[0].extract_text().split())
        assert "䶮㛃" in text and "ABCDEFGH" in text and matter.code in text


def test_opening_the_page_marks_messages_read(world: World, client: Client) -> None:
    from sihe.kernel.facts import About
    from sihe.kernel.notices.actions import tell_resident

    made = told(world)
    reporter = made.matter.reporters.get()
    message = tell_resident(
        text="办好了", link=address(made), about=About("matter", made.matter.pk), entry=1,
        recipient=About("reporter", reporter.pk), organisation=world.committee.pk,
    )  # fmt: skip
    page(client, made)
    message.refresh_from_db()
    assert message.state == "read"


def test_merged_reports_follow_to_the_root(world: World, client: Client) -> None:
    first, second = told(world), told(world, text="垃圾堆在3号楼")
    handling.merge(by=SYSTEM, matter=second.matter, root=first.matter)
    shown = page(client, second)
    assert first.matter.code in shown and "3号楼下垃圾没人收" not in shown
