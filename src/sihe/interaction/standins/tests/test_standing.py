"""Acting for another: agreed, in what, until when; no ballot without paper, below 14 a guardian only."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sihe.interaction.accounts.tests.homes import Home, settle_in
from sihe.interaction.accounts.tests.test_slips import refused
from sihe.interaction.standins import actions
from sihe.interaction.standins.models import Offer, StandIn
from sihe.interaction.standins.queries import (
    BALLOT,
    NOTICES,
    REPORT,
    may_stand_for,
    stands_for,
)
from sihe.kernel.facts import RESIDENT
from sihe.kernel.files.models import StoredFile
from sihe.kernel.files.tests.test_files import picture
from sihe.kernel.journal.models import Entry
from sihe.kernel.people.models import Person

TODAY = timezone.localdate


def until(days: int = 30) -> date:
    return TODAY() + timedelta(days=days)


def agreed(home: Home, *acts: str, paper: Any = None, **more: Any) -> StandIn:
    told: dict[str, Any] = {
        "by": home.world.actor("director"),
        "seen": True,
        "until": until(),
        **more,
    }
    return actions.agree(
        principal=home.people["father"], agent=home.people["mother"], acts=acts, paper=paper, **told
    )


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", picture())


def test_agreed_at_the_desk_with_a_witness(home: Home) -> None:
    made = agreed(home, REPORT)
    assert made.witness_id == home.world.actor("director").person
    mother, father = home.actor("mother"), home.people["father"].pk
    assert may_stand_for(mother, father, REPORT)
    assert not may_stand_for(mother, father, NOTICES)
    assert not may_stand_for(home.actor("father"), home.people["mother"].pk, REPORT)
    assert not may_stand_for(home.actor("boy"), father, REPORT)
    assert not may_stand_for(RESIDENT, father, REPORT)
    assert not may_stand_for(home.world.actor("director"), father, REPORT)
    assert [one.principal_id for one in stands_for(mother.person)] == [father]


def test_never_a_ballot_without_a_written_proxy(home: Home, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    mother, father = home.actor("mother"), home.people["father"].pk
    told: dict[str, Any] = {
        "principal": home.people["father"],
        "agent": home.people["mother"],
        "until": until(),
    }
    by = home.world.actor("director")
    assert refused(actions.agree, by=by, acts=[BALLOT], seen=True, **told) == "proxy_missing"
    own: dict[str, Any] = {
        "by": home.actor("father"),
        "principal": home.people["father"],
        "until": until(),
    }
    assert refused(actions.offer, acts=[REPORT, BALLOT], **own) == "proxy_missing"
    agreed(home, REPORT, NOTICES)
    assert not may_stand_for(mother, father, BALLOT)
    made = agreed(home, REPORT, BALLOT, paper=paper())
    assert may_stand_for(mother, father, BALLOT)
    assert StoredFile.objects.filter(about_kind="stand_in", about_id=made.pk).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        StandIn.objects.filter(pk=made.pk).update(written=False)
    actions.end(by=mother, stand_in=made)
    assert not may_stand_for(mother, father, BALLOT)


def test_offered_on_ones_own_phone_and_brought_by_the_other(home: Home) -> None:
    offer, digits = actions.offer(
        by=home.actor("father"), principal=home.people["father"], acts=[REPORT], until=until()
    )
    assert digits not in str(Offer.objects.values().get())
    mother: dict[str, Any] = {"by": home.actor("mother"), "agent": home.people["mother"]}
    father: dict[str, Any] = {"by": home.actor("father"), "agent": home.people["father"]}
    wrong = f"{(int(digits) + 1) % 10**8:08d}"
    assert refused(actions.accept, **mother, offer=offer.number, digits=wrong) == "slip_wrong"
    assert refused(actions.accept, **father, offer=offer.number, digits=digits) == "not_oneself"
    actions.accept(**mother, offer=offer.number, digits=digits)
    assert may_stand_for(home.actor("mother"), home.people["father"].pk, REPORT)
    assert refused(actions.accept, **mother, offer=offer.number, digits=digits) == "slip_wrong"
    other: dict[str, Any] = {"by": home.actor("boy"), "agent": home.people["father"]}
    assert refused(actions.accept, **other, offer=offer.number, digits=digits) == "not_allowed"


def test_nobody_offers_for_another(home: Home) -> None:
    told: dict[str, Any] = {"principal": home.people["father"], "acts": [REPORT], "until": until()}
    assert refused(actions.offer, by=home.actor("mother"), **told) == "not_allowed"
    assert refused(actions.offer, by=RESIDENT, **told) == "not_allowed"


@pytest.mark.parametrize("who", ["father", "mother"])
def test_ended_by_either_at_once(home: Home, who: str) -> None:
    made = agreed(home, REPORT)
    actions.end(by=home.actor(who), stand_in=made)
    assert not may_stand_for(home.actor("mother"), home.people["father"].pk, REPORT)
    entries = Entry.objects.count()
    actions.end(by=home.actor(who), stand_in=made)
    assert Entry.objects.count() == entries


def test_ended_by_the_desk_but_by_no_outsider(home: Home) -> None:
    made = agreed(home, REPORT)
    for who in (home.actor("boy"), home.world.actor("stranger"), RESIDENT):
        assert refused(actions.end, by=who, stand_in=made) == "not_allowed"
    actions.end(by=home.world.actor("grid_worker"), stand_in=made)
    made.refresh_from_db()
    assert made.ended_at is not None


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, 20), length=st.integers(0, 20), day=st.integers(-5, 45))
def test_runs_from_the_first_day_to_the_last(home: Home, start: int, length: int, day: int) -> None:
    made = agreed(home, REPORT)
    first = date(2026, 1, 1) + timedelta(days=start)
    StandIn.objects.filter(pk=made.pk).update(since=first, until=first + timedelta(days=length))
    now = date(2026, 1, 1) + timedelta(days=day)
    allowed = may_stand_for(home.actor("mother"), home.people["father"].pk, REPORT, now)
    assert allowed == (start <= day <= start + length)


def test_terms_that_nobody_can_agree_to(home: Home) -> None:
    by = home.world.actor("director")
    told = {
        "by": by,
        "principal": home.people["father"],
        "agent": home.people["mother"],
        "seen": True,
    }
    fine: dict[str, Any] = {"acts": [REPORT], "until": until()}
    assert refused(actions.agree, **told, **{**fine, "acts": []}) == "acts_missing"
    assert refused(actions.agree, **told, **{**fine, "acts": ["everything"]}) == "acts_missing"
    assert refused(actions.agree, **told, **{**fine, "until": until(-1)}) == "until_wrong"
    assert refused(actions.agree, **told, **{**fine, "until": until(400)}) == "until_wrong"
    assert refused(actions.agree, **{**told, "seen": False}, **fine) == "identity_not_seen"
    self_: dict[str, Any] = {**told, "agent": home.people["father"]}
    assert refused(actions.agree, **self_, **fine) == "not_oneself"
    far: dict[str, Any] = {**told, "by": home.world.actor("stranger")}
    assert refused(actions.agree, **far, **fine) == "not_allowed"


def test_below_14_only_a_guardian_acts(home: Home) -> None:
    girl, mother = home.people["girl"], home.actor("mother")
    own = home.actor("girl")
    assert not may_stand_for(own, girl.pk, REPORT)
    told: dict[str, Any] = {
        "by": home.world.actor("director"),
        "principal": girl,
        "agent": home.people["mother"],
    }
    more: dict[str, Any] = {"acts": [REPORT], "until": until(), "seen": True}
    assert refused(actions.agree, **told, **more) == "too_young"
    actions.guard(
        by=home.world.actor("director"), child=girl, guardian=home.people["mother"], seen=True
    )
    assert may_stand_for(mother, girl.pk, REPORT)
    assert not may_stand_for(mother, girl.pk, BALLOT)


def test_a_guardian_acts_until_the_child_is_14(home: Home) -> None:
    girl, mother = home.people["girl"], home.actor("mother")
    today = TODAY()
    Person.objects.filter(pk=girl.pk).update(
        id_number=f"110108{today.year - 14}{today:%m%d}0012", birth_year=today.year - 14
    )
    girl.refresh_from_db()
    yesterday = today - timedelta(days=1)
    StandIn.objects.create(
        principal=girl, agent=home.people["mother"], basis="guardian", acts=[REPORT], way="desk",
        since=yesterday, until=until(), agreed_at=timezone.now(),
    )  # fmt: skip
    assert may_stand_for(mother, girl.pk, REPORT, yesterday)
    assert not may_stand_for(mother, girl.pk, REPORT, today)
    assert may_stand_for(home.actor("girl"), girl.pk, REPORT, today)


def test_who_can_be_a_guardian(home: Home) -> None:
    by, girl = home.world.actor("director"), home.people["girl"]
    other = settle_in(home.world, "502").people["mother"]
    told: dict[str, Any] = {"by": by, "child": girl, "seen": True}
    assert refused(actions.guard, **told, guardian=other) == "not_here"
    assert refused(actions.guard, **told, guardian=home.people["boy"]) == "guardian_not_adult"
    boy: dict[str, Any] = {**told, "child": home.people["boy"], "guardian": home.people["mother"]}
    assert refused(actions.guard, **boy) == "not_a_child"
    unseen: dict[str, Any] = {**told, "seen": False, "guardian": home.people["mother"]}
    assert refused(actions.guard, **unseen) == "identity_not_seen"
    far: dict[str, Any] = {
        **told,
        "by": home.world.actor("stranger"),
        "guardian": home.people["mother"],
    }
    assert refused(actions.guard, **far) == "not_allowed"


def test_the_journal_names_the_agreement_and_not_the_two(home: Home) -> None:
    from sihe.kernel.facts import About

    made = agreed(home, REPORT)
    with transaction.atomic():
        actions.note_act(stand_in=made, what="report", about=About("matter", 1))
    entry = Entry.objects.get(fact="standins.ActedFor")
    assert entry.person_id is None
    assert entry.payload == {"stand_in": made.pk, "what": "report", "matter": 1}
