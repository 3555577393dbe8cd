"""The pages of posts: opened, filled, vacated by the page; faults beside the field; few queries; others see nothing."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sihe.kernel.facts import SYSTEM
from sihe.kernel.people.models import Person
from sihe.teams.posts import actions
from sihe.teams.posts.actions import Chosen
from sihe.teams.posts.models import Body, Holding, Post, PostKind, Seat
from tests.world import World

DAY = "2024-03-01"
SESSION = 1


@pytest.fixture
def director(world: World) -> Client:
    """Sign the committee's director in."""
    return world.login(Client(), "director")


def opened(director: Client, world: World, **more: str) -> Post:
    """Open a post by the page."""
    given = {
        "body": "committee", "title": "委员", "kind": "elected", "seats": "2", "since": DAY,
    } | more  # fmt: skip
    answer = director.post(f"/posts/{world.committee.pk}/new/", given)
    assert answer.status_code == 302, answer.content.decode()
    return Post.objects.latest("pk")


def test_a_post_is_opened_filled_renewed_and_vacated_by_the_page(
    director: Client, world: World
) -> None:
    post = opened(director, world)
    seat = post.seats.get(number=1)
    wrong = director.post(f"/posts/seat/{seat.pk}/fill/", {"since": DAY})
    assert wrong.status_code == 422 and "还没选人，也没写姓名" in wrong.content.decode()
    given = {"since": DAY, "name": "示例甲", "birth_year": "1964", "profession": "退休教师"}
    assert director.post(f"/posts/seat/{seat.pk}/fill/", given).status_code == 302
    held = Holding.objects.get()
    page = director.get(f"/posts/{world.committee.pk}/").content.decode()
    assert "示例甲" in page and "退休教师" in page and "55到64岁" in page and "1964" not in page
    assert "居委会要有5到9人，现在1人" in page
    again = {"since": "2026-03-01", "chosen_by": "居民代表会议"}
    assert director.post(f"/posts/holding/{held.pk}/renew/", again).status_code == 302
    fresh = Holding.objects.get(until=None)
    gone = {"on": "2026-05-01", "reason": "moved"}
    assert director.post(f"/posts/holding/{fresh.pk}/leave/", gone).status_code == 302
    text = director.get(f"/posts/post/{post.pk}/").content.decode()
    assert "2026-05-01起空着，搬走了" in text and text.count("示例甲") == 2
    assert director.post(f"/posts/post/{post.pk}/close/").status_code == 302
    assert Post.objects.get(pk=post.pk).until == timezone.localdate()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("birth_year", "六十", "出生年看不懂"),
        ("birth_year", "1700", "出生年看不懂"),
        ("birth_year", str(date.today().year - 3), "要满18岁"),  # noqa: DTZ011
        ("since", "2019-01-01", "不能比上一次还早"),
        ("term_until", "2020-01-01", "任期不能比开始还早"),
        ("phone", "138", "电话少了"),
        ("profession", "长" * 30, "太长了"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_is_kept(
    director: Client, world: World, field: str, value: str, said: str
) -> None:
    seat = opened(director, world).seats.get(number=1)
    before = Person.objects.count()
    given = {"since": DAY, "name": "示例甲"} | {field: value}
    answer = director.post(f"/posts/seat/{seat.pk}/fill/", given)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Holding.objects.exists()
    assert Person.objects.count() == before


def test_leaders_by_the_page(director: Client, world: World) -> None:
    here = world.committee.pk
    assert "平房1号" in director.get(f"/posts/{here}/leaders/").content.decode()
    director.post(f"/posts/{here}/leaders/open/", {"title": "楼门长"})
    assert Post.objects.filter(body=Body.BUILDING).count() == 3
    text = director.get(f"/posts/{here}/leaders/?q=5号楼").content.decode()
    assert text.count("示例花园 5号楼") >= 2 and "示例花园 3号楼</a>" not in text
    rows = b"".join(director.get(f"/posts/{here}/export.csv").streaming_content)  # type: ignore[attr-defined]
    assert len(rows.decode("utf-8-sig").splitlines()) == 4


def test_street_looks_and_others_see_nothing(director: Client, world: World) -> None:
    post = opened(director, world)
    leader, stranger = world.login(Client(), "leader"), world.login(Client(), "stranger")
    page = leader.get(f"/posts/post/{post.pk}/").content.decode()
    assert "委员" in page and "让人上岗" not in page
    assert leader.post(f"/posts/post/{post.pk}/close/").status_code == 404
    assert stranger.get(f"/posts/post/{post.pk}/").status_code == 404
    assert stranger.post(f"/posts/post/{post.pk}/close/").status_code == 404
    assert Post.objects.get(pk=post.pk).until is None


def test_pages_ask_little_of_the_database(
    director: Client, world: World, django_assert_max_num_queries: Any
) -> None:
    people = sorted(world.people.values(), key=lambda p: p.pk)
    post = actions.open_post(
        by=SYSTEM, organisation=world.committee, body=Body.COMMITTEE, title="委员", seats=len(people) + 3,
        kind=PostKind.ELECTED, since=date(2021, 1, 1),
    )  # fmt: skip
    for seat, person in zip(Seat.objects.filter(post=post), people, strict=False):
        actions.begin_holding(by=SYSTEM, seat=seat, person=person, chosen=Chosen(date(2021, 1, 1)))
    here = world.committee.pk
    actions.open_leader_posts(by=SYSTEM, organisation=world.committee, title="楼门长")
    asked = {f"/posts/{here}/": 10, f"/posts/{here}/leaders/": 11, f"/posts/post/{post.pk}/": 10}
    for path, most in asked.items():  # leaders shows two lists; a post also who may take a seat
        director.get(path)
        with django_assert_max_num_queries(SESSION + most):
            assert director.get(path).status_code == 200
