"""The import pages, in order of use, and what must not be possible there."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sihe.intelligence.exchange import running, tasks
from sihe.intelligence.exchange.models import BatchState, ImportBatch
from sihe.intelligence.exchange.tests.files import HOTLINE, order, table, taipei
from sihe.interaction.matters.models import Matter
from tests.world import World

pytestmark = pytest.mark.django_db


class Now:
    """Does at once what the worker would do."""

    @staticmethod
    def enqueue(batch: int) -> None:
        """Work on a batch."""
        running.go_on(batch)


@pytest.fixture
def leader(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody who may import; the worker is quick."""
    monkeypatch.setattr("sihe.intelligence.exchange.views.work_on", Now)
    return world.login(client, "leader")


def send(client: Client, file: Path, **more: str) -> ImportBatch:
    """Upload a file and return its batch."""
    upload = SimpleUploadedFile(file.name, file.read_bytes())
    answer = client.post(reverse("exchange:index"), {"file": upload, "profile": "", **more})
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.latest("pk")


def columns_of(batch: ImportBatch) -> dict[str, str]:
    """Return the columns form as the page shows it first."""
    chosen: dict[str, str] = {}
    for target, names in batch.mapping["columns"].items():
        for key, name in zip((target, f"{target}_more"), names, strict=False):
            chosen[key] = name
    return chosen


def post(client: Client, name: str, batch: ImportBatch, data: dict[str, str] | None = None) -> int:
    """Do one act; return the status."""
    return client.post(reverse(f"exchange:{name}", args=[batch.pk]), data or {}).status_code


def test_from_file_to_undo(leader: Client, tmp_path: Path) -> None:
    batch = send(leader, taipei(tmp_path / "a.csv", 12))
    page = reverse("exchange:batch", args=[batch.pk])
    assert "哪一列是什么" in leader.get(page).content.decode()
    assert post(leader, "columns", batch, columns_of(batch)) == 302
    assert "导入这 12 行" in leader.get(page).content.decode()
    assert post(leader, "begin", batch) == 302
    assert Matter.objects.count() == 12
    assert "撤销这次导入" in leader.get(page).content.decode()
    assert post(leader, "undo", batch) == 302
    assert Matter.objects.count() == 0
    assert "撤掉" in leader.get(page).content.decode()
    assert "a.csv" in leader.get(reverse("exchange:index")).content.decode()


def test_refused_rows_and_answers_can_be_taken_away(leader: Client, tmp_path: Path) -> None:
    rows = [order("A1"), order("A2", 来电时间="昨天"), order("=cmd", 来电时间="=1+1")]
    batch = send(leader, table(tmp_path / "o.csv", HOTLINE, rows))
    post(leader, "columns", batch, columns_of(batch))
    post(leader, "begin", batch)
    text = b"".join(leader.get(reverse("exchange:refused", args=[batch.pk]))).decode("utf-8-sig")
    assert text.splitlines()[1] == "3,来电时间,昨天,日期看不懂"
    assert text.splitlines()[2] == "4,来电时间,'=1+1,日期看不懂"  # no formula for a spreadsheet
    back = b"".join(leader.get(reverse("exchange:answers", args=[batch.pk]))).decode("utf-8-sig")
    assert back.startswith("工单编号,承办单位")


def test_progress_ends_with_a_fresh_page(leader: Client, tmp_path: Path) -> None:
    batch = send(leader, taipei(tmp_path / "a.csv"))
    ImportBatch.objects.update(state=BatchState.RUNNING, rows=10)
    at = reverse("exchange:progress", args=[batch.pk])
    moving = leader.get(at)
    assert "HX-Refresh" not in moving.headers and "hx-get" in moving.content.decode()
    ImportBatch.objects.update(state=BatchState.DONE)
    assert leader.get(at).headers["HX-Refresh"] == "true"


