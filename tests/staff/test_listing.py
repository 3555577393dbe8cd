"""The list of matters: filters in the address, the export, and its cost."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from sihe.engines.tables.writing import harmless
from sihe.interaction.casework import filters
from sihe.interaction.casework.views import listing
from sihe.interaction.matters.models import Matter
from tests.staff.factories import in_state, reported, taken
from tests.staff.test_pages import cost
from tests.world import World


def codes(client: Client, address: str) -> set[str]:
    """Return the codes on one page of the list."""
    page = client.get(address)
    assert page.status_code == 200
    return {m.code for m in page.context["page"].rows}


@pytest.fixture
def street(world: World) -> dict[str, Matter]:
    """A few matters of different kinds, by name."""
    made = {
        "lift": taken(world), "rubbish": reported(world), "noise": reported(world, "noise", area="old_block"),
        "ask": reported(world, "ask"), "closed": in_state(world, "closed"),
    }  # fmt: skip
    Matter.objects.filter(pk=made["rubbish"].pk).update(due_at=timezone.now() - timedelta(hours=3))
    return made


def test_each_filter_narrows(world: World, client: Client, street: dict[str, Matter]) -> None:
    world.login(client, "director")
    names = {m.code: name for name, m in street.items()}

    def found(query: str) -> set[str]:
        return {names[c] for c in codes(client, f"/matters/?{query}")}

    assert found("") == set(street)
    assert found("state=open") == {"lift", "rubbish", "noise", "ask"}
    assert found("state=ended") == {"closed"}
    assert found("state=triage") == {"ask"}
    assert found("late=late") == {"rubbish"}
    assert found(f"category={world.categories['lift'].pk}") == {"lift"}
    assert found(f"grid={world.second_grid.pk}") == {"noise"}
    assert found(f"compound={world.compound.pk}") == {"lift", "rubbish", "ask", "closed"}
    assert found(f"accountable={world.property.pk}") == {"lift"}
    assert found("source=web") == set(street)
    assert found("source=patrol") == set()
    assert found("q=" + quote("老年卡")) == {"ask"}
    assert found("q=" + street["noise"].code.lower()) == {"noise"}
    assert found(f"state=open&late=late&grid={world.grid.pk}") == {"rubbish"}


def test_words_are_sought_among_the_newest_and_the_page_says_so(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.login(client, "director")
    old, new = reported(world, text="路灯不亮了。"), reported(world, text="路灯又不亮了。")
    address = "/matters/?q=" + quote("路灯")
    assert codes(client, address) == {old.code, new.code}
    assert "只看最近收到的" not in client.get(address).content.decode()
    monkeypatch.setattr(filters, "WINDOW", new.pk - old.pk)
    assert codes(client, address) == {new.code}
    assert "只看最近收到的" in client.get(address).content.decode()
    assert codes(client, f"/matters/?q={old.code}") == {old.code}, "a code is found at any age"


def test_sorting_by_deadline(world: World, client: Client, street: dict[str, Matter]) -> None:
    page = world.login(client, "director").get("/matters/?sort=due&state=open")
    dues = [m.due_at for m in page.context["page"].rows]
    assert dues == sorted(dues) and len(dues) == 4


NONSENSE = ("state=fly", "late=maybe", "grid=abc", "grid=99999999999999999999", "category=-1", "page=0",
            "page=abc", "page=99999999", "sort=secret", "accountable=1%27", "q=%00", "q=" + "x" * 4000,
            "source=%F0%9F%98%80", "compound=٣")  # fmt: skip


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_in_the_address_is_no_error(world: World, client: Client, query: str) -> None:
    reported(world)
    assert world.login(client, "director").get(f"/matters/?{query}").status_code == 200


@pytest.mark.parametrize("rows", [2, 60])
def test_a_list_costs_at_most_eight_queries(world: World, client: Client, rows: int) -> None:
    _many(world, rows)
    assert cost(world.login(client, "director"), "/matters/?state=open") <= 8


def test_pages_and_the_capped_count(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(world, 130)
    world.login(client, "director")
    first, third = client.get("/matters/"), client.get("/matters/?page=3")
    assert len(first.context["page"].rows) == 50 and first.context["page"].has_next
    assert len(third.context["page"].rows) == 30 and not third.context["page"].has_next
    assert first.context["total"] == "130"
    monkeypatch.setattr(listing, "COUNTED", 100)
    assert client.get("/matters/").context["total"] == "100+"


def _many(world: World, count: int) -> None:
    like = reported(world)
    fields = {f.attname: getattr(like, f.attname) for f in Matter._meta.concrete_fields}
    from uuid import uuid4

    rows = [
        Matter(**{**fields, "id": None, "code": f"X{number:04d}", "token": uuid4()})
        for number in range(count - 1)
    ]
    Matter.objects.bulk_create(rows)


def test_others_see_only_theirs(world: World, client: Client, street: dict[str, Matter]) -> None:
    assert codes(world.login(client, "manager"), "/matters/") == {street["lift"].code}
    assert codes(world.login(client, "stranger"), "/matters/") == set()
    client.logout()
    assert client.get("/matters/").status_code == 302
    assert client.get("/matters/export.csv").status_code == 302


def test_the_export_is_what_was_filtered_without_words_of_residents(
    world: World, client: Client, street: dict[str, Matter]
) -> None:
    world.login(client, "director")
    answer = client.get("/matters/export.csv?state=open")
    text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert {r[0] for r in rows[1:]} == {street[n].code for n in ("lift", "rubbish", "noise", "ask")}
    for words in ("13800001234", "电梯又停了", "老年卡", "2单元", "501"):
        assert words not in text
    book = load_workbook(BytesIO(client.get("/matters/export.xlsx?state=open").content))
    sheet = book.active
    assert sheet is not None
    assert [[c.value or "" for c in row] for row in sheet.rows] == rows
    assert client.get("/matters/export.exe").status_code == 404


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1"])
def test_no_cell_becomes_a_formula(text: str) -> None:
    assert harmless(text).startswith("'")
    assert harmless("3号楼") == "3号楼"
