"""What a resident wants done with their own data is done, by whom it may, once, and told."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sihe.interaction.handling import actions as handling
from sihe.interaction.handling import facts as done
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Note, Reporter
from sihe.interaction.owndata import actions, facts
from sihe.interaction.owndata.models import Erasure, OwnNote
from sihe.interaction.owndata.queries import identified, is_over, kept_of, own_notes, waiting_at
from sihe.interaction.owndata.tests.conftest import NAME, PHONE, WORDS, Tell, ended, joined, of
from sihe.interaction.timelines.queries import timeline_of
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, SYSTEM, About
from sihe.kernel.files.models import StoredFile
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.notices.models import Message, Notice
from sihe.kernel.privacy.actions import reveal
from sihe.kernel.privacy.models import RevealWords
from tests.world import World


def told_facts(name: str) -> list[dict[str, object]]:
    """Return the payloads of the facts of a name, the oldest first."""
    return list(Entry.objects.filter(fact=name).order_by("seq").values_list("payload", flat=True))


def test_kept_is_ones_own_and_nobody_elses(world: World, tell: Tell) -> None:
    made = tell()
    mine, other = of(made), joined(made.matter)
    with actions.own_words(mine):
        handling.supply(by=RESIDENT, matter=made.matter, text="是我说的")
    with actions.own_words(other):
        handling.supply(by=RESIDENT, matter=made.matter, text="是邻居说的")
    handling.add_note(
        by=world.actor("director"), matter=made.matter, text="不给人看", kind="internal"
    )
    assert [w.text for w in kept_of(mine).written] == [WORDS, "是我说的"]
    assert [len(w.photos) for w in kept_of(mine).written] == [1, 0]
    theirs = kept_of(other)
    assert [w.text for w in theirs.written] == ["是邻居说的"] and theirs.place == ""
    assert "501" in kept_of(mine).place and kept_of(mine).masked_phone == "138****1234"


def test_unnamed_words_are_ones_own_only_without_company(world: World, tell: Tell) -> None:
    made = tell()
    handling.supply(by=world.actor("director"), matter=made.matter, text="电话里说的")
    handling.add_note(by=world.actor("director"), matter=made.matter, text="去看过了")
    assert [n.text for n in own_notes(of(made))] == ["电话里说的"]
    joined(made.matter)
    assert list(own_notes(of(made))) == []


def test_a_note_that_is_refused_is_nobodys(tell: Tell) -> None:
    made = tell()
    with pytest.raises(Refused, match="text_missing"), actions.own_words(of(made)):
        handling.supply(by=RESIDENT, matter=made.matter, text=" ")
    assert not OwnNote.objects.exists()


def test_who_looked_is_told_by_organisation_and_purpose(world: World, tell: Tell) -> None:
    reporter = of(tell())
    about = About("reporter", reporter.pk)
    reveal(by=world.actor("director"), about=about, field="phone", purpose="call_back")
    actions.shown(by=RESIDENT, reporter=reporter, field="contact")
    mine, theirs = kept_of(reporter).looks
    assert (theirs.organisation, theirs.field, theirs.purpose) == (
        "示例居委会",
        "电话",
        "打电话回复",
    )
    assert mine.organisation is None and mine.purpose == "本人要求"


def test_until_when_it_is_kept(world: World, tell: Tell) -> None:
    made = tell()
    assert kept_of(of(made)).until is None and kept_of(of(made)).days == 730
    matter = ended(world, made.matter)
    assert matter.ended_at is not None
    assert kept_of(of(made)).until == matter.ended_at + timedelta(days=730)


def test_correcting_name_and_phone(tell: Tell) -> None:
    reporter = of(tell())
    actions.correct(by=RESIDENT, reporter=reporter, phone="13700001111")
    fresh = Reporter.objects.get(pk=reporter.pk)
    assert (fresh.name, fresh.phone) == (NAME, "13700001111")
    assert identified(reporter.matter.code, "13700001111") == reporter
    assert identified(reporter.matter.code, PHONE) is None
    (payload,) = told_facts(done.ContactCorrected.name)
    assert payload["fields"] == ["phone"] and "137" not in str(payload)
    actions.correct(by=RESIDENT, reporter=fresh, phone="13700001111")  # sent again
    assert len(told_facts(done.ContactCorrected.name)) == 1
    assert timeline_of(reporter.matter)[0].text == "反映人改了电话。"


@pytest.mark.parametrize("given, code", [
    ({}, "contact_missing"), ({"name": " "}, "contact_missing"), ({"name": "长" * 41}, "name_too_long"),
    ({"name": "新", "seen": 1}, "page_is_old"),
])  # fmt: skip
def test_what_cannot_be_corrected(tell: Tell, given: dict[str, Any], code: str) -> None:
    reporter = of(tell())
    with pytest.raises(Refused, match=code):
        actions.correct(by=RESIDENT, reporter=reporter, **given)
    assert Reporter.objects.get(pk=reporter.pk).name == NAME


def test_an_old_page_does_not_bring_back_what_was_erased(tell: Tell) -> None:
    reporter = of(tell())
    actions.erase(by=RESIDENT, reporter=reporter)
    with pytest.raises(Refused, match="page_is_old"):
        actions.correct(by=RESIDENT, reporter=reporter, phone=PHONE, seen=0)
    assert Reporter.objects.get(pk=reporter.pk).phone == ""
    actions.correct(
        by=RESIDENT, reporter=reporter, phone=PHONE, seen=1
    )  # wanted again: their right
    assert Reporter.objects.get(pk=reporter.pk).phone == PHONE


def test_open_name_and_phone_go_at_once_the_rest_is_asked_for(world: World, tell: Tell) -> None:
    made = tell()
    deliver()
    assert Message.objects.exists()
    at = timezone.now()
    erasure = actions.erase(by=RESIDENT, reporter=of(made), at=at)
    reporter = of(made)
    assert (reporter.name, reporter.phone, reporter.phone_index) == ("", "", "")
    assert reporter.matter.text == WORDS and StoredFile.objects.count() == 1
    assert not Message.objects.exists()
    assert erasure.done_at is None
    assert timezone.localdate(erasure.due_at) == timezone.localdate(at) + timedelta(days=15)
    assert waiting_at(made.matter) == [erasure]
    deliver()
    told = Notice.objects.filter(code="owndata.asked").values_list("person", flat=True)
    assert world.people["director"].pk in told


def test_sent_twice_it_is_one_wish(tell: Tell) -> None:
    made = tell()
    first = actions.erase(by=RESIDENT, reporter=of(made))
    assert actions.erase(by=RESIDENT, reporter=of(made)) == first
    assert Erasure.objects.count() == 1 and len(told_facts(facts.ErasureAsked.name)) == 1


def test_the_end_of_the_matter_fulfils_the_wish(world: World, tell: Tell) -> None:
    made = tell()
    actions.erase(by=RESIDENT, reporter=of(made))
    ended(world, made.matter)
    assert Matter.objects.get(pk=made.matter.pk).text == WORDS
    deliver()
    gone(made.matter)
    assert Erasure.objects.get().done_at is not None
    deliver()
    before = len(told_facts(done.ReporterForgotten.name))
    actions.finish_waiting(matters=[made.matter.pk])
    assert len(told_facts(done.ReporterForgotten.name)) == before
    assert first_broken() is None


def gone(matter: Matter) -> None:
    """Check that a matter is empty of what was told, and still says what and how it went."""
    matter = Matter.objects.get(pk=matter.pk)
    assert matter.text == "（已按本人要求清除）" and matter.title == str(matter.category)
    assert (matter.dwelling, matter.unit, matter.place_words) == (None, None, "")
    assert matter.building is not None and not StoredFile.objects.exists()
    assert not Note.objects.filter(matter=matter).exclude(text="（已按本人要求清除）").exists()


def test_ended_it_all_goes_at_once(world: World, tell: Tell) -> None:
    made = tell()
    ended(world, made.matter)
    erasure = actions.erase(by=RESIDENT, reporter=of(made))
    assert erasure.done_at is not None and kept_of(of(made)).erased
    gone(made.matter)
    assert Matter.objects.get(pk=made.matter.pk).state == states.CLOSED
    with pytest.raises(Refused, match="nothing_kept"):
        actions.erase(by=RESIDENT, reporter=of(made))
    assert first_broken() is None


def test_words_after_an_erasure_can_be_erased_too(world: World, tell: Tell) -> None:
    made = tell()
    ended(world, made.matter)
    actions.erase(by=RESIDENT, reporter=of(made))
    with actions.own_words(of(made)):
        handling.reopen(by=RESIDENT, matter=made.matter, text="又漏了，我姓示例")
    assert [w.text for w in kept_of(of(made)).written] == ["又漏了，我姓示例"]
    erasure = actions.erase(by=RESIDENT, reporter=of(made))
    assert erasure.done_at is None
    ended(world, made.matter)
    deliver()
    assert not Note.objects.filter(text__contains="姓示例").exists()


def test_a_neighbours_words_stay_and_the_other_way_round(world: World, tell: Tell) -> None:
    made = tell()
    mine, other = of(made), joined(made.matter)
    for who, text in ((mine, "是我说的"), (other, "是邻居说的")):
        with actions.own_words(who):
            handling.supply(by=RESIDENT, matter=made.matter, text=text)
    ended(world, made.matter)
    actions.erase(by=RESIDENT, reporter=other)
    texts = set(Note.objects.values_list("text", flat=True))
    assert "是我说的" in texts and "是邻居说的" not in texts
    assert Matter.objects.get(pk=made.matter.pk).text == WORDS and of(made).phone == PHONE


def test_the_reporters_wish_leaves_the_neighbours_words(world: World, tell: Tell) -> None:
    made = tell()
    other = joined(made.matter)
    with actions.own_words(other):
        handling.supply(by=RESIDENT, matter=made.matter, text="是邻居说的")
    ended(world, made.matter)
    actions.erase(by=RESIDENT, reporter=of(made))
    assert Note.objects.filter(text="是邻居说的").exists()
    assert [w.text for w in kept_of(other).written] == ["是邻居说的"]
    assert Reporter.objects.get(pk=other.pk).phone == "13900005678"


def test_parts_and_merged_reports(world: World, tell: Tell) -> None:
    made, root = tell(), tell(text="同一件事", phone="13900005678", photos=0)
    by = world.actor("director")
    part = handling.add_part(
        by=by, matter=made.matter, text="先去501看看", organisation=world.property
    )
    assert not is_over(of(made))
    handling.excuse_part(by=by, part=part, reason="501没人")
    Matter.objects.filter(pk=part.pk).update(state=states.CLOSED)
    ended(world, made.matter)
    assert is_over(of(made))
    actions.erase(by=RESIDENT, reporter=of(made))
    part = Matter.objects.get(pk=part.pk)
    assert "501" not in f"{part.text}{part.title}{part.excuse}" and part.dwelling is None
    later = tell(text="第三次报，还在漏", phone="13600002222", photos=0)
    handling.merge(by=by, matter=later.matter, root=root.matter)
    assert actions.erase(by=RESIDENT, reporter=of(later)).done_at is None  # the root is open
    ended(world, root.matter)
    deliver()
    assert "还在漏" not in Matter.objects.get(pk=later.matter.pk).text
    assert Matter.objects.get(pk=root.matter.pk).text == "同一件事"


def test_the_accountable_organisation_answers(world: World, tell: Tell) -> None:
    made = tell()
    erasure = actions.erase(by=RESIDENT, reporter=of(made))
    by = world.actor("director")
    for reason, code in ((" ", "reason_missing"), ("长" * 201, "text_too_long")):
        with pytest.raises(Refused, match=code):
            actions.answer(by=by, erasure=erasure, erase_now=False, reason=reason)
    kept = actions.answer(by=by, erasure=erasure, erase_now=False, reason="还要上门，要看地方")
    assert kept.organisation == world.committee and kept.done_at is None
    assert kept_of(of(made)).erasure == kept
    actions.answer(by=by, erasure=erasure, erase_now=True)
    gone(made.matter)
    with pytest.raises(Refused, match="erased_already"):  # another tab
        actions.answer(by=by, erasure=erasure, erase_now=False, reason="晚了")
    assert [p["erased"] for p in told_facts(facts.ErasureAnswered.name)] == [False, True]
    assert Erasure.objects.get().reason == ""


@pytest.mark.parametrize("persona", ["manager", "stranger", "leader", "officer"])
def test_nobody_else_answers(world: World, tell: Tell, persona: str) -> None:
    erasure = actions.erase(by=RESIDENT, reporter=of(tell()))
    with pytest.raises(Refused, match="not_allowed"):
        actions.answer(by=world.actor(persona), erasure=erasure, erase_now=True)
    assert Erasure.objects.get().done_at is None


@pytest.mark.parametrize("persona, may", [
    ("director", True), ("grid_worker", True), ("leader", True), ("stranger", False),
    ("manager", False), ("deployed", False),
])  # fmt: skip
def test_who_serves_at_the_desk(world: World, tell: Tell, persona: str, may: bool) -> None:
    reporter = of(tell())
    by = world.actor(persona)
    verbs = (
        lambda: actions.shown(by=by, reporter=reporter, field="copy"),
        lambda: actions.correct(by=by, reporter=reporter, name="改过"),
        lambda: actions.erase(by=by, reporter=reporter),
    )
    for verb in verbs:
        if may:
            verb()
        else:
            with pytest.raises(Refused, match="not_allowed"):
                verb()
    assert (of_again(reporter).name == NAME) is not may


def of_again(reporter: Reporter) -> Reporter:
    """Read a reporter again."""
    return Reporter.objects.get(pk=reporter.pk)


def test_words_of_looks_go_with_the_person_who_looked_stays(world: World, tell: Tell) -> None:
    reporter = of(tell())
    about = About("reporter", reporter.pk)
    by = world.actor("director")
    reveal(by=by, about=about, field="phone", purpose="visit", words="给示例反映人送钥匙")
    RevealWords.objects.create(words="别人的", at=timezone.now())
    actions.erase(by=RESIDENT, reporter=reporter)
    assert [w.words for w in RevealWords.objects.all()] == ["别人的"]
    assert len(kept_of(reporter).looks) == 1


def test_identity_needs_this_receipt(tell: Tell) -> None:
    made, other = tell(), tell(phone="13900005678")
    code = made.matter.code
    assert identified(code.lower(), " 138 0000-1234 ") == of(made)
    assert identified(code, made.secret) == of(made)
    for proof in ("", "13900005678", other.secret, "138", "' OR 1=1"):
        assert identified(code, proof) is None
    assert identified(other.matter.code, PHONE) is None and identified("", PHONE) is None


def test_nobody_is_identified_by_an_empty_phone(tell: Tell) -> None:
    made = tell(phone="", name="")
    assert identified(made.matter.code, "") is None and identified(made.matter.code, " ") is None


def test_the_system_forgets_reasons_with_the_matter(world: World, tell: Tell) -> None:
    made = tell()
    erasure = actions.erase(by=RESIDENT, reporter=of(made))
    actions.answer(
        by=world.actor("director"), erasure=erasure, erase_now=False, reason="示例反映人要在家"
    )
    assert actions.forget_around([made.matter.pk], "空") == 1
    assert Erasure.objects.get().reason == "空" and SYSTEM.kind == "system"
