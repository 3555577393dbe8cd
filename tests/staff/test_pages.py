"""The page of a matter: who sees it, what it costs, what happens to what was typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers.actions import counter
from sihe.interaction.matters.models import Matter
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Entry
from tests.staff.factories import in_state, offer_of, reported, taken
from tests.world import World

QUIET = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def cost(client: Client, path: str) -> int:
    """Return the number of queries of a page, without the session's own."""
    client.get(path)  # what is kept in memory is read once a process
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(path)
    assert answer.status_code == 200
    asked = [q["sql"] for q in caught.captured_queries if not q["sql"].startswith(QUIET)]
    return len([sql for sql in asked if "django_session" not in sql])


def state_of(matter: Matter) -> str:
    """Return the state as the database has it."""
    return Matter.objects.values_list("state", flat=True).get(pk=matter.pk)


SEEN_BY = {
    "director": 200, "leader": 200, "grid_worker": 200, "manager": 200, "chair": 200, "deployed": 200,
    "officer": 404, "social": 404, "home_manager": 404, "stranger": 404,
}  # fmt: skip


@pytest.mark.parametrize("who", SEEN_BY)
def test_what_one_may_not_see_is_not_there(world: World, client: Client, who: str) -> None:
    matter = taken(world)
    assert world.login(client, who).get(f"/matters/{matter.code}/").status_code == SEEN_BY[who]


def test_nobody_sees_a_matter_without_signing_in(world: World, client: Client) -> None:
    matter = taken(world)
    answer = client.get(f"/matters/{matter.code}/")
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")


def test_an_unknown_matter_and_an_unknown_act_are_404(world: World, client: Client) -> None:
    matter = taken(world)
    world.login(client, "director")
    assert client.get("/matters/ZZZZZ/").status_code == 404
    assert client.get(f"/matters/{matter.code}/fly/").status_code == 404


def test_who_is_offered_a_matter_may_read_it_before_answering(world: World, client: Client) -> None:
    matter = reported(world, "lift")
    page = world.login(client, "manager").get(f"/matters/{matter.code}/").content.decode()
    assert "接下" in page and "另提条件" in page and "退回" in page


def test_the_page_says_what_it_must(world: World, client: Client) -> None:
    matter = taken(world)
    deliver()
    page = world.login(client, "director").get(f"/matters/{matter.code}/").content.decode()
    for words in ("电梯故障", "示例花园 3号楼2单元", "花园物业 负责", "花园业委会 协办", "按权责清单",
                  "权责清单「电梯故障 · 常态」", "138****1234", "复制发群", "转交花园物业负责"):  # fmt: skip
        assert words in page, words
    assert "13800001234" not in page


@pytest.mark.parametrize("lines", [1, 30])
def test_the_page_costs_at_most_ten_queries(world: World, client: Client, lines: int) -> None:
    matter = taken(world)
    manager = world.actor("manager")
    for number in range(lines):
        handling.add_note(by=manager, matter=matter, text=f"进展{number}")
    handling.add_part(by=manager, matter=matter, text="帮老人上下楼", organisation=world.social)
    deliver()
    assert cost(world.login(client, "director"), f"/matters/{matter.code}/") <= 10


def test_the_page_costs_no_more_with_many_parts_and_offers(world: World, client: Client) -> None:
    matter = taken(world)
    manager = world.actor("manager")
    for number in range(12):
        handling.add_part(
            by=manager, matter=matter, text=f"第{number}样", organisation=world.social
        )
    assert cost(world.login(client, "manager"), f"/matters/{matter.code}/") <= 10


def test_a_page_is_light(world: World, client: Client) -> None:
    matter = taken(world)
    for number in range(60):
        handling.add_note(by=world.actor("manager"), matter=matter, text=f"进展{number}" * 5)
    page = world.login(client, "director").get(f"/matters/{matter.code}/")
    assert len(page.content) <= 150_000


