"""A first roll with the usual mess, a later one with differences only, doubts, two at once, undoing."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from sihe.engines.rolls.tests.faults import broken, faults
from sihe.engines.rolls.tests.making import Made, as_csv, messy, next_month, people
from sihe.intelligence.rolls import actions as rolls
from sihe.intelligence.rolls import keeping
from sihe.intelligence.rolls.models import Roll, RollChange, RollRefusal, RollState, Verdict
from sihe.intelligence.rolls.queries import visible_to
from sihe.intelligence.rollwork import actions, running
from sihe.intelligence.rollwork.tests.ground import (
    brought,
    confirmed,
    days_ago,
    dwellings,
    register,
    said,
    taken,
    undone,
)
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.people import actions as register_of_people
from sihe.kernel.people.models import Person, Residence
from sihe.kernel.privacy.retention import run_retention
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: object) -> None:
    """Keep files in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


def cells(
    name: str, number: str = "", phone: str = "", room: str = "501", kind: str = "自住业主"
) -> list[str]:
    """Return a row of the world's own building."""
    return ["3号楼", "2", room, name, number, phone, kind, ""]


def rooms(world: World, *numbers: str) -> None:
    """Enter dwellings of the world's building."""
    dwellings(world, [Made("3", "2", n, "", "", "", "tenant") for n in numbers])


def test_a_messy_roll_comes_in_and_the_next_one_is_only_differences(
    world: World, tmp_path: Path
) -> None:
    made, by = people(90), world.actor("director")
    dwellings(world, made)
    planted = messy(tmp_path / "a.xlsx", made)
    roll = taken(by, tmp_path / "a.xlsx", world.community, days_ago(40))
    assert (roll.state, roll.trouble) == ("open", "")
    assert (roll.rows, roll.refused) == (len(made) + planted["twice"] + 1, planted["twice"] + 1)
    assert Residence.objects.count() == 0  # reading changes nothing
    roll = confirmed(by, roll)
    assert roll.state == "done" and register() == said(made)
    after, count = next_month(made, share=0.05)
    file = as_csv(tmp_path / "b.csv", [m.cells() for m in after], "gb18030")
    second = taken(by, file, world.community, days_ago(5))
    found = list(second.changes.values_list("kind", "what"))
    assert {
        "in": sum(k == "in" for k, _ in found), "out": sum(k == "out" for k, _ in found),
        "moved": sum("dwelling" in w for _, w in found), "phone": sum("phone" in w for _, w in found),
    } == count  # fmt: skip
    assert second.same == len(after) - sum(count.values()) + count["out"]
    second = confirmed(by, second)
    assert register() == said(after)
    assert taken(by, file, world.community, days_ago(4)).state == "done"  # nothing left to say
    undone(by, second)
    assert register() == said(made)
    undone(by, roll)
    assert register() == [] and not Person.objects.exclude(id_number="").exists()
    assert first_broken() is None


@pytest.mark.slow
@pytest.mark.skipif(
    connection.vendor == "postgresql",
    reason="PostgreSQL plans without statistics within the one transaction of a test",
)
def test_a_messy_roll_of_a_whole_community_comes_in(world: World, tmp_path: Path) -> None:
    made, by = people(3500), world.actor("director")
    dwellings(world, made)
    planted = messy(tmp_path / "a.xlsx", made)
    roll = confirmed(by, taken(by, tmp_path / "a.xlsx", world.community, days_ago(40)))
    assert (roll.state, roll.refused) == ("done", planted["twice"] + 1)
    assert register() == said(made)


def test_a_roll_of_two_hundred_faults_comes_in_as_far_as_it_is_sound(
    world: World, tmp_path: Path
) -> None:
    made, by = people(120), world.actor("director")
    dwellings(world, made)
    rows, expected = [], {}
    listed = list(faults())
    assert len(listed) >= 200 and len({(c, v) for c, v, _ in listed}) == len(listed)
    for number, one in enumerate(made):
        rows.append(one.cells())
        if number < len(listed):
            column, value, code = listed[number]
            row = broken(made[0].cells(), column, value)
            rows.append(row)
            expected[len(rows) + 1] = (
                "" if column == "*" or code.startswith("no-control") else column,
                code,
            )
    roll = taken(by, as_csv(tmp_path / "a.csv", rows), world.community)
    assert (roll.rows, roll.sound, roll.refused) == (len(rows), len(made), len(listed))
    got = {r.line: (r.column, r.reason) for r in roll.refusals.all()}
    wrong = {
        line: (expected.get(line), got.get(line)) for line in expected | got
        if got.get(line, ("", ""))[1] != expected.get(line, ("", ""))[1]
    }  # fmt: skip
    assert wrong == {}
    cell_named = [line for line in expected if expected[line][0] and not got[line][0]]
    assert cell_named == []
    confirmed(by, roll)
    assert register() == said(made)


