"""Importing, doing it twice, undoing it, and going on after a stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from sihe.intelligence.exchange import actions, running
from sihe.intelligence.exchange.models import BatchState, ImportBatch
from sihe.intelligence.exchange.queries import answers, refusals, visible_to
from sihe.intelligence.exchange.tests.files import (
    BOSTON,
    HOTLINE,
    TAIPEI,
    order,
    table,
    taipei,
)
from sihe.interaction.deadlines import actions as deadlines
from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers.models import Handover, HandoverState
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.organisations.models import Kind, Organisation
from sihe.kernel.places.models import Area, Level
from tests.world import World

pytestmark = pytest.mark.django_db


def tried(file: Path, profile: str = "") -> ImportBatch:
    """Take a file and do the dry run."""
    batch = actions.take_file(by=SYSTEM, file=file, profile=profile)
    actions.start_check(by=SYSTEM, batch=batch)
    return running.check(batch.pk)


def brought(file: Path, profile: str = "") -> ImportBatch:
    """Take a file in."""
    batch = tried(file, profile)
    actions.start_import(by=SYSTEM, batch=batch)
    return running.run(batch.pk)


def undone(batch: ImportBatch) -> ImportBatch:
    """Take an import back."""
    actions.start_undo(by=SYSTEM, batch=batch)
    return running.undo(batch.pk)


def test_the_dry_run_changes_nothing(world: World, tmp_path: Path) -> None:
    before = Entry.objects.count()
    batch = tried(taipei(tmp_path / "a.csv", 5))
    assert (batch.state, batch.rows, batch.made, batch.known, batch.refused) == (
        BatchState.CHECKED, 5, 5, 0, 0
    )  # fmt: skip
    assert (Matter.objects.count(), Entry.objects.count()) == (0, before)
    assert len(batch.sample) == 5 and batch.sample[0]["area"] == "萬華區"


def test_rows_come_in_with_a_tree_and_a_receiver_of_their_own(world: World, tmp_path: Path) -> None:
    batch = brought(taipei(tmp_path / "a.csv", 5))
    root = Area.objects.get(level=Level.DISTRICT, name="台北市（导入）")
    street = Area.objects.get(parent=root)
    assert (street.name, street.level, batch.root) == ("萬華區", Level.STREET, root)
    found = Matter.objects.filter(batch_id=batch.pk)
    receiver = Organisation.objects.get(short_name="台北导入（示例）")
    assert {(m.street, m.accountable, m.origin) for m in found} == {
        (street, receiver, "taipei1999")
    }
    assert receiver.kind == Kind.STREET_OFFICE
    assert Entry.objects.filter(fact="matters.BroughtIn").count() == 5
    assert first_broken() is None


def test_a_second_run_adds_nothing(world: World, tmp_path: Path) -> None:
    file = taipei(tmp_path / "a.csv", 7)
    first = brought(file)
    codes = set(Matter.objects.values_list("code", flat=True))
    second = brought(file)
    assert (first.made, second.made, second.known) == (7, 0, 7)
    assert set(Matter.objects.values_list("code", flat=True)) == codes
    longer = brought(taipei(tmp_path / "b.csv", 9))
    assert (longer.made, longer.known) == (2, 7)


def test_rows_without_a_sound_number_are_known_by_their_content(
    world: World, tmp_path: Path
) -> None:
    row = ["2.02504E+12", "路樹處理", "萬華區興寧街", "h", "20240430", "120000"]
    rows = [row, [*row[:5], "120001"], row]
    file = table(tmp_path / "a.csv", TAIPEI, rows)
    first, second = brought(file), brought(file)
    assert (first.made, first.known, first.refused) == (2, 1, 0)  # the third repeats the first
    assert (second.made, second.known) == (0, 3)


def test_accepted_and_refused_are_all(world: World, tmp_path: Path) -> None:
    good = ["1", "2015-08-01T00:16:54", "", "2015-08-02T00:00:00", "done", "Tree in Park", "Roxbury", "Elm St",
            "42.3", "-71.0"]  # fmt: skip
    backward = ["2", *good[1:3], "2015-07-01T00:00:00", *good[4:]]
    dateless = ["3", "yesterday", *good[2:]]
    nowhere = ["4", good[1], "", "", "", "Tree in Park", "", "", "42.3594", "-71.0587"]
    batch = brought(table(tmp_path / "a.csv", BOSTON, [good, backward, dateless, nowhere]))
    assert (batch.rows, batch.made, batch.refused) == (4, 2, 2)
    assert batch.accepted + batch.refused == batch.rows
    assert [(reason, n) for reason, n, _ in refusals(batch)] == [
        ("closed-before-opened", 1), ("date", 1)
    ]  # fmt: skip
    assert [r.line for r in batch.refused_rows.order_by("line")] == [3, 4]


def test_shifted_columns_are_refused_by_line(world: World, tmp_path: Path) -> None:
    file = taipei(tmp_path / "a.csv", 2)
    with file.open("a", encoding="utf-8") as out:
        out.write("20240430000099,路樹處理,萬華區興寧街,二號,h9,20240430,120000\n")
    batch = brought(file)
    assert (batch.made, batch.refused) == (2, 1)
    assert batch.refused_rows.get().reason == "columns:6"


def test_ended_ones_are_closed_and_open_ones_without_a_place_wait_for_triage(
    world: World, tmp_path: Path
) -> None:
    base = ["2015-08-01T00:16:54", "2015-08-09T08:30:00"]
    rest = ["Elm St", "42.3", "-71.0"]
    rows = [
        ["1", *base, "2015-08-02T00:00:00", "Case Closed", "示例类", "Roxbury", *rest],
        ["2", *base, "", "", "Unheard of", "Roxbury", *rest],
        ["3", *base, "", "", "电梯故障", "", *rest],
        ["4", *base, "", "", "电梯故障", "Roxbury", *rest],
    ]
    brought(table(tmp_path / "a.csv", BOSTON, rows))
    found = {m.origin_key: m for m in Matter.objects.all()}
    assert {k: (m.state, m.triage_reason) for k, m in found.items()} == {
        "1": (states.CLOSED, ""), "2": (states.TRIAGE, "no_category"),
        "3": (states.TRIAGE, "no_place"), "4": (states.RECEIVED, ""),
    }  # fmt: skip
    closed = found["1"]
    assert closed.ended_at == closed.finished_at and closed.answer == "Case Closed"
    assert closed.due_at and closed.ended_at and closed.alert_at is None
    # a deadline that was missed elsewhere raises no alarm here
    assert deadlines.scan_deadlines(at=closed.ended_at.replace(year=2026)) == 0


def test_undo_takes_back_what_nobody_touched(world: World, tmp_path: Path) -> None:
    batch = brought(taipei(tmp_path / "a.csv", 6))
    touched = Matter.objects.order_by("pk")[2]
    worker = world.actor("clerk")
    Matter.objects.filter(pk=touched.pk).update(
        accountable=worker.organisation, first_receiver=worker.organisation
    )
    touched.refresh_from_db()
    handling.add_note(by=worker, matter=touched, text="去看过")
    batch = undone(batch)
    assert (batch.state, batch.removed, batch.made) == (BatchState.UNDONE, 5, 6)
    assert list(Matter.objects.all()) == [touched]
    assert Entry.objects.filter(fact="matters.TakenOut").count() == 5
    assert first_broken() is None
    again = brought(taipei(tmp_path / "b.csv", 6))
    assert (again.made, again.known) == (5, 1)


def test_only_an_import_that_ran_can_be_undone(world: World, tmp_path: Path) -> None:
    batch = tried(taipei(tmp_path / "a.csv"))
    with pytest.raises(Refused, match="batch_state"):
        actions.start_undo(by=SYSTEM, batch=batch)
    actions.start_import(by=SYSTEM, batch=batch)
    running.run(batch.pk)
    with pytest.raises(Refused, match="batch_state"):
        actions.start_import(by=SYSTEM, batch=batch)


def test_a_stop_leaves_whole_portions_and_the_rest_follows(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PORTION", 4)
    batch = tried(taipei(tmp_path / "a.csv", 10))
    actions.start_import(by=SYSTEM, batch=batch)

    def stop(done: int, total: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        running.run(batch.pk, stop)
    batch.refresh_from_db()
    assert (batch.state, batch.reached, batch.made) == (BatchState.RUNNING, 4, 4)
    assert Matter.objects.filter(batch_id=batch.pk).count() == 4
    batch = running.run(batch.pk)
    assert (batch.state, batch.reached, batch.made, Matter.objects.count()) == (
        BatchState.DONE, 10, 10, 10
    )  # fmt: skip
    assert first_broken() is None


def test_two_workers_on_one_batch_do_no_row_twice(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PORTION", 3)
    batch = tried(taipei(tmp_path / "a.csv", 9))
    actions.start_import(by=SYSTEM, batch=batch)

    def another(done: int, total: int) -> None:
        if done == 3:  # while the first worker reads on, a second one does everything
            running.run(batch.pk)

    running.run(batch.pk, another)
    batch.refresh_from_db()
    assert (batch.state, batch.reached, batch.made, batch.known) == (BatchState.DONE, 9, 9, 0)
    assert Matter.objects.count() == 9
    assert Entry.objects.filter(fact="exchange.ImportEnded").count() == 1


def test_the_file_is_removed_when_its_rows_are_in(world: World, tmp_path: Path) -> None:
    batch = tried(taipei(tmp_path / "a.csv"))
    from sihe.intelligence.exchange import keeping

    kept = keeping.file_of(batch.kept_as)
    assert kept is not None and kept.stat().st_mode & 0o077 == 0
    actions.start_import(by=SYSTEM, batch=batch)
    assert running.run(batch.pk).sample == []
    assert not kept.exists()


UNREADABLE = [
    (b"", "header"),
    (b"a,a\n1,2\n", "unique-header"),
    (b"PK\x03\x04nonsense", "readable-file"),
    (b"\xd0\xcf\x11\xe0old excel", "known-format"),
]


@pytest.mark.parametrize("content, code", UNREADABLE)
def test_a_file_that_is_no_table(world: World, tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(Refused) as caught:
        actions.take_file(by=SYSTEM, file=file)
    assert (caught.value.code, caught.value.values["reason"]) == ("file_unreadable", code)
    assert not ImportBatch.objects.exists()


def test_todays_orders_go_the_way_of_every_report(world: World, tmp_path: Path) -> None:
    rows = [order(), order("HL2026-002", 诉求内容="楼下垃圾没清", 二级分类="", 详细地址="")]
    batch = brought(table(tmp_path / "orders.csv", HOTLINE, rows))
    assert (batch.made, batch.refused) == (2, 0)
    lift = Matter.objects.get(origin="hotline12345", origin_key="HL2026-001")
    assert (lift.category, lift.building, lift.state) == (
        world.categories["lift"], world.building, states.OFFERED
    )  # fmt: skip
    assert lift.due_at is not None and f"{lift.due_at:%H:%M}" == "10:00"  # 18:00 in China
    assert Handover.objects.get(matter=lift).receiver == world.property
    assert Reporter.objects.get(matter=lift).phone == "13900001234"
    unplaced = Matter.objects.get(origin_key="HL2026-002")
    assert unplaced.state in (states.TRIAGE, states.RECEIVED)
    assert brought(tmp_path / "orders.csv").known == 2


def test_undoing_todays_orders_takes_their_offers_back_unless_answered(
    world: World, tmp_path: Path
) -> None:
    batch = brought(table(tmp_path / "o.csv", HOTLINE, [order("A1"), order("A2")]))
    from sihe.interaction.handovers.actions import accept

    taken = Handover.objects.get(matter__origin_key="A2")
    accept(by=world.actor("manager"), handover=taken)
    batch = undone(batch)
    assert (batch.removed, list(Matter.objects.values_list("origin_key", flat=True))) == (1, ["A2"])
    assert Handover.objects.get().state == HandoverState.ACCEPTED


def test_answers_go_back_under_the_senders_numbers(world: World, tmp_path: Path) -> None:
    batch = brought(table(tmp_path / "o.csv", HOTLINE, [order("A1"), order("A2")]))
    assert [line[0] for line in answers(batch)] == ["工单编号"]
    matter = Matter.objects.get(origin_key="A1")
    from sihe.interaction.handovers.actions import accept

    accept(by=world.actor("manager"), handover=Handover.objects.get(matter=matter))
    handling.finish(by=world.actor("manager"), matter=matter, text="换了门机，电梯好了")
    handling.check(by=world.actor("director"), matter=matter, passed=True)
    heads, line = list(answers(batch))
    told = dict(zip(heads, line, strict=True))
    assert (told["工单编号"], told["承办单位"], told["办理结果"]) == (
        "A1", "花园物业", "换了门机，电梯好了"
    )  # fmt: skip
    assert told["办结时间"]


def test_an_import_is_seen_by_its_own_organisation_alone(world: World, tmp_path: Path) -> None:
    leader = world.actor("leader")
    batch = actions.take_file(by=leader, file=taipei(tmp_path / "a.csv"))
    assert list(visible_to(leader)) == [batch]
    assert not visible_to(world.actor("director")).exists()
    with pytest.raises(Refused, match="not_allowed"):
        actions.take_file(by=world.actor("director"), file=taipei(tmp_path / "b.csv"))
    with pytest.raises(Refused, match="not_allowed"):
        actions.start_check(by=world.actor("stranger"), batch=batch)


def test_columns_can_be_chosen_and_kept_for_the_next_file(world: World, tmp_path: Path) -> None:
    heads = ("投诉编号", "说的什么", "哪天")
    file = table(tmp_path / "a.csv", heads, [("7", "垃圾没人清", "2024-05-01")])
    leader = world.actor("leader")
    batch = actions.take_file(by=leader, file=file)
    with pytest.raises(Refused, match="target_missing"):
        actions.start_check(by=leader, batch=batch)
    columns = {"number": ["投诉编号"], "text": ["说的什么"], "opened": ["哪天"]}
    actions.choose_columns(by=leader, batch=batch, columns=columns, keep_as="物业台账")
    actions.start_check(by=leader, batch=batch)
    assert running.check(batch.pk).made == 1
    batch.refresh_from_db()
    next_one = actions.take_file(by=leader, file=file, profile=batch.profile.name)
    assert next_one.mapping["columns"] == columns
