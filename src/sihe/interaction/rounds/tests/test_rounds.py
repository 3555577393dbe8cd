"""A visit and its promise are written once, stay the worker's record, and lose their words in time or on request."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sihe.interaction.rounds import actions
from sihe.interaction.rounds.models import Consent, Promise, Round
from sihe.interaction.rounds.tests.conftest import Give, Home
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import About
from sihe.kernel.files.models import StoredFile
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import timeline
from sihe.kernel.privacy.retention import run_retention

WORDS = "厨房漏水，等物业来看"


def visited(home: Home, by: str = "grid_worker", **more: Any) -> Round:
    """Visit flat 501."""
    told: dict[str, Any] = {"kind": "routine", "met": "home", "token": uuid4(), "note": WORDS}
    return actions.make_round(
        by=home.world.actor(by), dwelling=home.world.dwelling, **(told | more)
    )


def soon(days: int = 3) -> date:
    """Return a day near today."""
    return timezone.localdate() + timedelta(days=days)


def test_a_visit_with_a_promise(home: Home) -> None:
    made = visited(home, promise="周五前请物业来修", due_on=soon())
    promise = Promise.objects.get()
    assert (promise.round, promise.state, promise.text) == (made, "open", "周五前请物业来修")
    assert made.household == home.adult.residences.get().household
    assert made.person_id == home.world.actor("grid_worker").person
    facts = [e.fact for e in timeline(About("dwelling", home.world.dwelling.pk))][:2]
    assert sorted(facts) == ["rounds.PromiseMade", "rounds.RoundMade"]
    assert not any(WORDS in str(e.payload) for e in Entry.objects.all())


def test_sent_twice_is_one_visit(home: Home) -> None:
    token = uuid4()
    first = visited(home, token=token, promise="去看看", due_on=soon())
    assert visited(home, token=token, promise="去看看", due_on=soon()) == first
    assert Round.objects.count() == Promise.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"promise": "去看看"}, "promise_no_day", "due_on"),
        ({"due_on": 3}, "promise_no_words", "promise"),
        ({"promise": "去看看", "due_on": -1}, "promise_day_past", "due_on"),
        ({"note": "长" * 501}, "round_too_long", "note"),
        ({"promise": "长" * 121, "due_on": 3}, "round_too_long", "promise"),
        ({"at": 1}, "round_in_future", "at"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    home: Home, more: dict[str, Any], code: str, field: str
) -> None:
    for name in ("due_on", "at"):
        if name in more:
            days = timedelta(days=int(str(more[name])))
            more = more | {
                name: (timezone.localdate() if name == "due_on" else timezone.now()) + days
            }
    with pytest.raises(Refused) as caught:
        visited(home, **more)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert not Round.objects.exists() and not Promise.objects.exists()


@pytest.mark.parametrize("persona", ["stranger", "manager", "leader"])
def test_only_who_may_where_they_may(home: Home, persona: str) -> None:
    with pytest.raises(Refused) as caught:
        visited(home, by=persona)
    assert caught.value.code == "not_allowed"


def test_a_promise_ends_once(home: Home) -> None:
    visited(home, promise="去看看", due_on=soon())
    promise, by = Promise.objects.get(), home.world.actor("director")
    with pytest.raises(Refused) as caught:
        actions.end_promise(by=by, promise=promise, kept=False)
    assert caught.value.code == "promise_reason_missing"
    ended = actions.end_promise(by=by, promise=promise, kept=False, reason="等配件")
    assert (ended.state, ended.reason) == ("given_up", "等配件")
    with pytest.raises(Refused) as caught:
        actions.end_promise(by=by, promise=promise, kept=True)
    assert caught.value.code == "promise_ended"


def test_nobody_elsewhere_ends_it(home: Home) -> None:
    visited(home, promise="去看看", due_on=soon())
    with pytest.raises(Refused):
        actions.end_promise(
            by=home.world.actor("stranger"), promise=Promise.objects.get(), kept=True
        )
    assert Promise.objects.get().state == "open"


def test_the_database_knows_no_half_ended_promise(home: Home) -> None:
    visited(home, promise="去看看", due_on=soon())
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.update(state="kept")
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.update(ended_at=timezone.now())


def test_words_go_in_time_and_the_visit_stays(home: Home) -> None:
    visited(home, promise="去看看", due_on=soon())
    run_retention(timezone.now() + timedelta(days=700))
    assert Round.objects.get().note == WORDS
    run_retention(timezone.now() + timedelta(days=740))
    made = Round.objects.get()
    assert made.note == "" and made.forgotten_at is not None and Promise.objects.get().text == ""


def test_words_and_consents_go_as_the_resident_wishes(home: Home, give: Give) -> None:
    visited(home, promise="去看看", due_on=soon())
    give("door")
    director = home.world.actor("director")
    assert actions.forget_words(by=director, dwelling=home.world.dwelling) == 3
    assert Round.objects.get().note == "" and Promise.objects.get().text == ""
    assert not Consent.objects.exists() and not StoredFile.objects.exists()
    with pytest.raises(Refused) as caught:
        actions.forget_words(by=director, dwelling=home.world.dwelling)
    assert caught.value.code == "nothing_kept_here"
    with pytest.raises(Refused):
        actions.forget_words(by=home.world.actor("stranger"), dwelling=home.world.dwelling)