def test_refused_rows_keep_nobody_in_clear(world: World, tmp_path: Path) -> None:
    number, phone = "990001195003070012", "10012345"
    rows = [
        cells("示例某某", number),
        cells("示例谁人", "", phone),
        cells("示例一二三1", "", "", "501"),
    ]
    roll = taken(world.actor("director"), as_csv(tmp_path / "a.csv", rows), world.community)
    assert roll.refused == 3
    told = " ".join(r.found for r in roll.refusals.all())
    assert number not in told and phone not in told and "某某" not in told and "一二三" not in told
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT found FROM rolls_rollrefusal")
        assert all(row[0].startswith("gAAAAA") for row in cursor.fetchall())


def test_what_waits_is_encrypted_and_the_file_goes_with_the_first_decision(
    world: World, tmp_path: Path
) -> None:
    by = world.actor("director")
    roll = taken(
        by, as_csv(tmp_path / "a.csv", [cells("示例某某", "", "10000000001")]), world.community
    )
    folder = Path(django_settings.MEDIA_ROOT) / "rolls"
    (kept,) = folder.iterdir()
    assert "示例某某".encode() not in kept.read_bytes() and kept.stat().st_mode & 0o077 == 0
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT given FROM rolls_rollchange")
        assert all(row[0].startswith("gAAAAA") for row in cursor.fetchall())
    with pytest.MonkeyPatch.context() as patch:  # on_commit waits for the test's own transaction
        patch.setattr("django.db.transaction.on_commit", lambda do, *a, **k: do())
        actions.decide(by=by, roll=roll, changes=roll.changes.all(), verdict=Verdict.TAKE)
    assert list(folder.iterdir()) == []


def test_what_a_kill_leaves_readable_is_swept(world: World, settings: object) -> None:
    import os

    left = keeping.folder() / "plain-left.csv"
    left.write_text("x")
    assert keeping.sweep_plain() == 0
    os.utime(left, (0, 0))
    assert keeping.sweep_plain() == 1 and not left.exists()


def test_doubts_are_decided_singly(world: World, tmp_path: Path) -> None:
    by = world.actor("director")
    rooms(world, "501", "502")
    first = [cells("示例王小明"), cells("李安静")]
    brought(by, as_csv(tmp_path / "a.csv", first), world.community, days_ago(30))
    roll = taken(
        by,
        as_csv(tmp_path / "b.csv", [cells("示例王晓明"), cells("李安静", room="502")]),
        world.community,
    )
    assert sorted(roll.changes.values_list("doubt", flat=True)) == ["same_name", "written"]
    assert actions.decide(by=by, roll=roll, changes=roll.changes.all(), verdict=Verdict.TAKE) == 0
    written, moved = roll.changes.get(doubt="written"), roll.changes.get(doubt="same_name")
    actions.decide_one(by=by, roll=roll, change=written, verdict=Verdict.TAKE)
    actions.decide_one(by=by, roll=roll, change=moved, verdict=Verdict.APART)
    with pytest.raises(Refused, match="decided_already"):
        actions.decide_one(by=by, roll=roll, change=moved, verdict=Verdict.TAKE)
    running.go_on(roll.pk)
    renamed = Person.objects.get(name="示例王晓明")
    assert renamed.other_names == ["示例王小明"] and renamed.residences.count() == 1
    assert Person.objects.filter(name="李安静").count() == 2
    assert [r[2:4] for r in register()] == [("501", "示例王晓明"), ("502", "李安静")]
    # the old writing is known now
    assert taken(by, as_csv(tmp_path / "c.csv", [cells("示例王小明"), cells("李安静", room="502")]),
                 world.community).state == "done"  # fmt: skip


def test_apart_is_no_answer_where_only_one_side_is_there(world: World, tmp_path: Path) -> None:
    by = world.actor("director")
    roll = taken(by, as_csv(tmp_path / "a.csv", [cells("示例王小明")]), world.community)
    with pytest.raises(Refused, match="no_such_verdict"):
        actions.decide_one(by=by, roll=roll, change=roll.changes.get(), verdict=Verdict.APART)


