"""No mark without a consent, none after it: signed, dated, told before its end, withdrawn at once (PIPL 15, 28, 29)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from sihe.interaction.rounds import actions
from sihe.interaction.rounds.actions import MarkGiven
from sihe.interaction.rounds.models import Consent, HelpMark
from sihe.interaction.rounds.queries.marks import marks_of, running
from sihe.interaction.rounds.tests.conftest import Give, Home, sheet
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.kernel.files.models import StoredFile
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.models import Message
from sihe.kernel.notices.registry import find
from sihe.kernel.people.actions import end_residence
from sihe.kernel.privacy.retention import run_retention


def refused(give: Give, **more: object) -> str:
    """Return the code with which a consent is refused."""
    with pytest.raises(Refused) as caught:
        give(**more)
    assert not Consent.objects.exists() and not HelpMark.objects.exists()
    return caught.value.code


def test_marks_come_with_the_signed_sheet(home: Home, give: Give) -> None:
    consent = give("door", "carry")
    assert {m.kind for m in marks_of(home.world.dwelling)} == {"door", "carry"}
    assert consent.until == consent.signed_on + timedelta(days=365)
    assert StoredFile.objects.get().about_id == consent.pk
    assert consent.household == home.adult.residences.get().household


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"sheet": None}, "no_sheet"),
        ({"marks": []}, "nothing_marked"),
        ({"marks": [MarkGiven("糖尿病")]}, "nothing_marked"),
        ({"marks": [MarkGiven("contact", "示例女儿")]}, "contact_incomplete"),
        ({"signed_on": date(2999, 1, 1)}, "signed_in_future"),
        ({"signed_on": date(2020, 1, 1)}, "signed_long_ago"),
    ],
)
def test_what_is_not_agreed_to_in_writing_is_not_marked(
    home: Home, give: Give, more: dict[str, object], code: str
) -> None:
    assert refused(give, **more) == code


def test_only_adults_who_live_there_agree(home: Home, give: Give) -> None:
    assert refused(give, person=home.child.pk) == "consent_by_adult"
    assert refused(give, person=home.former.pk) == "not_living_here"
    assert refused(give, person=home.world.people["director"].pk) == "not_living_here"


def test_only_who_may_where_they_may(home: Home, give: Give) -> None:
    for persona in ("stranger", "manager", "leader"):
        with pytest.raises(Refused) as caught:
            give(by=persona)
        assert caught.value.code == "not_allowed"


def test_no_diagnosis_can_be_written(home: Home, give: Give) -> None:
    consent = give(marks=[MarkGiven("door", "高血压", "13800000000")])
    mark = consent.marks.get()
    assert (mark.kind, mark.contact_name, mark.contact_phone) == ("door", "", "")
    free = [f.name for f in HelpMark._meta.get_fields() if f.get_internal_type() == "TextField"]
    assert sorted(free) == ["contact_name", "contact_phone"]


def test_the_database_knows_no_mark_without_consent(home: Home, give: Give) -> None:
    consent = give("door")
    bad = [
        lambda: HelpMark.objects.create(kind="carry"),
        lambda: HelpMark.objects.create(consent=consent, kind="door"),
        lambda: HelpMark.objects.create(consent=consent, kind="diabetes"),
        lambda: HelpMark.objects.create(consent=consent, kind="carry", contact_name="示例"),
        lambda: Consent.objects.filter(pk=consent.pk).update(until=consent.signed_on),
        lambda: Consent.objects.filter(pk=consent.pk).update(ended_at=timezone.now()),
    ]
    for act in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_the_same_sheet_sent_twice_is_one_consent(home: Home, give: Give) -> None:
    token = uuid4()
    assert give(token=token).pk == give(token=token).pk
    assert Consent.objects.count() == 1 and StoredFile.objects.count() == 1


def test_signing_again_renews(home: Home, give: Give) -> None:
    first = give("door")
    second = give("carry")
    first.refresh_from_db()
    assert (first.ending, first.marks.count()) == ("renewed", 0)
    assert [m.consent_id for m in marks_of(home.world.dwelling)] == [second.pk]


def test_withdrawn_is_gone_at_once(home: Home, give: Give) -> None:
    consent = give("door", "medicine")
    actions.withdraw(by=home.world.actor("grid_worker"), consent=consent)
    assert not HelpMark.objects.exists() and marks_of(home.world.dwelling) == []
    with pytest.raises(Refused) as caught:
        actions.withdraw(by=home.world.actor("grid_worker"), consent=consent)
    assert caught.value.code == "consent_over"


def test_nobody_elsewhere_withdraws(home: Home, give: Give) -> None:
    consent = give("door")
    with pytest.raises(Refused):
        actions.withdraw(by=home.world.actor("stranger"), consent=consent)
    assert HelpMark.objects.exists()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(days=st.integers(0, 800))
def test_a_mark_is_seen_on_no_day_after_its_end(home: Home, give: Give, days: int) -> None:
    with transaction.atomic():
        consent = give("door")
        day = consent.signed_on + timedelta(days=days)
        seen = HelpMark.objects.filter(running(day, "consent__")).exists()
        assert seen == (day <= consent.until)
        actions.remind_and_expire(now=timezone.now() + timedelta(days=days))
        assert HelpMark.objects.exists() == (day <= consent.until)
        transaction.set_rollback(True)


def test_told_once_before_the_end_then_gone(home: Home, give: Give) -> None:
    consent = give("door")
    early = timezone.now() + timedelta(days=300)
    assert actions.remind_and_expire(now=early) == (0, 0)
    near = timezone.now() + timedelta(days=340)
    assert actions.remind_and_expire(now=near) == (1, 0)
    assert actions.remind_and_expire(now=near) == (0, 0)
    deliver()
    message = Message.objects.get()
    assert f"{consent.until.month}月{consent.until.day}日" in message.text
    assert "需上门" not in message.text
    told = find("consent", [consent.pk])[consent.pk]
    assert (told.name, told.place) == (home.adult.name, "示例花园 3号楼2单元501")
    over = timezone.now() + timedelta(days=367)
    assert actions.remind_and_expire(now=over) == (0, 1)
    consent.refresh_from_db()
    assert consent.ending == "expired" and not HelpMark.objects.exists()


def test_moving_out_ends_it(home: Home, give: Give) -> None:
    consent = give("door")
    spell = home.adult.residences.get()
    end_residence(by=SYSTEM, residence=spell, until=timezone.localdate() + timedelta(days=3))
    deliver()
    consent.refresh_from_db()
    assert consent.ended_at is None  # still lives there
    actions.remind_and_expire(now=timezone.now() + timedelta(days=5))
    consent.refresh_from_db()
    assert consent.ending == "moved" and not HelpMark.objects.exists()


def test_the_journal_never_says_what_help(home: Home, give: Give) -> None:
    consent = give("door", "medicine")
    actions.withdraw(by=home.world.actor("director"), consent=consent)
    rows = Entry.objects.filter(fact__startswith="rounds.Consent")
    assert rows.count() == 2
    for entry in rows:
        said = str(entry.payload) + str(entry.about)
        assert "door" not in said and "medicine" not in said and "household" not in said


def test_ended_consents_go_with_their_sheets_in_time(home: Home, give: Give) -> None:
    consent = give("door")
    actions.withdraw(by=home.world.actor("director"), consent=consent)
    run_retention(timezone.now() + timedelta(days=1000))
    assert Consent.objects.exists()
    run_retention(timezone.now() + timedelta(days=1100))
    assert not Consent.objects.exists() and not StoredFile.objects.exists()


def test_a_bad_picture_leaves_nothing(home: Home, give: Give) -> None:
    broken = sheet()
    broken.file.write(b"no picture at all")  # type: ignore[union-attr]
    assert refused(give, sheet=broken).startswith("photo_")
