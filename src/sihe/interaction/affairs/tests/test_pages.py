"""The pages: kept by one, published by another, read by everybody; nothing unpublished shows; few queries."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from sihe.interaction.disclosure import actions, queries
from sihe.interaction.disclosure.actions.items import ItemGiven
from sihe.interaction.disclosure.models import AccountEntry, Publication, Purpose, Source
from sihe.interaction.disclosure.tests.conftest import Keep
from sihe.interaction.disclosure.tests.test_public_items import power
from sihe.kernel.facts import SYSTEM
from sihe.teams.posts import actions as posts
from sihe.teams.posts.actions import Chosen, PersonNamed
from sihe.teams.posts.models import Body, Holding, PostKind, Reason
from tests.world import World

SESSION = 1
LIST, DETAIL = 8 + SESSION, 10 + SESSION
MARCH = date(2025, 3, 31)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def member(world: World, title: str, name: str) -> Holding:
    """Open a post of the committee and give it to somebody."""
    by, here = world.actor("director"), world.committee
    post = posts.open_post(
        by=by, organisation=here, body=Body.COMMITTEE, title=title, kind=PostKind.ELECTED, seats=2,
        since=date(2024, 1, 1),
    )  # fmt: skip
    seat = post.seats.get(number=1)
    given = PersonNamed(name=name, phone="13800001234", birth_year=1961)
    person = posts.person_for(by=by, seat=seat, given=given)
    return posts.begin_holding(by=by, seat=seat, person=person, chosen=Chosen(date(2024, 1, 1)))


def published(world: World, keep: Keep) -> Publication:
    """Publish March: 900 from the street, 300 spent."""
    keep(Source.STREET, 900_00, words="一季度工作经费")
    keep(Purpose.CARE, 300_00, words="重阳节慰问")
    return actions.publish_account(
        by=world.actor("director"), organisation=world.committee, until=MARCH
    )


def page(client: Client, path: str) -> str:
    """Return a page that must open."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_keeper_enters_and_another_publishes(world: World, client: Client) -> None:
    here = world.committee.pk
    keeper, publisher = world.login(Client(), "grid_worker"), world.login(Client(), "director")
    given = {
        "token": str(uuid4()), "heading": "street", "amount": "1,200.50", "day": "2025-03-05",
        "words": "一季度工作经费",
    }  # fmt: skip
    for _twice in range(2):
        assert keeper.post(f"/disclosure/{here}/keep/", given).status_code == 302
    assert AccountEntry.objects.get().amount == 1200_50
    assert keeper.post(f"/disclosure/{here}/publish/", {"until": "2025-03-31"}).status_code == 404
    assert client.get("/affairs/").content.decode().count("示例社区居民委员会") == 0
    assert client.get(f"/affairs/{here}/").status_code == 404
    answer = publisher.post(f"/disclosure/{here}/publish/", {"until": "2025-03-31"})
    assert answer.status_code == 302 and Publication.objects.get().published_by_id
    assert "示例社区居民委员会" in page(client, "/affairs/")
    shown = page(client, f"/affairs/{here}/")
    assert "1,200.50" in shown and "2025年3月" in shown and "100.0" in shown


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("amount", "", "还没写金额"),
        ("amount", "-3", "金额要大于0"),
        ("amount", "1.234", "最多两位小数"),
        ("amount", "NaN", "金额要大于0"),
        ("heading", "x", ""),
        ("words", "打给13800001234", "不要写电话"),
        ("day", "2025-13-40", "日期看不懂"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_stays(
    world: World, field: str, value: str, said: str
) -> None:
    client = world.login(Client(), "grid_worker")
    given = {
        "token": str(uuid4()), "heading": "street", "amount": "12", "day": "2025-03-05", "words": "示例",
    } | {field: value}  # fmt: skip
    answer = client.post(f"/disclosure/{world.committee.pk}/keep/", given)
    text = answer.content.decode()
    assert (answer.status_code == 422 and said in text and 'value="2025' in text) or field == "day"
    assert not AccountEntry.objects.exists()


def test_nothing_unpublished_is_seen(world: World, client: Client, keep: Keep) -> None:
    held = member(world, "主任", "示例甲")
    made = published(world, keep)
    here, by = world.committee.pk, world.actor("director")
    keep(Source.DONATION, 77_77, date(2025, 5, 5), words="没公布的捐赠")
    power(world, words="没公布的权力")
    hidden = actions.write_item(
        by=by, organisation=world.committee,
        given=ItemGiven("decision", "没公布的决定", "没公布的内容", date(2025, 5, 1)),
    )  # fmt: skip
    paths = [f"/affairs/{here}/", f"/affairs/{here}/account/", f"/affairs/{here}/account/?period={made.pk}",
             f"/affairs/{here}/account/?year=2025"]  # fmt: skip
    for path in paths:
        text = page(client, path)
        assert "没公布" not in text and "示例甲" not in text and "77.77" not in text
    assert client.get(f"/affairs/item/{hidden.pk}/").status_code == 404
    assert client.get(f"/affairs/{here}/leaders/").status_code == 404
    actions.publish_posts(by=by, organisation=world.committee)
    later = member(world, "副主任", "示例乙")
    text = page(client, paths[0])
    assert "示例甲" in text and "示例乙" not in text and "空缺" in text
    assert "1380000" not in text and "1961" not in text
    actions.publish_posts(by=by, organisation=world.committee)
    assert "示例乙" in page(client, paths[0])
    posts.end_holding(by=by, holding=later, on=timezone.localdate(), reason=Reason.MOVED)
    assert "示例乙" not in page(client, paths[0])  # who has left is taken off at once
    assert Holding.objects.filter(pk=held.pk, until=None).exists()


def test_figures_open_to_rows_that_add_up(world: World, client: Client, keep: Keep) -> None:
    made, here = published(world, keep), world.committee.pk
    text = page(client, f"/affairs/{here}/")
    assert f"/affairs/{here}/account/?period={made.pk}&amp;heading=street" in text
    rows = page(client, f"/affairs/{here}/account/?period={made.pk}&heading=street")
    assert "900.00" in rows and "300.00" not in rows.split("<table")[1]
    both = page(client, f"/affairs/{here}/account/?period={made.pk}")
    assert "这2笔合计" in both and "600.00" in both


def test_corrections_stay_visible(world: World, client: Client, keep: Keep) -> None:
    published(world, keep)
    here, by = world.committee.pk, world.actor("grid_worker")
    row = AccountEntry.objects.get(heading=Source.STREET)
    actions.reverse_entry(by=by, entry=row, token=uuid4(), words="多记了一笔", day=date(2025, 4, 2))
    assert "冲销" not in page(client, f"/affairs/{here}/account/")
    actions.publish_account(
        by=world.actor("director"), organisation=world.committee, until=date(2025, 4, 30)
    )
    text = page(client, f"/affairs/{here}/account/")
    assert "已由第3号冲销" in text and "冲销第1号" in text and "多记了一笔" in text


def test_expired_powers_and_items_are_told(world: World, client: Client, keep: Keep) -> None:
    published(world, keep)
    here, by = world.committee.pk, world.actor("director")
    power(world)
    actions.publish_powers(by=by, organisation=world.committee)
    given = ItemGiven("decision", "修车棚的决定", "示例内容", date(2025, 5, 1))
    item = actions.write_item(by=by, organisation=world.committee, given=given)
    actions.publish_item(by=by, item=item)
    text = page(client, f"/affairs/{here}/")
    assert (
        "1项已到期" in text
        and "已到期" in text
        and "示例办法第三条" in text
        and "修车棚的决定" in text
    )
    assert "示例内容" in page(client, f"/affairs/item/{item.pk}/")
    item.refresh_from_db()
    actions.withdraw_item(by=by, item=item, why="写错了楼号")
    gone = page(client, f"/affairs/item/{item.pk}/")
    assert "示例内容" not in gone and "修车棚的决定" not in gone and "写错了楼号" in gone
    assert "修车棚的决定" not in page(client, f"/affairs/{here}/")


def test_the_poster_is_a_pdf(world: World, client: Client, keep: Keep) -> None:
    member(world, "主任", "示例甲")
    published(world, keep)
    actions.publish_posts(by=world.actor("director"), organisation=world.committee)
    answer = client.get(f"/affairs/{world.committee.pk}/poster.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content[:5] == b"%PDF-"
    from pypdf import PdfReader

    text = "".join(p.extract_text() for p in PdfReader(BytesIO(answer.content)).pages)
    assert "居务公开" in text and "900.00" in text and "示例甲" in text


def test_the_account_as_a_table(world: World, keep: Keep) -> None:
    published(world, keep)
    client, here = world.login(Client(), "leader"), world.committee.pk
    answer = client.get(f"/disclosure/{here}/export.csv?side=spending")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2 and "-300.00" in lines[1]
    book = load_workbook(BytesIO(client.get(f"/disclosure/{here}/export.xlsx").content))
    assert [row[4].value for row in book.active.rows][1:] == ["'-300.00", "900.00"]


def test_street_sees_and_does_not_touch(world: World, keep: Keep) -> None:
    published(world, keep)
    client, here = world.login(Client(), "leader"), world.committee.pk
    assert "一季度工作经费" in page(client, f"/disclosure/{here}/")
    assert client.post(f"/disclosure/{here}/keep/", {}).status_code == 404
    assert client.post(f"/disclosure/{here}/publish/", {}).status_code == 404
    stranger = world.login(Client(), "stranger")
    assert stranger.get(f"/disclosure/{here}/").status_code == 404
    row = AccountEntry.objects.first()
    assert row is not None and stranger.get(f"/disclosure/entry/{row.pk}/").status_code == 404


def many(world: World, count: int) -> None:
    """Fill the account, posts, powers and items of a committee."""
    for n in range(count):
        actions.keep_entry(
            by=SYSTEM, organisation=world.committee, token=uuid4(), heading="street", amount=100 + n,
            day=date(2025, 1, 1) + timedelta(days=n), words=f"示例{n}",
        )  # fmt: skip
        power(world, words=f"示例权力{n}", until=date(2027, 1, 1))
        given = ItemGiven("decision", f"示例{n}", "示例内容", date(2025, 5, 1))
        item = actions.write_item(by=SYSTEM, organisation=world.committee, given=given)
        actions.publish_item(by=SYSTEM, item=item)
    for n in range(min(count, 6)):
        member(world, f"委员{n}", f"示例{n}")
    actions.publish_account(by=SYSTEM, organisation=world.committee, until=date(2025, 1, 31))
    actions.publish_posts(by=SYSTEM, organisation=world.committee)
    actions.publish_powers(by=SYSTEM, organisation=world.committee)


@pytest.mark.slow
def test_pages_ask_little_of_the_database(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    many(world, 60)
    here, staff = world.committee.pk, world.login(Client(), "director")
    row = AccountEntry.objects.first()
    assert row is not None
    asked = {
        f"/disclosure/{here}/": LIST, f"/disclosure/{here}/items/": LIST,
        f"/disclosure/{here}/powers/": LIST, f"/disclosure/entry/{row.pk}/": DETAIL,
        f"/disclosure/{here}/publish/": DETAIL, f"/disclosure/{here}/shares/": DETAIL,
    }  # fmt: skip
    for path, most in asked.items():
        page(staff, path)
        with django_assert_max_num_queries(most):
            page(staff, path)
    open_ = {f"/affairs/{here}/": 10, f"/affairs/{here}/account/": 8, "/affairs/": 8}
    for path, most in open_.items():
        page(client, path)
        with django_assert_max_num_queries(most):
            page(client, path)
    assert queries.balance_of(here) and datetime.now(tz=timezone.get_current_timezone())