def test_only_people_within_the_cover_move_out(world: World, tmp_path: Path) -> None:
    by = world.actor("director")
    made = [
        Made("3", "2", "501", "赵一鸣", "", "", "tenant"),
        Made("5", "1", "101", "钱二多", "", "", "tenant"),
    ]
    dwellings(world, made)
    brought(
        by, as_csv(tmp_path / "a.csv", [m.cells() for m in made]), world.community, days_ago(30)
    )
    roll = taken(by, as_csv(tmp_path / "b.csv", [cells("孙立三", kind="租户")]), world.building)
    assert sorted(roll.changes.values_list("kind", flat=True)) == ["in", "out"]
    whole = rolls.drop(by=by, roll=roll)
    assert whole.state == "dropped"
    again = taken(by, as_csv(tmp_path / "c.csv", [cells("孙立三", kind="租户")]), world.community)
    assert sorted(again.changes.values_list("kind", flat=True)) == ["in", "out", "out"]


def test_the_second_of_two_is_told_who_is_at_it(world: World, tmp_path: Path) -> None:
    by, file = world.actor("director"), as_csv(tmp_path / "a.csv", [cells("赵一鸣")])
    taken(by, file, world.community)
    second = rolls.take_roll(by=by, file=file, area=world.building)
    with pytest.raises(Refused) as caught:
        rolls.start_reading(by=by, roll=second)
    assert caught.value.code == "roll_at_work" and caught.value.values["who"] == "示例居委会主任"
    first = Roll.objects.exclude(pk=second.pk).get()
    rolls.drop(by=by, roll=first)
    rolls.start_reading(by=by, roll=second)
    assert running.go_on(second.pk).state == "open"


def test_two_buildings_are_read_side_by_side(world: World, tmp_path: Path) -> None:
    by, one = world.actor("director"), Made("5", "1", "101", "钱二多", "", "", "tenant")
    dwellings(world, [one])
    assert taken(by, as_csv(tmp_path / "a.csv", [cells("赵一鸣")]), world.building).state == "open"
    assert (
        taken(by, as_csv(tmp_path / "b.csv", [one.cells()]), world.second_building).state == "open"
    )


def test_a_spell_that_somebody_ended_meanwhile_is_left_alone(world: World, tmp_path: Path) -> None:
    by = world.actor("director")
    brought(
        by,
        as_csv(tmp_path / "a.csv", [cells("赵一鸣"), cells("钱二多")]),
        world.community,
        days_ago(30),
    )
    roll = taken(by, as_csv(tmp_path / "b.csv", [cells("钱二多")]), world.community)
    (out,) = roll.changes.all()
    residence = Residence.objects.get(pk=out.residence_key or 0)
    register_of_people.end_residence(by=SYSTEM, residence=residence, until=days_ago(9))
    roll = confirmed(by, roll)
    assert roll.changes.get().trouble == "spell_ended_meanwhile"
    residence.refresh_from_db()
    assert residence.until == days_ago(9)


def test_a_number_of_somebody_else_waits_for_a_person_and_the_rest_is_written(
    world: World, tmp_path: Path
) -> None:
    by = world.actor("director")
    one = people(1)[0].id_number
    brought(
        by,
        as_csv(tmp_path / "a.csv", [cells("赵一鸣"), cells("钱二多")]),
        world.community,
        days_ago(30),
    )
    roll = taken(
        by, as_csv(tmp_path / "b.csv", [cells("赵一鸣", one), cells("孙立三")]), world.community
    )
    register_of_people.enter_person(by=SYSTEM, name="示例别人", id_number=one)
    roll = confirmed(by, roll)
    stuck = roll.changes.get(verdict=Verdict.OPEN)
    assert stuck.trouble == "id_taken" and roll.state == "open"
    assert [r[3] for r in register()] == ["孙立三", "赵一鸣"]


def test_rights_end_on_the_day_before_the_roll(world: World, tmp_path: Path) -> None:
    by, day = world.actor("director"), days_ago(10)
    brought(
        by,
        as_csv(tmp_path / "a.csv", [cells("赵一鸣"), cells("钱二多")]),
        world.community,
        days_ago(30),
    )
    brought(by, as_csv(tmp_path / "b.csv", [cells("钱二多", kind="租户")]), world.community, day)
    ended = {r.name: r for r in Residence.objects.exclude(until=None)}
    assert {r.until for r in ended.values()} == {day - timedelta(days=1)}
    assert Residence.objects.get(name="钱二多", until=None).since == day


