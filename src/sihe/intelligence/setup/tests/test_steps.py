"""Tables of the five steps: what comes in, what is here already, what conflicts with it, and taking all of it back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sihe.intelligence.exchange import keeping
from sihe.intelligence.registering import actions, running
from sihe.intelligence.registering.models import MadeThing, TableBatch, TableState
from sihe.intelligence.registering.phrases import MENDS, mend
from sihe.intelligence.registering.queries import kept_names, visible_to
from sihe.intelligence.registering.steps import STEPS
from sihe.intelligence.setup.tests.factories import (
    AREAS,
    BUILDINGS,
    COMPOUNDS,
    EVERYTHING,
    ORGANISATIONS,
    STAFF,
    begun,
    brought,
    sheet,
    taken_back,
    tried,
)
from sihe.interaction.intake.actions import report
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, Actor
from sihe.kernel.journal.models import Entry
from sihe.kernel.organisations.models import Jurisdiction, Mandate, Organisation
from sihe.kernel.people.models import Account, Person
from sihe.kernel.places.models import Area, Compound, Dwelling, Level
from sihe.kernel.places.spots import PlaceGiven
from tests.world import World

pytestmark = pytest.mark.django_db
TABLES = (Area, Compound, Dwelling, Organisation, Jurisdiction, Mandate, Person, Account)


@pytest.fixture
def by(db: None) -> Actor:
    """The first person of an installation that has just begun."""
    return begun()


def counts() -> list[int]:
    """Count everything that steps make."""
    return [table._default_manager.count() for table in TABLES]


def conflicts(batch: TableBatch) -> list[tuple[int, str, str, str, str]]:
    """Return what a table's conflicts say."""
    rows = batch.conflicts.order_by("line")
    return [(c.line, c.column, c.reason, c.found, c.there) for c in rows]


def test_all_five_come_in_twice_change_nothing_and_go_out(by: Actor) -> None:
    before = counts()
    batches = [brought(by, step, *rows) for step, rows in EVERYTHING.items()]
    assert [(b.state, b.refused) for b in batches] == [(TableState.DONE, 0)] * 5
    assert (Dwelling.objects.count(), Area.objects.filter(level=Level.BUILDING).count()) == (31, 4)
    assert Area.objects.exclude(sign="").count() == 4
    full = counts()
    for step, rows in EVERYTHING.items():
        again = brought(by, step, *rows)
        assert (again.made, again.known, again.refused) == (0, len(rows) - 1, 0)
    assert counts() == full
    for batch in reversed(batches):
        undone = taken_back(by, batch)
        assert undone.state == TableState.UNDONE and not undone.things.exists()
    assert counts() == before


def test_a_dry_run_changes_nothing_and_says_what_the_import_will(by: Actor) -> None:
    before, entries = counts(), Entry.objects.count()
    batch = tried(by, "areas", *AREAS, ("", "7网格"))
    assert (batch.state, batch.rows, batch.made, batch.refused) == (TableState.CHECKED, 3, 2, 1)
    assert counts() == before and Entry.objects.count() == entries
    actions.start_import(by=by, batch=batch)
    done = running.run(batch.pk)
    assert (done.rows, done.made, done.refused, done.kept_as) == (3, 2, 1, "")
    assert [e.fact for e in Entry.objects.order_by("seq")][-1] == "registering.TableBrought"


def test_example_rows_and_blank_rows_are_not_taken(by: Actor) -> None:
    rows = (("备注", "社区"), ("示例", "榆荫社区"), ("", ""), ("", "书香社区"))
    assert brought(by, "areas", *rows).rows == 1
    assert not Area.objects.filter(name="榆荫社区").exists()


def test_two_ways_of_writing_are_one_thing(by: Actor) -> None:
    brought(by, "areas", ("社区", "网格"), ("榆荫社区", "第3网格"), ("榆荫", "三网格、3网格"))
    assert Area.objects.filter(level=Level.GRID).count() == 1
    brought(by, "compounds", *COMPOUNDS)
    head = ("地址", "网格")
    batch = brought(
        by, "buildings", head, ("榆荫苑3号楼2单元501", "3网格"), ("榆苑三号楼二单元0501室", "")
    )
    assert (batch.made, batch.known) == (1, 1)


def test_columns_are_guessed_from_other_peoples_names(by: Actor) -> None:
    header = ["序号", "小区名称", "楼栋号", "单元号", "房号", "所属网格"]
    guess = STEPS["buildings"].guess(header)
    assert [guess[k] for k in ("compound", "building", "unit", "door", "grid")] == header[1:]