BAD_FILES = [
    ("a.csv", b"", "这个文件是空的"),
    ("a.csv", b"\x00\x01\x02\xff\xfe\x80" * 40, "编码"),
    ("a.xlsx", b"PK\x03\x04broken", "打不开"),
    ("a.csv", b"x,x\n1,2\n", "同名"),
    ("photo.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "请"),
]


@pytest.mark.parametrize("name, content, words", BAD_FILES)
def test_a_bad_file_is_told_in_words(leader: Client, name: str, content: bytes, words: str) -> None:
    upload = SimpleUploadedFile(name, content)
    answer = leader.post(reverse("exchange:index"), {"file": upload, "profile": ""})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_no_file_and_no_such_profile(leader: Client, tmp_path: Path) -> None:
    assert "还没选文件" in leader.post(reverse("exchange:index"), {}).content.decode()
    upload = SimpleUploadedFile("a.csv", b"a,b\n1,2\n")
    answer = leader.post(reverse("exchange:index"), {"file": upload, "profile": "evil"})
    assert answer.status_code == 422 and "没有这个模板" in answer.content.decode()


def test_wrong_columns_are_asked_again(leader: Client, tmp_path: Path) -> None:
    batch = send(leader, table(tmp_path / "a.csv", ("甲", "乙"), [("1", "2")]))
    for data in ({}, {"text": "甲"}, {"text": "甲", "opened": "丙"}):
        answer = leader.post(reverse("exchange:columns", args=[batch.pk]), data)
        assert answer.status_code == 422
    assert (
        "还没说哪一列是"
        in leader.post(reverse("exchange:columns", args=[batch.pk]), {}).content.decode()
    )


def test_acts_out_of_turn_are_told(leader: Client, tmp_path: Path) -> None:
    batch = send(leader, taipei(tmp_path / "a.csv"))
    assert post(leader, "begin", batch) == 302 and post(leader, "undo", batch) == 302
    assert "这一步做不了" in leader.get(reverse("exchange:batch", args=[batch.pk])).content.decode()
    batch.refresh_from_db()
    assert batch.state == BatchState.NEW


@pytest.mark.parametrize("who", ["director", "grid_worker", "stranger", "home_manager"])
def test_others_find_nothing(world: World, leader: Client, tmp_path: Path, who: str) -> None:
    batch = send(leader, taipei(tmp_path / "a.csv"))
    other = world.login(Client(), who)
    assert other.get(reverse("exchange:index")).status_code == 404
    for name in ("batch", "progress", "refused", "answers"):
        assert other.get(reverse(f"exchange:{name}", args=[batch.pk])).status_code == 404
    for name in ("columns", "begin", "undo", "resume"):
        assert post(other, name, batch) == 404
    assert Client().get(reverse("exchange:index")).status_code == 302


def test_another_organisations_batch_is_not_there(
    leader: Client, world: World, tmp_path: Path
) -> None:
    batch = send(leader, taipei(tmp_path / "a.csv"))
    ImportBatch.objects.update(organisation=world.committee)
    assert leader.get(reverse("exchange:batch", args=[batch.pk])).status_code == 404


def test_the_worker_goes_on_after_a_stop(leader: Client, tmp_path: Path) -> None:
    from datetime import timedelta

    from django.utils import timezone

    batch = send(leader, taipei(tmp_path / "a.csv"))
    post(leader, "columns", batch, columns_of(batch))
    long_ago = timezone.now() - timedelta(hours=1)
    ImportBatch.objects.update(
        state=BatchState.RUNNING, touched_at=long_ago, reached=0, made=0, known=0, refused=0
    )
    assert tasks.resume_stalled(timezone.now()) == 1
    batch.refresh_from_db()
    assert (batch.state, batch.made) == (BatchState.DONE, 3)
    assert tasks.resume_stalled(timezone.now()) == 0


def test_files_are_not_kept_for_ever(leader: Client, tmp_path: Path) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from sihe.intelligence.exchange import keeping

    batch = send(leader, taipei(tmp_path / "a.csv"))
    file = keeping.file_of(batch.kept_as)
    assert file is not None and tasks.forget_old_files(timezone.now()) == 0
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert tasks.forget_old_files(timezone.now()) == 1 and not file.exists()
    assert "请重传" in leader.get(reverse("exchange:batch", args=[batch.pk])).content.decode()