def test_an_undo_keeps_what_others_built_upon(world: World, tmp_path: Path) -> None:
    by = world.actor("director")
    first = brought(
        by,
        as_csv(tmp_path / "a.csv", [cells("赵一鸣", "", "10000000001")]),
        world.community,
        days_ago(30),
    )
    second = brought(
        by, as_csv(tmp_path / "b.csv", [cells("钱二多")]), world.community, days_ago(20)
    )
    first = undone(by, first)
    assert (first.state, first.kept) == (
        "undone",
        2,
    )  # a spell that has ended since, and whose it is
    undone(by, second)
    assert [r[3] for r in register()] == ["赵一鸣"]


def test_an_undo_spares_what_was_corrected_by_hand(world: World, tmp_path: Path) -> None:
    by = world.actor("director")
    brought(
        by,
        as_csv(tmp_path / "a.csv", [cells("赵一鸣", "", "10000000001")]),
        world.community,
        days_ago(30),
    )
    second = brought(
        by, as_csv(tmp_path / "b.csv", [cells("赵一鸣", "", "10000000002")]), world.community
    )
    person = Person.objects.get(name="赵一鸣")
    register_of_people.correct_person(by=SYSTEM, person=person, phone="10000000003")
    undone(by, second)
    person.refresh_from_db()
    assert person.phone == "10000000003"


def test_columns_are_remembered_and_can_be_chosen_again(world: World, tmp_path: Path) -> None:
    by, heads = world.actor("director"), ("姓名", "电话", "楼幢单元室", "手机二")
    file = as_csv(tmp_path / "a.csv", [["赵一鸣", "1", "3-2-501", "10000000001"]], heads=heads)
    roll = rolls.take_roll(by=by, file=file, area=world.community)
    assert "address" not in roll.columns
    with pytest.raises(Refused, match="roll_target_missing"):
        rolls.start_reading(by=by, roll=roll)
    with pytest.raises(Refused, match="roll_column_missing"):
        rolls.choose_columns(by=by, roll=roll, columns={"name": "姓名", "address": "没有"})
    wrong = {"name": "姓名", "address": "楼幢单元室", "phone": "电话"}
    rolls.start_reading(by=by, roll=rolls.choose_columns(by=by, roll=roll, columns=wrong))
    assert running.go_on(roll.pk).refused == 1
    right = wrong | {"phone": "手机二"}
    rolls.start_reading(by=by, roll=rolls.choose_columns(by=by, roll=roll, columns=right))
    assert running.go_on(roll.pk).refused == 0
    assert rolls.take_roll(by=by, file=file, area=world.community).columns == right
    confirmed(by, roll)
    with pytest.raises(Refused, match="roll_decided"):
        rolls.choose_columns(by=by, roll=roll, columns=right)


def test_retention_takes_what_rolls_say_of_people(world: World, tmp_path: Path) -> None:
    by = world.actor("director")
    done = brought(by, as_csv(tmp_path / "a.csv", [cells("赵一鸣"), cells("")]), world.community)
    waiting = rolls.take_roll(
        by=by, file=as_csv(tmp_path / "b.csv", [cells("钱二多")]), area=world.community
    )
    Roll.objects.update(touched_at=timezone.now() - timedelta(days=400))
    swept = run_retention(timezone.now())
    assert swept["roll"] == 3
    assert not RollChange.objects.exists() and not RollRefusal.objects.exists()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.kept_as) == (RollState.DROPPED, "")
    assert register() != [] and Roll.objects.get(pk=done.pk).sound == 1


def test_who_may(world: World, tmp_path: Path) -> None:
    file, by = as_csv(tmp_path / "a.csv", [cells("赵一鸣")]), world.actor("director")
    for who in ("stranger", "grid_worker", "manager"):
        with pytest.raises(Refused, match="not_allowed"):
            rolls.take_roll(by=world.actor(who), file=file, area=world.community)
    roll = taken(by, file, world.community)
    for who in ("stranger", "grid_worker"):
        assert not visible_to(world.actor(who)).exists()
        with pytest.raises(Refused, match="not_allowed"):
            actions.decide(
                by=world.actor(who), roll=roll, changes=roll.changes.all(), verdict=Verdict.TAKE
            )
    assert list(visible_to(by)) == [roll]


def test_the_journal_says_who_decided(world: World, tmp_path: Path) -> None:
    by = world.actor("director")
    roll = brought(by, as_csv(tmp_path / "a.csv", [cells("赵一鸣")]), world.community)
    entry = Entry.objects.get(fact="rollwork.RollDecided")
    assert (entry.person_id, entry.payload) == (
        by.person,
        {"roll": roll.pk, "verdict": "take", "count": 1},
    )
    assert Entry.objects.filter(fact__in=("rolls.RollRead", "rollwork.RollWritten")).count() == 2