WALK: list[tuple[str, str, dict[str, str], str]] = [
    ("grid_worker", "claim", {}, "received"),
    ("grid_worker", "start", {}, "working"),
    ("grid_worker", "note", {"text": "在清了"}, "working"),
    ("grid_worker", "pause", {"reason": "等车"}, "paused"),
    ("grid_worker", "resume", {}, "working"),
    ("grid_worker", "ask", {"text": "是哪个门"}, "asking"),
    ("director", "supply", {"text": "东门"}, "working"),
    ("grid_worker", "finish", {"text": "清走了"}, "finished"),
    ("director", "send_back", {"text": "还有一堆"}, "working"),
    ("grid_worker", "finish", {"text": "都清走了"}, "finished"),
    ("director", "check", {}, "answered"),
    ("director", "close", {}, "closed"),
    ("director", "reopen", {"text": "又堆了"}, "received"),
    ("director", "urgent", {}, "received"),
    ("director", "ordinary", {}, "received"),
    ("director", "reject", {"text": "归市政管"}, "rejected"),
]


def test_a_matter_goes_all_the_way_by_its_buttons(world: World, client: Client) -> None:
    matter = reported(world)
    for who, name, typed, then in WALK:
        page = world.login(client, who).post(f"/matters/{matter.code}/{name}/", typed)
        assert page.status_code == 302, (name, page.content.decode()[:400])
        assert state_of(matter) == then, name
    matter.refresh_from_db()
    assert matter.assignee == world.people["grid_worker"]


def test_a_form_comes_alone_to_htmx_and_whole_without(world: World, client: Client) -> None:
    matter = in_state(world, "working")
    world.login(client, "director")
    for name in ("note", "finish", "assign", "part", "due", "hang", "category", "merge"):
        alone = client.get(f"/matters/{matter.code}/{name}/", headers={"HX-Request": "true"})
        whole = client.get(f"/matters/{matter.code}/{name}/")
        assert "<html" not in alone.content.decode() and "<form" in alone.content.decode()
        assert "<html" in whole.content.decode() and 'class="act-form"' in whole.content.decode()


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("note", {"text": ""}, "还没写进展"),
    ("note", {"text": "长" * 2001}, "太长了，最多2000字，现在2001字"),
    ("due", {"due_at": "昨天", "reason": "等配件要改期"}, "日期看不懂"),
    ("due", {"due_at": "2001-01-01T10:00", "reason": "等配件要改期"}, "时限要在现在以后"),
    ("hang", {"reason": "等钱等审批", "review_on": "2001-01-01"}, "复查日期要在今天以后"),
    ("assign", {"whom": "p999999"}, "这位不在你们单位"),
    ("assign", {"whom": "'; drop table"}, "这位不在你们单位"),
    ("part", {"text": "帮老人上下楼", "organisation": "999999"}, "没有这家"),
    ("part", {"text": "帮老人上下楼", "organisation": "abc"}, "没有这家"),
    ("category", {"category": "abc"}, "没有这个类别"),
    ("merge", {"root": "没有这个"}, "没找到这个编号"),
    ("merge", {"root": "ZZZZZ"}, "没找到这个编号"),
]


@pytest.mark.parametrize("name,typed,said", BAD)
def test_bad_input_is_answered_in_words_and_kept(
    world: World, client: Client, name: str, typed: dict[str, str], said: str
) -> None:
    matter = in_state(world, "working")
    page = world.login(client, "director").post(f"/matters/{matter.code}/{name}/", typed)
    text = page.content.decode()
    assert page.status_code == 200 and said in text
    kept = [v for v in typed.values() if v and not v.startswith(("p9", "'", "999", "abc"))]
    assert all(v[:2000] in text for v in kept if name != "assign")
    assert state_of(matter) == "working"


