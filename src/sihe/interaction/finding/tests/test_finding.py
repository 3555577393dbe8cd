"""Found within one's area, by address, name or phone; masked, counted, and never journalled with the words."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sihe.interaction.finding.actions import count_find
from sihe.interaction.finding.models import FindCount
from sihe.interaction.finding.queries import Found, find
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.revisions import bump
from sihe.kernel.people.actions import begin_residence, end_residence, enter_person
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area, Compound, Dwelling, Level
from sihe.kernel.responsibilities.models import Number
from tests.world import World

PHONE = "13800001234"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def resident(world: World) -> Person:
    """示例: somebody who lives in flat 501 of the first building."""
    return living(world.dwelling, "示例王小明", PHONE, ("示例王晓明", "阿明"))


def living(dwelling: Dwelling, name: str, phone: str = "", others: tuple[str, ...] = ()) -> Person:
    """Let somebody live in a dwelling."""
    person = enter_person(by=SYSTEM, name=name, phone=phone, other_names=others)
    begin_residence(
        by=SYSTEM, person=person, dwelling=dwelling, kind="owner_here", since=date(2021, 3, 1)
    )
    return person


def places(found: Found) -> list[str]:
    """Return where the hits are."""
    return [hit.place for hit in found.hits]


def far(world: World) -> Dwelling:
    """Return a flat of the same number in another community."""
    grid = Area.objects.create(
        level=Level.GRID, name="外区第1网格", parent=world.other_community, code="og"
    )
    grid.path = f"{world.other_community.path}{grid.pk}/"
    grid.save()
    building = Area.objects.create(level=Level.BUILDING, name="3号楼", parent=grid, code="ob")
    building.path = f"{grid.path}{building.pk}/"
    building.save()
    return Dwelling.objects.create(building=building, number="501")


@pytest.mark.parametrize(
    "words",
    ["3-2-501", "３－２－５０１", "3号楼2单元501", "三号楼二单元501室", "示例花园3-2-501", "花园小区 3号楼 2单元 501",
     "3-501", "3 号楼 501", "501"],
)  # fmt: skip
def test_a_dwelling_is_found_however_it_is_written(world: World, words: str) -> None:
    found = find(world.actor("grid_worker"), words)
    assert places(found) == ["示例花园 3号楼2单元501"]
    assert found.hits[0].dwelling == world.dwelling.pk and found.hits[0].reason == "address"


def test_the_wrong_unit_is_another_dwelling(world: World) -> None:
    assert places(find(world.actor("director"), "3-1-501")) == []


def test_several_compounds_give_choices_and_a_name_decides(world: World) -> None:
    other = Compound.objects.create(name="示例新村", street=world.street)
    building = Area.objects.create(
        level=Level.BUILDING, name="3号楼", parent=world.second_grid, compound=other, code="n3"
    )
    building.path = f"{world.second_grid.path}{building.pk}/"
    building.save()
    bump("places")
    Dwelling.objects.create(building=building, number="501")
    director = world.actor("director")
    assert places(find(director, "3号楼501")) == ["示例花园 3号楼2单元501", "示例新村 3号楼501室"]
    assert places(find(director, "示例新村3号楼501")) == ["示例新村 3号楼501室"]
    assert places(find(world.actor("grid_worker"), "3号楼501")) == ["示例花园 3号楼2单元501"]


def test_a_building_alone_leads_to_its_list(world: World) -> None:
    (hit,) = find(world.actor("director"), "5号楼").hits
    assert (hit.place, hit.building) == ("示例花园 5号楼", world.second_building.pk)


def test_by_name_exact_first_and_by_other_names(world: World, resident: Person) -> None:
    longer = living(world.dwelling, "示例王小明明")
    director = world.actor("director")
    found = find(director, "示例王小明")
    assert [(h.name, h.reason) for h in found.hits] == [
        ("示例王小明", "name"), (longer.name, "name"),
    ]  # fmt: skip
    assert found.hits[0].phone == "138****1234" and found.hits[0].kind == "自住业主"
    (also,) = find(director, "示例王晓明").hits
    assert (also.reason, also.dwelling) == ("other_name", world.dwelling.pk)
    assert find(director, "阿明").hits[0].reason == "other_name"


def test_nobody_is_found_by_a_family_name_alone(world: World, resident: Person) -> None:
    assert find(world.actor("director"), "示").hits == ()


def test_by_phone_the_name_stays_masked(world: World, resident: Person) -> None:
    for words, reason in (("1234", "tail"), (PHONE, "phone"), ("138 0000 1234", "phone")):
        (hit,) = find(world.actor("director"), words).hits
        assert (hit.reason, hit.name, hit.phone) == (
            reason,
            "示*****"[: len("示例王小明")],
            "138****1234",
        )
    assert find(world.actor("director"), "9999").hits == ()


def test_what_leaves_the_area_is_not_found(world: World, resident: Person) -> None:
    stranger, outside = world.actor("stranger"), far(world)
    for words in ("示例王小明", "示例王晓明", "1234", PHONE):
        assert find(stranger, words).hits == ()
    assert [h.dwelling for h in find(stranger, "3-501").hits] == [outside.pk]
    assert [h.dwelling for h in find(world.actor("director"), "3-501").hits] == [world.dwelling.pk]
    assert find(world.actor("manager"), "3-2-501").hits == ()  # holds no permission
    living(outside, "示例外区人", "13911112222")
    assert find(world.actor("leader"), "示例外区人").hits == ()
    assert find(world.actor("leader"), "2222").hits == ()


def test_who_moved_out_is_not_found(world: World, resident: Person) -> None:
    end_residence(by=SYSTEM, residence=resident.residences.get(), until=date(2022, 1, 1))
    assert find(world.actor("director"), "示例王小明").hits == ()


def test_a_search_is_counted_and_its_words_are_kept_nowhere(world: World, resident: Person) -> None:
    before = Entry.objects.count()
    client = world.login(Client(), "director")
    page = client.get("/find/", {"q": "示例王小明"}).content.decode()
    assert "示例王小明" in page and "138****1234" in page and PHONE not in page
    assert "姓名" in page
    assert Entry.objects.count() == before
    assert FindCount.objects.get().number == 1
    client.get("/find/")
    assert FindCount.objects.get().number == 1


def test_too_many_searches_wait(world: World) -> None:
    Number.objects.filter(name="finding.finds_an_hour").update(value=2)
    bump("responsibilities")
    director = world.actor("director")
    count_find(by=director)
    count_find(by=director)
    with pytest.raises(Refused) as refused:
        count_find(by=director)
    assert refused.value.code == "too_many_finds"
    page = world.login(Client(), "director").get("/find/", {"q": "3-2-501"}).content.decode()
    assert "过一会儿再查" in page and "2单元501" not in page


def test_nothing_found_says_what_to_try(world: World) -> None:
    page = world.login(Client(), "director").get("/find/", {"q": "99-9-999"}).content.decode()
    assert "没找到" in page and "3-2-501" in page


def test_counts_are_seen_by_who_watches_alone(world: World) -> None:
    count_find(by=world.actor("director"))
    keeper = world.login(Client(), "keeper")
    assert "示例居委会主任" in keeper.get("/find/counts/").content.decode()
    assert world.login(Client(), "director").get("/find/counts/").status_code == 404


def test_the_box_stands_on_every_page_of_who_may(world: World) -> None:
    assert "data-find" in world.login(Client(), "director").get("/desk/").content.decode()
    assert "data-find" not in world.login(Client(), "manager").get("/desk/").content.decode()


@pytest.mark.parametrize("words", ["3-2-501", "示例王小明", "1234", "没有这个人"])
def test_few_queries(
    world: World, resident: Person, django_assert_max_num_queries: Any, words: str
) -> None:
    for number in range(30):
        living(world.dwelling, f"示例王小明{number}", f"1390000{number:04d}")
    with django_assert_max_num_queries(8):
        find(world.actor("grid_worker"), words)


NAMES = st.sampled_from(["示例王伟", "示例王伟平", "示例李娜", "示例李", "阿明"])
ROW = st.tuples(NAMES, st.booleans(), st.integers(0, 9))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=8), asked=NAMES, tail=st.integers(0, 9))
def test_whoever_lives_in_the_area_is_found_and_nobody_else(
    world: World, rows: list[tuple[str, bool, int]], asked: str, tail: int
) -> None:
    with transaction.atomic():
        outside = far(world)
        for name, inside, digit in rows:
            living(world.dwelling if inside else outside, name, f"1000000123{digit}")
        for persona, home, here in (
            ("director", world.dwelling, True),
            ("stranger", outside, False),
        ):
            mine = [(n, d) for n, inside, d in rows if inside is here]
            by_name = find(world.actor(persona), asked).hits
            wanted = sorted(n for n, _d in mine if n.startswith(asked))
            assert sorted(h.name for h in by_name) == wanted
            by_tail = [
                h for h in find(world.actor(persona), f"123{tail}").hits if h.reason == "tail"
            ]
            assert len(by_tail) == sum(d == tail for _n, d in mine)
            assert {h.dwelling for h in (*by_name, *by_tail)} <= {home.pk}
        transaction.set_rollback(True)


def test_other_names_are_read_from_their_index(world: World) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by its statistics")
    ask = "EXPLAIN QUERY PLAN SELECT id FROM people_person WHERE other_names <> '[]'"
    with connection.cursor() as cursor:
        cursor.execute(ask)
        assert "person_called" in str(cursor.fetchall())