FAR = "<row r='{0}'><c r='{1}{0}' t='inlineStr'><is><t>x</t></is></c></row>"
BOMBS = [
    ("<row/>" * 3_000_000, "ratio"),
    (FAR.format(1_048_576, "A") + FAR.format(1, "XFD"), "columns<"),
    (FAR.format(1, "A") + FAR.format(1_048_576, "SR"), "cells"),
]


def _workbook(path: Path, sheet: str) -> Path:
    """Write a workbook of one sheet with so much XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr(
            "xl/workbook.xml", "<workbook><sheets><sheet name='a' sheetId='1'/></sheets></workbook>"
        )
        out.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>"
        )
    return path


@pytest.mark.parametrize("sheet, code", BOMBS)
def test_a_bomb_is_not_opened(world: World, tmp_path: Path, sheet: str, code: str) -> None:
    file = _workbook(tmp_path / "bomb.xlsx", sheet)
    with pytest.raises(Refused) as caught:
        rolls.take_roll(by=world.actor("director"), file=file, area=world.community)
    assert caught.value.code == "roll_unreadable" and caught.value.values["reason"].startswith(code)
    assert list(keeping.folder().iterdir()) == [] and not Roll.objects.exists()


@pytest.mark.parametrize("content, reason", [
    (b"", "header"), ("甲,乙\n1,2\n".encode(), "header"), (b"\xd0\xcf\x11\xe0old", "known-format"),
    (b"PK\x03\x04broken", "readable-file"),
])  # fmt: skip
def test_a_file_that_is_no_roll(world: World, tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(Refused) as caught:
        rolls.take_roll(by=world.actor("director"), file=tmp_path / "a.csv", area=world.community)
    assert (caught.value.code, caught.value.values["reason"]) == ("roll_unreadable", reason)


def test_a_stop_leaves_whole_portions_and_the_rest_follows(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sihe.intelligence.rolls.reading.PORTION", 7)
    monkeypatch.setattr("sihe.intelligence.rolls.comparing.DOORS", 5)
    monkeypatch.setattr("sihe.intelligence.rollwork.writing.PORTION", 6)
    made, by = people(20), world.actor("director")
    dwellings(world, made)
    roll = rolls.take_roll(
        by=by, file=as_csv(tmp_path / "a.csv", [m.cells() for m in made]), area=world.community
    )
    rolls.start_reading(by=by, roll=roll)
    stops = 0

    def stop(now: Roll) -> None:
        raise KeyboardInterrupt

    while Roll.objects.get(pk=roll.pk).state in ("reading", "writing", "undoing") and stops < 200:
        stops += 1
        with suppress(KeyboardInterrupt):
            running.go_on(roll.pk, stop)
        now = Roll.objects.get(pk=roll.pk)
        assert now.rows == now.sound + now.refused
        if now.state == "open":
            actions.decide(by=by, roll=now, changes=now.changes.all(), verdict=Verdict.TAKE)
    assert stops > 10 and register() == said(made)


def test_whose_row_was_refused_has_not_moved_out_for_sure(world: World, tmp_path: Path) -> None:
    by = world.actor("director")
    both = [cells("赵一鸣"), cells("钱二多")]
    brought(by, as_csv(tmp_path / "a.csv", both), world.community, days_ago(30))
    roll = taken(
        by,
        as_csv(tmp_path / "b.csv", [cells("赵一鸣", "", "138"), cells("孙立三")]),
        world.community,
    )
    outs = {c.person_key: c.doubt for c in roll.changes.filter(kind="out")}
    names = {Person.objects.get(pk=pk or 0).name: doubt for pk, doubt in outs.items()}
    assert names == {"赵一鸣": "refused", "钱二多": ""}


def test_two_workers_do_no_row_twice(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sihe.intelligence.rolls.reading.PORTION", 5)
    made, by = people(12), world.actor("director")
    dwellings(world, made)
    roll = rolls.take_roll(
        by=by, file=as_csv(tmp_path / "a.csv", [m.cells() for m in made]), area=world.community
    )
    rolls.start_reading(by=by, roll=roll)

    def another(now: Roll) -> None:
        if now.rows == 5:  # while the first worker reads on, a second one does everything
            running.go_on(roll.pk)

    running.go_on(roll.pk, another)
    now = Roll.objects.get(pk=roll.pk)
    assert (now.state, now.rows, now.changes.count()) == ("open", len(made), len(made))
    assert Entry.objects.filter(fact="rolls.RollRead").count() == 1
