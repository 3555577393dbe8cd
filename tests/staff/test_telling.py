"""Who is told of what happens: colleagues in their notices, residents in plain words, each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sihe.interaction.casework import listeners, resident_words
from sihe.interaction.deadlines import actions as deadlines
from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers import actions as handovers
from sihe.interaction.matters.models import Matter
from sihe.kernel.facts import IMPORTER, About, fact_class
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Cursor, Entry
from sihe.kernel.journal.periodic import jobs
from sihe.kernel.notices.models import Message, Notice
from sihe.kernel.notices.queries import messages, sentence
from tests.staff.factories import in_state, offer_of, reported, taken
from tests.world import World

FORBIDDEN = ("提交成功", "操作失败", "请注意", "系统检测到", "该", "其", "相关", "被", "工单", "流转", "用户",
             "数据", "派遣", "立案", "退回", "！", "!")  # fmt: skip


def told(world: World, persona: str) -> list[str]:
    """Return the codes of a persona's notices, the oldest first."""
    rows = Notice.objects.filter(person=world.people[persona]).order_by("pk")
    return [n.code for n in rows]


def said(matter: Matter) -> list[str]:
    """Return what residents were told, the oldest first."""
    return [m.text for m in messages(About("matter", matter.pk)).order_by("pk")]


def test_a_report_reaches_who_must_act_and_the_resident(world: World) -> None:
    matter = reported(world)
    deliver()
    assert told(world, "director") == ["matters.to_handle"]
    assert told(world, "manager") == told(world, "stranger") == []
    assert said(matter)[0].startswith(f"已收到，编号{matter.code}。示例居委会")


def test_an_offer_reaches_the_receiver_and_names_them_to_the_resident(world: World) -> None:
    matter = reported(world, "lift")
    deliver()
    assert told(world, "manager") == ["handovers.offered"]
    assert len(said(matter)) == 1 and "这件事归花园物业管，已请他们处理" in said(matter)[0]
    handovers.accept(by=world.actor("manager"), handover=offer_of(matter))
    deliver()
    assert told(world, "director") == ["handovers.accepted"]
    assert said(matter)[-1].startswith("花园物业接下了您反映的事")


def test_a_declined_offer_reaches_the_giver_and_not_the_resident(world: World) -> None:
    matter = reported(world, "lift")
    deliver()
    before = said(matter)
    handovers.decline(
        by=world.actor("manager"), handover=offer_of(matter), ground="no_power", reply="电梯归厂家"
    )
    deliver()
    assert told(world, "director")[-1] == "handovers.declined"
    assert "没有权限" in sentence(
        Notice.objects.get(code="handovers.declined", person=world.people["director"])
    )
    assert said(matter) == before


def test_triage_reaches_those_who_route(world: World) -> None:
    matter = reported(world, "ask")
    deliver()
    assert "matters.to_triage" in told(world, "director")
    assert "正在看归谁管" in said(matter)[0]


def test_each_step_is_told_to_the_resident(world: World) -> None:
    matter, director = reported(world), world.actor("director")
    handling.start(by=director, matter=matter)
    handling.ask(by=director, matter=matter, text="是哪个门")
    handling.resume(by=director, matter=matter)
    handling.pause(by=director, matter=matter, reason="等车")
    handling.resume(by=director, matter=matter)
    deadlines.change_due(
        by=director, matter=matter, due_at=timezone.now() + timedelta(days=9), reason="等车来"
    )
    handling.finish(by=director, matter=matter, text="都清走了。")
    handling.check(by=director, matter=matter, passed=True)
    handling.close(by=director, matter=matter)
    deliver()
    heard = said(matter)
    for words in ("开始办", "想请您补充：是哪个门", "原因：等车", "接着办", "原因：等车来",
                  "办好了：都清走了。请您看看满不满意。", "办结了"):  # fmt: skip
        assert any(words in text for text in heard), words
    assert len(heard) == 9


def test_the_same_fact_twice_tells_once(world: World) -> None:
    matter = taken(world)
    deliver()
    before = (Notice.objects.count(), Message.objects.count())
    assert min(before) > 0
    Cursor.objects.update(seq=0)
    deliver()
    assert (Notice.objects.count(), Message.objects.count()) == before
    assert said(matter)