CASES: tuple[tuple[str, tuple[Any, ...], tuple[Any, ...], tuple[str, str, str, str]], ...] = (
    ("areas", AREAS[0], ("", "第1网格"), ("社区", "community_missing", "", "")),
    ("areas", AREAS[0], ("榆荫社区", "9-1网格"), ("网格", "range_wrong", "9-1", "")),
    ("areas", ("街道", "社区"), ("快乐街道", "新社区"), ("街道", "street_unknown", "快乐街道", "幸福街道")),
    ("compounds", COMPOUNDS[0], ("", "x"), ("小区", "cell_missing", "", "")),
    ("compounds", COMPOUNDS[0], ("石榴园", "榆苑"), ("别名", "name_of_other", "榆苑", "榆荫苑")),
    ("compounds", COMPOUNDS[0], ("榆苑", ""), ("小区", "name_of_other", "榆苑", "榆荫苑")),
    ("compounds", COMPOUNDS[0], ("榆荫苑", "新名"), ("别名", "other_names_differ", "新名", "榆苑")),
    ("buildings", BUILDINGS[0], ("没有苑", "1", "", "", "1网格"), ("小区", "compound_unknown", "没有苑", "")),
    ("buildings", BUILDINGS[0], ("", "9号楼", "", "", ""), ("网格", "grid_missing", "", "")),
    ("buildings", BUILDINGS[0], ("", "9号楼", "", "", "8网格"), ("网格", "grid_unknown", "8网格", "")),
    ("buildings", BUILDINGS[0], ("", "", "", "", "1网格"), ("楼栋", "building_missing", "", "")),
    ("buildings", BUILDINGS[0], ("榆荫苑", "1", "", "", "1网格"),
     ("网格", "building_elsewhere", "第1网格", "第2网格 榆荫苑 1号楼")),
    ("buildings", BUILDINGS[0], ("", "9", "", "顶楼", "1网格"), ("房屋", "doors_unclear", "顶楼", "")),
    ("organisations", ORGANISATIONS[0], ("新单位", "", "什么会", "", ""), ("类别", "kind_unknown", "什么会", "?")),
    ("organisations", ORGANISATIONS[0], ("幸福街道派出所", "", "物业", "", ""),
     ("类别", "kind_differs", "物业", "职能部门")),
    ("organisations", ORGANISATIONS[0], ("新单位", "", "物业", "", "火星苑"),
     ("负责范围", "place_unknown", "火星苑", "")),
    ("staff", STAFF[0], ("孙丽", "没有单位", "网格员", "", "", ""), ("单位", "organisation_unknown", "没有单位", "")),
    ("staff", STAFF[0], ("孙丽", "榆荫居委会", "大王", "", "", ""), ("角色", "role_unknown", "大王", "?")),
    ("staff", STAFF[0], ("孙丽", "榆荫居委会", "网格员", "", "limin", ""), ("登录名", "username_taken", "limin", "")),
    ("staff", STAFF[0], ("孙丽", "榆荫居委会", "网格员", "", "", "123"), ("手机", "phone_wrong", "", "")),
    ("staff", STAFF[0], ("王芳", "榆荫居委会", "网格员", "", "", "13900000000"), ("手机", "phone_differs", "", "")),
)  # fmt: skip


@pytest.mark.parametrize(("step", "head", "row", "said"), CASES, ids=[c[3][1] for c in CASES])
def test_a_conflict_says_line_column_what_stands_there_and_how_to_mend(
    by: Actor, step: str, head: tuple[Any, ...], row: tuple[Any, ...], said: tuple[str, ...]
) -> None:
    for name, rows in EVERYTHING.items():
        brought(by, name, *rows)
    before = counts()
    batch = brought(by, step, head, row)
    (found,) = conflicts(batch)
    assert found[:4] == (2, *said[:3])
    assert found[4] == said[3] or (said[3] == "?" and found[4])
    assert mend(said[1]).endswith("。") and counts() == before


def test_every_reason_has_its_mend() -> None:
    said = {mend(code) for code in MENDS} | {mend("name_taken"), mend("number_taken")}
    assert len(said) == len(MENDS) + 2 and mend("columns") == "列数不对，这一行可能错位了"


def test_what_is_used_since_stays_and_is_named(by: Actor) -> None:
    places = [brought(by, step, *EVERYTHING[step]) for step in ("areas", "compounds", "buildings")]
    brought(by, "organisations", *ORGANISATIONS)
    building = Area.objects.get(level=Level.BUILDING, name="1号楼")
    report(
        by=RESIDENT,
        token=uuid4(),
        text="灯不亮",
        given=PlaceGiven(area=building.pk),
    )
    undone = taken_back(by, places[2])
    assert set(kept_names(undone)) == {"区域 1号楼"}
    assert [*Area.objects.filter(level=Level.BUILDING)] == [building]
    assert not Dwelling.objects.exists() and undone.removed == 39
    undone = taken_back(by, places[0])
    assert {"区域 榆荫社区", "区域 第2网格"} <= set(kept_names(undone))
    assert not Area.objects.filter(name="书香社区").exists()


