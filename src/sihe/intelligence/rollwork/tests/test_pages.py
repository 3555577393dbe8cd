"""The pages of rolls in order of use, their budgets, and what must not be possible there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sihe.engines.rolls import opened
from sihe.engines.rolls.tests.making import as_csv, people
from sihe.intelligence.rolls.models import Roll
from sihe.intelligence.rollwork import running, tasks
from sihe.intelligence.rollwork.tests.ground import (
    brought,
    days_ago,
    dwellings,
    register,
    said,
    taken,
)
from sihe.intelligence.rollwork.tests.test_rolls import cells
from tests.world import World

pytestmark = pytest.mark.django_db


class Now:
    """Does at once what the worker would do."""

    @staticmethod
    def enqueue(roll: int) -> None:
        """Work on a roll."""
        running.go_on(roll)


@pytest.fixture
def director(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> Client:
    """Somebody who brings and confirms rolls; the worker is quick."""
    settings.MEDIA_ROOT = tmp_path / "files"
    for page in ("pages", "deciding"):
        monkeypatch.setattr(f"sihe.intelligence.rollwork.views.{page}.work_on", Now)
    return world.login(client, "director")


def send(client: Client, file: Path, cover: str, **more: str) -> Roll:
    """Upload a file and return its roll."""
    upload = SimpleUploadedFile(file.name, file.read_bytes())
    given = {
        "file": upload,
        "cover": cover,
        "as_of": days_ago(0).isoformat(),
        "default_kind": "tenant",
        **more,
    }
    answer = client.post(reverse("rolls:index"), given)
    assert answer.status_code == 302, answer.content.decode()
    return Roll.objects.latest("pk")


def page(client: Client, name: str, *args: int, asked: str = "") -> str:
    """Return a page."""
    answer = client.get(reverse(f"rolls:{name}", args=args) + asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_file_to_undo(world: World, director: Client, tmp_path: Path) -> None:
    made = people(30)
    dwellings(world, made)
    rows = [*(m.cells() for m in made), cells("", room="101")]
    roll = send(director, as_csv(tmp_path / "a.csv", rows), str(world.community.pk))
    assert "哪一列是什么" in page(director, "roll", roll.pk)
    answer = director.post(reverse("rolls:columns", args=[roll.pk]), roll.columns)
    assert answer.status_code == 302
    text = page(director, "roll", roll.pk)
    assert f"去确认 {len(made)} 条" in text and "没写姓名" in text and "补上姓名" in text
    listed = page(director, "changes", roll.pk, asked="?kind=in")
    assert f"确认全部 {len(made)} 条" in listed
    building = made[0].building
    here = [m for m in made if m.building == building]
    key = str(
        roll.changes.filter(building__name=f"{building}号楼").values_list("building", flat=True)[0]
    )
    decide = reverse("rolls:decide", args=[roll.pk])
    assert director.post(f"{decide}?kind=in&building={key}", {"all": "take"}).status_code == 302
    assert register() == said(here)
    director.post(decide, {"all": "take"})  # all of everything is not offered, and not done
    assert register() == said(here)
    rest = list(roll.changes.filter(verdict="open").values_list("pk", flat=True))
    director.post(decide, {"verdict": "take", "change": rest[:2]})
    assert len(register()) == len(here) + len(rest[:2])
    for pk in rest[2:]:
        director.post(reverse("rolls:change", args=[roll.pk, pk]), {"verdict": "leave"})
    roll.refresh_from_db()
    assert roll.state == "done"
    assert "撤销这份名册" in page(director, "roll", roll.pk)
    director.post(reverse("rolls:undo", args=[roll.pk]))
    assert register() == []
    assert "已撤销" in page(director, "roll", roll.pk)


def test_a_roll_of_a_part_taken_for_the_whole_is_noticed(
    world: World, director: Client, tmp_path: Path
) -> None:
    made, by = people(20), world.actor("director")
    dwellings(world, made)
    brought(by, as_csv(tmp_path / "a.csv", [m.cells() for m in made]), world.community, days_ago(9))
    part = taken(by, as_csv(tmp_path / "b.csv", [m.cells() for m in made[:9]]), world.community)
    assert "搬走的比留下的还多" in page(director, "roll", part.pk)
    listed = page(director, "changes", part.pk)
    assert "确认全部" not in listed and "确认全部" in page(
        director, "changes", part.pk, asked="?kind=out"
    )


def test_doubts_have_a_page_and_are_not_ticked(
    world: World, director: Client, tmp_path: Path
) -> None:
    by = world.actor("director")
    brought(
        by,
        as_csv(tmp_path / "a.csv", [cells("示例王小明", "", "10000000001")]),
        world.community,
        days_ago(9),
    )
    roll = taken(
        by, as_csv(tmp_path / "b.csv", [cells("示例王晓明", "", "10000000001")]), world.community
    )
    change = roll.changes.get()
    listed = page(director, "changes", roll.pk)
    assert (
        f'value="{change.pk}"' not in listed
        and "确认全部" not in listed
        and "名字写法不同" in listed
    )
    director.post(
        reverse("rolls:decide", args=[roll.pk]), {"verdict": "take", "change": [change.pk]}
    )
    change.refresh_from_db()
    assert change.verdict == "open"
    one = page(director, "change", roll.pk, change.pk)
    assert "是两个人，一走一来" in one and "10000000001" not in one and "100****0001" in one
    director.post(reverse("rolls:change", args=[roll.pk, change.pk]), {"verdict": "apart"})
    assert [r[3] for r in register()] == ["示例王晓明"]


def test_what_is_wrong_stands_beside_the_field(
    world: World, director: Client, tmp_path: Path
) -> None:
    answer = director.post(
        reverse("rolls:index"), {"cover": "99999", "as_of": "2199-01-01", "default_kind": "x"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("还没选文件", "没有这个范围", "名册的日期在将来", "没有这一种"):
        assert words in text
    upload = SimpleUploadedFile("a.xlsx", b"PK\x03\x04 nonsense")
    given = {
        "file": upload,
        "cover": str(world.community.pk),
        "as_of": days_ago(0).isoformat(),
        "default_kind": "tenant",
    }
    assert "文件打不开" in director.post(reverse("rolls:index"), given).content.decode()
    roll = send(director, as_csv(tmp_path / "a.csv", [cells("赵一鸣")]), str(world.community.pk))
    answer = director.post(reverse("rolls:columns", args=[roll.pk]), {"name": "姓名"})
    assert answer.status_code == 422 and "还没说哪一列是住址" in answer.content.decode()


def test_covers_reach_as_far_as_the_mandate(world: World, director: Client) -> None:
    text = page(director, "index")
    for name in ("示例社区", "示例花园", "3号楼", "第1网格"):
        assert name in text
    assert "外区社区" not in text
    other = f"{world.other_community.pk}"
    answer = director.post(
        reverse("rolls:index"), {"cover": other, "as_of": "2026-01-01", "default_kind": "tenant"}
    )
    assert answer.status_code == 422 and "没有这个范围" in answer.content.decode()


def test_the_second_of_two_is_told_on_the_page(
    world: World, director: Client, tmp_path: Path
) -> None:
    file = as_csv(tmp_path / "a.csv", [cells("赵一鸣")])
    taken(world.actor("director"), file, world.community)
    second = send(director, file, str(world.building.pk))
    answer = director.post(reverse("rolls:columns", args=[second.pk]), second.columns)
    assert answer.status_code == 422 and "示例居委会主任正在办这里的名册" in answer.content.decode()


def test_refused_rows_are_listed_and_downloaded_with_their_mend(
    world: World, director: Client, tmp_path: Path
) -> None:
    rows = [
        cells("赵一鸣", "", "138"),
        cells("", "", ""),
        cells("钱二多", room="999"),
        cells("孙立三", kind="=1+1"),
    ]
    roll = taken(world.actor("director"), as_csv(tmp_path / "a.csv", rows), world.community)
    listed = page(director, "refused", roll.pk)
    assert "电话少8位" in listed and "没有登记这个房号" in listed and "写着" in listed
    assert (
        "没写姓名"
        not in page(director, "refused", roll.pk, asked="?reason=room-unknown").split("<table")[1]
    )
    csv = director.get(reverse("rolls:refused_file", args=[roll.pk, "csv"])).getvalue().decode()
    assert csv.splitlines()[1] == "2,联系电话,****,电话少8位,手机号是11位，补全"
    assert "'=1+1" in csv
    xlsx = director.get(reverse("rolls:refused_file", args=[roll.pk, "xlsx"])).content
    from openpyxl import load_workbook

    assert load_workbook(BytesIO(xlsx)).active.max_row == 5
    assert director.get(reverse("rolls:refused_file", args=[roll.pk, "exe"])).status_code == 404


def test_the_template_is_a_roll_of_examples(world: World, director: Client, tmp_path: Path) -> None:
    content = director.get(reverse("rolls:template")).content
    (tmp_path / "t.xlsx").write_bytes(content)
    found = opened(tmp_path / "t.xlsx")
    assert found.heads[:4] == ["楼号", "单元", "房号", "姓名"]
    from sihe.engines.rolls import guessed

    names = [row["姓名"] for _l, row, _b in found.read(guessed(found.heads))]
    assert names == ["示例甲", "示例乙", "示例丙"]
    roll = send(director, tmp_path / "t.xlsx", str(world.community.pk))
    director.post(reverse("rolls:columns", args=[roll.pk]), roll.columns)
    roll.refresh_from_db()
    assert (roll.rows, roll.sound) == (3, 2)  # 502 is not registered
    assert roll.refusals.get().reason == "room-unknown"


def test_budgets(
    world: World, director: Client, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    made, by = people(60), world.actor("director")
    dwellings(world, made)
    roll = taken(by, as_csv(tmp_path / "a.csv", [m.cells() for m in made]), world.community)
    change = roll.changes.first()
    assert change is not None
    pages = [
        (8, reverse("rolls:changes", args=[roll.pk])), (8, reverse("rolls:refused", args=[roll.pk])),
        (10, reverse("rolls:roll", args=[roll.pk])), (10, reverse("rolls:index")),
        (10, reverse("rolls:change", args=[roll.pk, change.pk])),
    ]  # fmt: skip
    for most, url in pages:
        director.get(url)
        with django_assert_max_num_queries(most + 1):  # and the session
            answer = director.get(url)
        assert len(answer.content) < 150_000


def test_progress_can_be_left_and_come_back_to(
    world: World, director: Client, tmp_path: Path
) -> None:
    from sihe.intelligence.rolls import actions as rolls

    by = world.actor("director")
    roll = rolls.take_roll(
        by=by, file=as_csv(tmp_path / "a.csv", [cells("赵一鸣")]), area=world.community
    )
    rolls.start_reading(by=by, roll=roll)
    assert "可以先去忙别的" in page(director, "roll", roll.pk)
    waits = director.get(reverse("rolls:progress", args=[roll.pk]))
    assert "hx-get" in waits.content.decode() and "HX-Refresh" not in waits.headers
    director.post(reverse("rolls:resume", args=[roll.pk]))
    assert director.get(reverse("rolls:progress", args=[roll.pk])).headers["HX-Refresh"] == "true"


def test_the_worker_goes_on_with_what_a_stop_left(
    world: World, director: Client, tmp_path: Path
) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from sihe.intelligence.rolls import actions as rolls

    by = world.actor("director")
    roll = rolls.take_roll(
        by=by, file=as_csv(tmp_path / "a.csv", [cells("赵一鸣")]), area=world.community
    )
    rolls.start_reading(by=by, roll=roll)
    assert tasks.resume_stalled_rolls(timezone.now()) == 0
    Roll.objects.update(touched_at=timezone.now() - timedelta(minutes=9))
    assert tasks.resume_stalled_rolls(timezone.now()) == 1
    roll.refresh_from_db()
    assert roll.state == "open"


def test_a_roll_of_others_is_not_there(world: World, client: Client, tmp_path: Path) -> None:
    roll = taken(
        world.actor("director"), as_csv(tmp_path / "a.csv", [cells("赵一鸣")]), world.community
    )
    change = roll.changes.get()
    for who in ("stranger", "grid_worker"):
        world.login(client, who)
        for url in (
            reverse("rolls:roll", args=[roll.pk]),
            reverse("rolls:change", args=[roll.pk, change.pk]),
        ):
            assert client.get(url).status_code == 404
        assert (
            client.post(reverse("rolls:decide", args=[roll.pk]), {"all": "take"}).status_code == 404
        )
    assert register() == []
