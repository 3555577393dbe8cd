"""Looking at personal data leaves a trace; what is no longer needed goes by itself."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.template import Context, Template
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, SYSTEM, About
from sihe.kernel.facts.privacy import Revealed, Swept
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.periodic import jobs
from sihe.kernel.privacy import retention
from sihe.kernel.privacy.actions import reveal, set_retention
from sihe.kernel.privacy.models import RetentionAction, RetentionRule, RevealWords
from sihe.kernel.privacy.queries import days_kept, looks_at
from sihe.kernel.privacy.retention import run_retention
from tests.world import World

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORDS = "请转告：下午两点到"


def look(world: World, resident: Model, persona: str = "director", **given: Any) -> str:
    told: dict[str, Any] = {"field": "phone", "purpose": "call_back"} | given
    return reveal(by=world.actor(persona), about=About("resident", resident.pk), **told)


def test_a_look_shows_the_field_and_leaves_a_trace(world: World, resident: Model) -> None:
    assert look(world, resident, words=WORDS) == "13800001234"
    (seen,) = looks_at(About("resident", resident.pk))
    assert seen.person == world.people["director"].pk and seen.organisation == world.committee.pk
    assert (seen.field, seen.purpose, seen.words) == ("phone", "call_back", WORDS)


def test_the_journal_holds_neither_the_number_nor_the_words(world: World, resident: Model) -> None:
    look(world, resident, words=WORDS)
    entry = Entry.objects.get(fact=Revealed.name)
    assert "138" not in str(entry.payload) and "转告" not in str(entry.payload)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM privacy_revealwords")
        assert "转告" not in cursor.fetchone()[0]


@pytest.mark.parametrize("persona, may", [
    ("director", True), ("leader", True), ("clerk", True), ("stranger", False),
    ("grid_worker", False), ("manager", False), ("deployed", False),
])  # fmt: skip
def test_who_may_look(world: World, resident: Model, persona: str, may: bool) -> None:
    if may:
        assert look(world, resident, persona)
    else:
        with pytest.raises(Refused, match="not_allowed"):
            look(world, resident, persona)
        assert looks_at(About("resident", resident.pk)) == []


def test_neither_residents_nor_the_system_look(world: World, resident: Model) -> None:
    about = About("resident", resident.pk)
    for by in (RESIDENT, SYSTEM):
        with pytest.raises(Refused, match="not_allowed"):
            reveal(by=by, about=about, field="phone", purpose="visit")


@pytest.mark.parametrize("given, code", [
    ({"purpose": ""}, "no_such_purpose"), ({"purpose": "curious"}, "no_such_purpose"),
    ({"field": "id_number"}, "nothing_to_reveal"), ({"field": "email"}, "nothing_to_reveal"),
    ({"words": "长" * 201}, "words_too_long"),
])  # fmt: skip
def test_what_is_refused_leaves_nothing(
    world: World, resident: Model, given: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        look(world, resident, **given)
    assert looks_at(About("resident", resident.pk)) == [] and not RevealWords.objects.exists()


def test_unknown_things_are_refused(world: World, resident: Model) -> None:
    for about in (About("resident", 999_999), About("pigeon", 1)):
        with pytest.raises(Refused, match="nothing_to_reveal"):
            reveal(by=world.actor("director"), about=about, field="phone", purpose="visit")


@pytest.fixture
def sweeps(monkeypatch: pytest.MonkeyPatch) -> dict[str, datetime]:
    """Two kinds of records with rules of their own; the first one fails when its count is below 0."""
    asked: dict[str, datetime] = {}

    def sweeper(kind: str, count: int) -> retention.Sweeper:
        def sweep(before: datetime) -> int:
            asked[kind] = before
            RevealWords.objects.create(words=kind, at=NOW)
            if count < 0:
                raise ValueError(kind)
            return count

        return sweep

    monkeypatch.setattr(
        retention, "sweepers", {"a": sweeper("a", -1), "b": sweeper("b", 3), "c": sweeper("c", 0)}
    )
    RetentionRule.objects.all().delete()
    for number, kind in enumerate("abcd"):
        RetentionRule.objects.create(
            kind=kind,
            days=10 + number,
            action=RetentionAction.ERASE,
            source="示例",
            since=date(2026, 1, 1),
        )
    return asked


def test_each_kind_is_swept_by_its_own_rule_and_a_failing_one_stops_no_other(
    sweeps: dict[str, datetime], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(RuntimeError, match="retention failed for: a"):
        run_retention(NOW)
    assert sweeps == {"a": NOW - timedelta(10), "b": NOW - timedelta(11), "c": NOW - timedelta(12)}
    facts = [Swept.from_payload(e.payload) for e in Entry.objects.filter(fact=Swept.name)]
    assert facts == [Swept(kind="b", count=3)]  # what swept nothing tells nothing
    assert set(RevealWords.objects.values_list("words", flat=True)) == {"b", "c"}  # a: undone
    assert "retention of a failed" in caplog.text


def test_nobody_sweeps_by_hand(world: World) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        run_retention(NOW, by=world.actor("leader"))


def test_words_of_looks_go_in_time() -> None:
    for days in (1, 2000):
        RevealWords.objects.create(words="示例", at=NOW - timedelta(days=days))
    RetentionRule.objects.get_or_create(
        kind="reveal_words", defaults={"days": 1095, "action": "erase", "source": "示例", "since": date(2026, 1, 1)}
    )  # fmt: skip
    assert run_retention(NOW)["reveal_words"] == 1 and RevealWords.objects.count() == 1


def test_it_runs_by_itself() -> None:
    assert any("privacy.retention" in job.name for job in jobs())


def rule(kind: str = "matter") -> RetentionRule:
    fields = {"days": 730, "action": "anonymise", "source": "示例", "since": date(2026, 1, 1)}
    return RetentionRule.objects.get_or_create(kind=kind, defaults=fields)[0]


def test_a_period_is_changed_by_who_may(world: World) -> None:
    rule()
    changed = set_retention(by=SYSTEM, kind="matter", days=365, source="示例规定")
    assert days_kept("matter") == 365 and changed.since == timezone.localdate()
    for given, code in (
        ({"days": 0}, "days_range"), ({"days": 40_000}, "days_range"), ({"source": " "}, "source_missing"),
        ({"kind": "pigeon"}, "no_such_rule"),
    ):  # fmt: skip
        fields: dict[str, Any] = {"kind": "matter", "days": 5, "source": "示例"} | given
        with pytest.raises(Refused, match=code):
            set_retention(by=SYSTEM, **fields)
    with pytest.raises(Refused, match="not_allowed"):
        set_retention(by=world.actor("leader"), kind="matter", days=5, source="x")


def shown(text: str = "{% load privacy %}{% first_contact %}") -> str:
    return Template(text).render(Context())


def test_first_contact_says_who_why_how_long_and_whom_to_ask() -> None:
    row = rule()
    row.days = 730
    row.save()
    html = shown("{% load privacy %}{% first_contact '示例街道' '010-1234' %}")
    for words in ("示例街道", "为什么", "办完后2年", "改正或删掉", "010-1234", "看一次记一次"):
        assert words in html
    RetentionRule.objects.filter(kind="matter").update(days=90)
    assert "办完后90天" in shown()
    RetentionRule.objects.all().delete()
    assert "用不着了就删" in shown() and "12345" in shown()