def test_who_has_signed_in_stays_with_what_they_act_under(by: Actor) -> None:
    for step in ("areas", "compounds", "buildings", "organisations"):
        brought(by, step, *EVERYTHING[step])
    batch = brought(by, "staff", *STAFF)
    director = Account.objects.get(username="limin")
    director.last_login = timezone.now()
    director.save()
    undone = taken_back(by, batch)
    assert (
        Person.objects.filter(name="李敏").exists()
        and Mandate.objects.filter(person=director.person).exists()
    )
    assert not Person.objects.filter(name__in=["王芳", "赵强"]).exists()
    assert {"登录账号 limin", "人员 李敏"} <= set(kept_names(undone))


def test_a_row_is_wholly_in_or_not_at_all(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    brought(by, "areas", *AREAS)

    def fail(**given: Any) -> None:
        raise Refused("number_wrong", field="numbers")

    monkeypatch.setattr("sihe.intelligence.registering.steps.buildings.add_dwellings", fail)
    before, entries = counts(), Entry.objects.count()
    batch = brought(by, "buildings", BUILDINGS[0], ("", "7号楼", "1-2单元", "101", "第1网格"))
    assert (batch.made, batch.refused) == (0, 1) and counts() == before
    assert Entry.objects.count() == entries + 1  # the table's own fact


def test_a_stop_half_way_leaves_nothing(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = tried(by, "areas", *AREAS)
    actions.start_import(by=by, batch=batch)
    monkeypatch.setattr(running, "_keep", lambda *a: (_ for _ in ()).throw(KeyboardInterrupt))
    before = counts()
    with pytest.raises(KeyboardInterrupt):
        running.run(batch.pk)
    assert counts() == before and TableBatch.objects.get().state == TableState.RUNNING
    monkeypatch.undo()
    assert running.run(batch.pk).made == 2
    assert running.run(batch.pk).made == 2  # a second worker finds it done
    assert counts()[0] == before[0] + 7


def test_file_that_cannot_be_read_or_is_gone(by: Actor) -> None:
    with pytest.raises(Refused, match="file_unreadable"):
        actions.take_table(by=by, step=STEPS["areas"], file=sheet(("社区", "社区"), ("a", "b")))
    batch = actions.take_table(by=by, step=STEPS["areas"], file=sheet(*AREAS))
    actions.start_check(by=by, batch=batch)
    keeping.remove(batch.kept_as)
    assert (running.check(batch.pk).state, TableBatch.objects.get().trouble) == (
        "failed",
        "file_gone",
    )


def test_needed_columns_and_states_are_asked_for(by: Actor) -> None:
    batch = actions.take_table(by=by, step=STEPS["compounds"], file=sheet(("甲", "乙"), ("a", "b")))
    with pytest.raises(Refused, match="step_column_missing"):
        actions.start_check(by=by, batch=batch)
    with pytest.raises(Refused, match="column_missing"):
        actions.start_check(by=by, batch=batch, mapping={"name": "丙"})
    with pytest.raises(Refused, match="table_state"):
        actions.start_import(by=by, batch=batch)
    actions.start_check(by=by, batch=batch, mapping={"name": "甲"})
    assert running.check(batch.pk).made == 1


def test_only_who_may_build_brings_tables_in(world: World) -> None:
    for who in ("director", "grid_worker", "manager"):
        actor = world.actor(who)
        with pytest.raises(Refused, match="not_allowed"):
            actions.take_table(by=actor, step=STEPS["areas"], file=sheet(*AREAS))
        with pytest.raises(Refused, match="not_allowed"):
            actions.enter_row(by=actor, step=STEPS["areas"], given={"community": "新社区"})
        assert not visible_to(actor).exists()


def test_nobody_takes_a_strangers_table_back(by: Actor, world: World) -> None:
    batch = brought(by, "compounds", *COMPOUNDS)
    leader = world.actor("leader")
    assert not visible_to(leader).filter(pk=batch.pk).exists()
    with pytest.raises(Refused, match="not_allowed"):
        actions.start_undo(by=leader, batch=batch)


def test_old_files_are_forgotten(by: Actor) -> None:
    batch = tried(by, "areas", *AREAS)
    TableBatch.objects.update(created_at=timezone.now() - running.KEPT_FOR * 2)
    assert running.forget_files() == 1 and TableBatch.objects.get(pk=batch.pk).kept_as == ""


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["榆荫社区", "榆荫", "书香社区", ""]),
        st.sampled_from(["1-3", "2网格", "三网格", "9-1", ""]),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_any_table_twice_adds_nothing_and_can_be_taken_back(
    by: Actor, rows: list[tuple[str, str]]
) -> None:
    before = counts()
    batch = brought(by, "areas", AREAS[0], *rows)
    after = counts()
    again = brought(by, "areas", AREAS[0], *rows)
    assert (again.made, again.refused, counts()) == (0, batch.refused, after)
    assert batch.rows == batch.made + batch.known + batch.refused
    taken_back(by, batch)
    assert counts() == before and not MadeThing.objects.exists()