def test_a_file_that_is_no_photo_is_refused_and_the_words_stay(
    world: World, client: Client
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    matter = in_state(world, "working")
    liar = SimpleUploadedFile("a.jpg", b"<html>not a photo</html>", "image/jpeg")
    page = world.login(client, "director").post(
        f"/matters/{matter.code}/finish/", {"text": "都清走了", "photos": [liar]}
    )
    assert page.status_code == 200 and "都清走了" in page.content.decode()
    assert state_of(matter) == "working"


def test_two_tabs_the_second_is_told_how_it_stands(world: World, client: Client) -> None:
    matter = in_state(world, "working")
    world.login(client, "director")
    assert client.post(f"/matters/{matter.code}/finish/", {"text": "清走了"}).status_code == 302
    second = client.post(f"/matters/{matter.code}/finish/", {"text": "我也清了"})
    assert "现在是「待核查」" in second.content.decode() and "我也清了" in second.content.decode()
    client.post(f"/matters/{matter.code}/start/")
    assert "现在是「待核查」" in client.get(f"/matters/{matter.code}/").content.decode()


def test_the_second_who_claims_is_told_who_was_first(world: World, client: Client) -> None:
    matter = reported(world)
    world.login(client, "grid_worker").post(f"/matters/{matter.code}/claim/")
    world.login(client, "deployed").post(f"/matters/{matter.code}/claim/")
    page = client.get(f"/matters/{matter.code}/").content.decode()
    assert "示例网格员已经在办了" in page
    matter.refresh_from_db()
    assert matter.assignee == world.people["grid_worker"]


def test_parts_are_given_out_and_excused(world: World, client: Client) -> None:
    matter = taken(world)
    world.login(client, "manager")
    typed = {"text": "查维保记录", "organisation": world.committee.pk}
    client.post(f"/matters/{matter.code}/part/", typed)
    part = Matter.objects.get(parent=matter)
    page = client.post(f"/matters/{matter.code}/finish/", {"text": "修好了"})
    assert "还有1件分头办的没办完" in page.content.decode()
    client.post(f"/matters/{matter.code}/excuse/{part.code}/", {"reason": ""})
    assert Matter.objects.get(pk=part.pk).excuse == ""
    client.post(f"/matters/{matter.code}/excuse/{part.code}/", {"reason": "不用查了"})
    client.post(f"/matters/{matter.code}/finish/", {"text": "修好了"})
    assert state_of(matter) == "finished"
    assert client.post(f"/matters/{matter.code}/excuse/ZZZZZ/", {"reason": "x"}).status_code == 404


def test_assigning_to_a_person_a_section_and_the_pool(world: World, client: Client) -> None:
    matter = taken(world)
    world.login(client, "manager")
    for whom, person in (
        (f"p{world.people['repairer'].pk}", world.people["repairer"]),
        ("pool", None),
    ):
        client.post(f"/matters/{matter.code}/assign/", {"whom": whom})
        matter.refresh_from_db()
        assert matter.assignee == person


def test_merging_from_the_page_and_back(world: World, client: Client) -> None:
    root, twin = reported(world), reported(world)
    world.login(client, "director")
    client.post(f"/matters/{twin.code}/merge/", {"root": root.code})
    assert state_of(twin) == "merged"
    assert "合在一起办" in client.get(f"/matters/{root.code}/").content.decode()
    client.post(f"/matters/{twin.code}/unmerge/")
    assert state_of(twin) == "received"


def test_the_phone_is_shown_for_a_purpose_and_written_down(world: World, client: Client) -> None:
    matter = taken(world)
    world.login(client, "director")
    page = client.post(f"/matters/{matter.code}/reveal/", {"purpose": "call_back"})
    assert "13800001234" in page.content.decode()
    assert Entry.objects.filter(fact="privacy.Revealed").count() == 1
    client.post(f"/matters/{matter.code}/reveal/", {"purpose": "curious"})
    assert Entry.objects.filter(fact="privacy.Revealed").count() == 1
    page = world.login(client, "manager").post(
        f"/matters/{matter.code}/reveal/", {"purpose": "visit"}
    )
    assert "13800001234" not in page.content.decode()
    assert client.get(f"/matters/{matter.code}/reveal/").status_code == 405


def test_the_words_of_a_negotiation_can_be_read(world: World, client: Client) -> None:
    matter = reported(world, "lift")
    later = timezone.now() + timedelta(days=2)
    counter(by=world.actor("manager"), handover=offer_of(matter), due_at=later, message="等配件")
    page = world.login(client, "director").get(f"/matters/{matter.code}/").content.decode()
    assert "等配件" in page and "同意他们的条件" in page and "坚持原来的条件" in page


def test_the_home_unit_reads_what_its_person_does_and_can_do_nothing(
    world: World, client: Client
) -> None:
    matter = reported(world)
    world.login(client, "home_manager")
    assert client.get(f"/matters/{matter.code}/").status_code == 404
    handling.assign(by=world.actor("director"), matter=matter, person=world.people["deployed"].pk)
    page = client.get(f"/matters/{matter.code}/").content.decode()
    assert "示例下沉人员在办" in page and "/note/" not in page and "/finish/" not in page
    client.post(f"/matters/{matter.code}/finish/", {"text": "办完了"})
    assert state_of(matter) == "received"