def test_nobody_is_told_of_what_was_brought_along(world: World) -> None:
    matter = reported(world)
    entry = Entry.objects.get(fact="matters.Reported")
    kind = fact_class(entry.fact)
    assert kind is not None
    entry.actor_kind = IMPORTER.kind
    listeners.tell_colleagues(kind.from_payload(entry.payload), entry)
    listeners.tell_residents(kind.from_payload(entry.payload), entry)
    assert not Notice.objects.exists() and said(matter) == []


def test_old_history_is_no_news_for_colleagues_but_stays_readable(world: World) -> None:
    matter = reported(world, at=timezone.now() - timedelta(days=60))
    deliver()
    assert not Notice.objects.filter(code__startswith="matters.").exists() and said(matter)


def test_who_did_it_is_not_told_of_it(world: World) -> None:
    matter = reported(world)
    deliver()
    handling.assign(by=world.actor("director"), matter=matter, person=world.people["director"].pk)
    handling.assign(
        by=world.actor("director"), matter=matter, person=world.people["grid_worker"].pk
    )
    deliver()
    assert "matters.assigned" not in told(world, "director")
    assert told(world, "grid_worker") == ["matters.assigned"]


def test_a_part_is_told_to_who_does_it_and_not_to_residents(world: World) -> None:
    matter = taken(world)
    deliver()
    before = Message.objects.count()
    handling.add_part(
        by=world.actor("manager"), matter=matter, text="查维保", organisation=world.social
    )
    deliver()
    assert told(world, "social") == ["matters.part"]
    assert Message.objects.count() == before


def test_a_finished_matter_waits_for_its_checkers(world: World) -> None:
    matter = taken(world)
    handling.finish(by=world.actor("manager"), matter=matter, text="修好了")
    deliver()
    assert "matters.to_check" in told(world, "director")
    assert "matters.to_check" not in told(world, "manager")


def test_near_late_and_long_late_reach_ever_more_people_once(world: World) -> None:
    now = timezone.now()
    matter = taken(world)
    assert matter.due_at is not None
    deliver()
    Notice.objects.all().delete()
    for moment in (matter.due_at - timedelta(hours=1), matter.due_at + timedelta(minutes=1),
                   matter.due_at + timedelta(days=3)):  # fmt: skip
        deadlines.scan_deadlines(moment)
        deadlines.scan_deadlines(moment)
    assert Entry.objects.filter(fact="matters.Escalated").count() == 3
    deliver()
    assert told(world, "manager") == ["matters.near", "matters.late", "matters.long_late"]
    assert told(world, "director") == ["matters.late", "matters.long_late"]
    assert told(world, "leader") == ["matters.long_late"]
    assert now < matter.due_at


def test_time_runs_its_jobs() -> None:
    names = {job.name for job in jobs()}
    assert any("tell_deadlines" in name for name in names)
    assert any("close_unrated" in name for name in names)


def test_a_merged_report_and_a_neighbour_are_told(world: World) -> None:
    root, twin = reported(world), reported(world)
    handling.me_too(matter=root)
    handling.merge(by=world.actor("director"), matter=twin, root=root)
    deliver()
    assert any("合在一起办" in text for text in said(twin))
    assert any(text.startswith("已记下，编号") for text in said(root))


def test_every_sentence_fits_and_is_plain(world: World) -> None:
    matter = in_state(world, "closed")
    matter.answer = "很长的答复，" * 60
    matter.promised_at = timezone.now()
    long = "很长的原因，" * 60
    who = "名字长到二十个字的社区居民委员会和物业公司"
    heard = [
        resident_words.received(matter, who), resident_words.waiting(matter, who),
        resident_words.settled(matter), resident_words.joined(matter, who), resident_words.merged(matter),
        resident_words.started(matter, who), resident_words.asked(matter, long),
        resident_words.stopped(matter, long), resident_words.hung(matter, long),
        resident_words.resumed(matter, who), resident_words.moved_due(matter, timezone.now(), long),
        resident_words.answered(matter), resident_words.rejected(matter),
        resident_words.reopened(matter, who), resident_words.closed(matter),
    ]  # fmt: skip
    assert all(0 < len(text) <= 120 for text in heard)
    assert not [(word, text) for text in heard for word in FORBIDDEN if word in text]


@pytest.mark.parametrize("words", ["%s", "50%的人", "100%d"])
def test_percent_signs_in_own_words_do_no_harm(world: World, words: str) -> None:
    matter = in_state(world, "working")
    handling.pause(by=world.actor("director"), matter=matter, reason=words)
    deliver()
    assert any(words in text for text in said(matter))
