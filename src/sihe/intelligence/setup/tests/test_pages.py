"""The pages of setting up, in order of use, and what must not be possible there."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader

from sihe.intelligence.registering import running
from sihe.intelligence.registering.models import TableBatch
from sihe.intelligence.registering.steps import STEPS
from sihe.intelligence.setup import actions, starter
from sihe.intelligence.setup.queries import duties, matrix_of
from sihe.intelligence.setup.tests.factories import EVERYTHING, STAFF, begun, brought, sheet
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import Account
from sihe.kernel.places.models import Area, Level
from sihe.kernel.responsibilities.models import Category, Matrix, TermUnit
from tests.world import World

pytestmark = pytest.mark.django_db
UNITS = {unit.value: unit.label for unit in TermUnit}


@pytest.fixture
def by(db: None) -> Actor:
    """The first person."""
    return begun()


@pytest.fixture
def first(by: Actor, client: Client) -> Client:
    """The first person's browser."""
    client.force_login(Account.objects.get())
    return client


def text(client: Client, path: str) -> str:
    """Return a page."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_of_six_steps_says_where_each_stands(first: Client) -> None:
    page = text(first, "/setup/")
    assert page.count("还没开始") == 6 and "去办第1步" in page and "0 个社区" in page
    answer = first.post("/setup/areas/", {"community": "榆荫社区", "grid": "第1-3网格"})
    assert answer.headers["Location"] == "/setup/areas/"
    page = text(first, "/setup/")
    assert page.count("还没开始") == 5 and "1 个社区 · 3 个网格" in page
    first.post("/setup/areas/done/", {"done": "yes"})
    page = text(first, "/setup/")
    assert "办完了" in page and "去办第2步" in page and "周敏" in page
    first.post("/setup/areas/done/", {"done": "no"})
    assert "去办第1步" in text(first, "/setup/")
    assert first.post("/setup/nothing/done/", {"done": "yes"}).status_code == 404


def test_a_row_by_hand_says_what_is_wrong_beside_its_field(first: Client) -> None:
    answer = first.post("/setup/buildings/", {"building": "3号楼", "grid": "火星网格"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "没有这个网格" in page and 'value="3号楼"' in page
    page = first.post("/setup/compounds/", {}).content.decode()
    assert "还没写小区" in page
    first.post("/setup/compounds/", {"name": "榆荫苑", "others": "榆苑"})
    page = first.post("/setup/compounds/", {"name": "石榴园", "others": "榆苑"}).content.decode()
    assert "已登记的：榆荫苑" in page


def test_templates_are_filled_in_and_their_examples_ignored(first: Client, by: Actor) -> None:
    for key, step in STEPS.items():
        answer = first.get(f"/setup/{key}/template.xlsx")
        book = load_workbook(BytesIO(answer.content))
        page, explained = book.worksheets
        heads = [cell.value for cell in page[1]]
        assert heads == ["备注", *(str(c.label) for c in step.columns)]
        assert [row[0].value for row in page.iter_rows(2, 4)].count("示例") == len(step.examples)
        assert page.cell(2, 2).number_format == "@"
        assert explained.title == "说明" and explained["A1"].value == str(step.title)
        assert step.guess([str(h) for h in heads]) == {c.key: str(c.label) for c in step.columns}
        upload = {"file": sheet(*([c.value for c in row] for row in page.iter_rows(1, 6)))}  # type: ignore[arg-type]
        first.post(f"/setup/{key}/table/", upload)
        batch = TableBatch.objects.latest("pk")
        assert (batch.state, batch.rows) == ("checked", 0)
    names = {c.value for c in load_workbook(BytesIO(answer.content)).worksheets[1]["A"]}
    assert {
        row["name"] for row in starter.roles()
    } <= names  # every role in Chinese, for who fills it in


def test_a_table_from_upload_to_undo(first: Client, by: Actor) -> None:
    answer = first.post("/setup/areas/table/", {"file": sheet(*EVERYTHING["areas"], ("", "9网格"))})
    path = answer.headers["Location"]
    page = text(first, path)
    assert "导入这 2 行" in page and "写了网格，没写社区" in page and "第 4 行" in page
    lines = b"".join(first.get(f"{path}conflicts.csv")).decode("utf-8-sig").splitlines()
    assert lines[1] == "4,社区,,,写了网格，没写社区。补上社区。"
    assert first.post(f"{path}begin/").status_code == 302
    assert Area.objects.filter(level=Level.GRID).count() == 5
    assert "撤销这次导入" in text(first, path)
    first.post(f"{path}begin/")  # pressed twice: nothing more comes in
    first.post(f"{path}undo/")
    assert not Area.objects.filter(level=Level.GRID).exists() and "撤掉" in text(first, path)


def test_columns_that_nobody_could_guess_are_chosen(first: Client) -> None:
    answer = first.post(
        "/setup/compounds/table/", {"file": sheet(("甲", "乙"), ("榆荫苑", "榆苑"))}
    )
    path = answer.headers["Location"]
    assert "哪一列是什么" in text(first, path)
    wrong = first.post(f"{path}columns/", {"name": ""})
    assert wrong.status_code == 422 and "还没说哪一列是小区" in wrong.content.decode()
    first.post(f"{path}columns/", {"name": "甲", "others": "乙"})
    assert "导入这 1 行" in text(first, path)


def test_a_long_table_goes_to_the_background(
    first: Client, by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[int] = []

    class Later:
        """Notes what the worker is to do."""

        enqueue = staticmethod(waiting.append)

    monkeypatch.setattr(running, "work_on", Later)
    rows = [("小区", "别名"), *((f"{n}号院", "") for n in range(running.AT_ONCE + 1))]
    answer = first.post("/setup/compounds/table/", {"file": sheet(*rows)})
    path = answer.headers["Location"]
    page = text(first, path)
    assert "试读中" in page and "可以先去忙别的" in page
    assert first.get(f"{path}progress/").status_code == 200
    assert running.go_on(waiting[0]).made == running.AT_ONCE + 1
    assert first.get(f"{path}progress/").headers["HX-Refresh"] == "true"
    assert first.post(f"{path}resume/").status_code == 302


def test_an_unreadable_file_is_refused_in_words(first: Client) -> None:
    answer = first.post("/setup/areas/table/", {"file": sheet(("社区", "社区"), ("a", "b"))})
    assert answer.status_code == 422 and "两列同名" in answer.content.decode()
    assert "还没选文件" in first.post("/setup/areas/table/", {}).content.decode()


def test_the_starter_matrix_is_published_by_a_person_once(first: Client, by: Actor) -> None:
    street = Area.objects.get(level=Level.STREET)
    page = text(first, "/setup/duties/")
    assert (
        "公布意味着什么" in page
        and "在幸福街道公布这份清单" in page
        and page.count("待本单位确认") > 40
    )
    assert not Category.objects.exists() and matrix_of(street) is None  # nothing by itself
    first.post("/setup/duties/", {"street": str(street.pk)})
    matrix = Matrix.objects.get()
    assert matrix.street == street and "待本单位确认" in matrix.source
    assert matrix.lines.count() == len(starter.matrix())
    assert Category.objects.filter(parent__isnull=False).count() == len(starter.categories())
    first.post("/setup/duties/", {"street": str(street.pk)})
    assert Matrix.objects.count() == 1 and "已公布" in text(first, "/setup/")
    assert first.post("/setup/duties/", {"street": "x"}).status_code == 404


def test_every_row_of_the_starter_set_says_from_where_and_waits_for_confirmation() -> None:
    rows = [row["source"] for row in (*starter.roles(), *starter.categories().values())]
    rows += [row["basis"] for row in starter.matrix()]
    assert len(rows) > 100 and all("待本单位确认" in row for row in rows)
    assert not [row for row in starter.matrix() if row["compound"]]
    assert {row["category"] for row in starter.matrix()} == set(starter.categories())


def test_what_nobody_bears_yet_is_said(by: Actor) -> None:
    assert not any(line.there for line in duties(UNITS) if line.lead == "物业服务企业")
    for step in ("areas", "compounds", "buildings", "organisations"):
        brought(by, step, *EVERYTHING[step])
    there = {line.lead for line in duties(UNITS) if line.there}
    assert {"物业服务企业", "居民委员会", "公安"} <= there and "供水" not in there


def test_slips_give_a_start_password_that_must_be_changed(first: Client, by: Actor) -> None:
    for step, rows in EVERYTHING.items():
        brought(by, step, *rows)
    page = text(first, "/setup/staff/")
    assert "打印登录条" in page and "13800001234" not in page
    answer = first.post("/setup/slips/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    paper = "".join(p.extract_text() for p in PdfReader(BytesIO(answer.content)).pages)
    assert "李敏" in paper and "limin" in paper and "赵强" in paper and "周敏" not in paper
    account = Account.objects.get(username="limin")
    (slip,) = actions.give_start_passwords(by=by, accounts=[account.pk])
    account.refresh_from_db()
    assert account.must_change and account.check_password(slip.password)
    staff = Client()
    staff.post("/accounts/login/", {"login": "limin", "password": slip.password})
    assert staff.get("/desk/").headers["Location"] == "/accounts/password/change/"
    own = "mein-eigenes-2026"
    changed = {"oldpassword": slip.password, "password1": own, "password2": own}
    staff.post("/accounts/password/change/", changed)
    assert staff.get("/desk/").status_code == 200
    with pytest.raises(Refused, match="nobody_waits"):
        actions.give_start_passwords(by=by, accounts=[account.pk])


def test_who_may_not_build_sees_nothing_of_it(world: World, client: Client) -> None:
    paths = ["", "areas/", "staff/", "duties/", "areas/template.xlsx"]
    for who in ("director", "grid_worker", "manager"):
        browser = world.login(Client(), who)
        assert {browser.get(f"/setup/{path}").status_code for path in paths} == {404}
        assert browser.post("/setup/slips/").status_code == 404
        with pytest.raises(Refused, match="not_allowed"):
            actions.mark_step(by=world.actor(who), step="areas", done=True)
        with pytest.raises(Refused, match="not_allowed"):
            actions.publish_starter(by=world.actor(who), street=world.street)
        with pytest.raises(Refused, match="not_allowed"):
            actions.give_start_passwords(by=world.actor(who), accounts=[])
    assert "/accounts/login/" in client.get("/setup/").headers["Location"]


def test_pages_ask_the_database_little(
    first: Client, by: Actor, django_assert_max_num_queries: Any
) -> None:
    for step, rows in EVERYTHING.items():
        brought(by, step, *rows)
    head, *rest = EVERYTHING["compounds"]
    brought(by, "compounds", head, *((f"{n}号院", "") for n in range(60)), *rest)
    first.get("/setup/")
    for step in ("areas", "compounds", "buildings", "organisations"):
        with django_assert_max_num_queries(9):
            first.get(f"/setup/{step}/")
    with django_assert_max_num_queries(11):
        first.get("/setup/staff/")  # also the names of roles and organisations to choose from
    with django_assert_max_num_queries(15):
        first.get("/setup/")  # six figures, three cards
    assert STAFF[1][0] in text(first, "/setup/staff/?q=李")
    assert STAFF[2][0] not in text(first, "/setup/staff/?q=李")
