"""Slips: printed, handed over, used once by a member of the household, issued anew at the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sihe.interaction.accounts import actions
from sihe.interaction.accounts.actions import Printed
from sihe.interaction.accounts.actions.slips import use
from sihe.interaction.accounts.models import Slip
from sihe.interaction.accounts.tests.homes import Home, settle_in
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, SYSTEM
from sihe.kernel.journal.models import Entry
from sihe.kernel.people.actions import end_residence
from sihe.kernel.people.models import Account, Person


def printed(home: Home, by: str = "grid_worker") -> Printed:
    actor, building = home.world.actor(by), home.world.building
    return actions.print_slips(by=actor, building=building, households=[home.household])[0]


def opened(made: Printed, person: Person, **more: Any) -> Account:
    return actions.open_by_slip(
        by=RESIDENT, number=made.slip.number, digits=made.digits, person=person.pk, **more
    )


def refused(act: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as caught, transaction.atomic():
        act(**kwargs)
    return caught.value.code


def test_a_slip_opens_one_account_once(home: Home) -> None:
    made = printed(home)
    account = opened(made, home.people["mother"])
    assert account.person == home.people["mother"] and not account.has_usable_password()
    slip = Slip.objects.get()
    assert slip.used_by == home.people["mother"] and slip.code == ""
    for key in ("mother", "father"):
        with pytest.raises(Refused, match="slip_wrong"):
            opened(made, home.people[key])


def test_the_digits_are_nowhere_in_the_database(home: Home) -> None:
    made = printed(home)
    row = str(Slip.objects.values().get())
    assert made.digits not in row and len(made.digits) == 8
    assert made.digits not in str(list(Entry.objects.values("payload", "about")))


def test_number_and_digits_must_fit_however_they_are_typed(home: Home) -> None:
    made = printed(home)
    mother = home.people["mother"].pk
    wrong = f"{(int(made.digits) + 1) % 10**8:08d}"
    with pytest.raises(Refused, match="slip_wrong"):
        actions.open_by_slip(by=RESIDENT, number=made.slip.number, digits=wrong, person=mother)
    spaced = f" {made.digits[:4]} {made.digits[4:]}"
    number = made.slip.number.lower()
    assert actions.open_by_slip(by=RESIDENT, number=number, digits=spaced, person=mother)


def test_only_members_of_the_household_are_let_in(home: Home) -> None:
    other = settle_in(home.world, "502")
    with pytest.raises(Refused, match="not_here"):
        opened(printed(home), other.people["mother"])


def test_who_moved_out_is_not_let_in(home: Home) -> None:
    made = printed(home)
    yesterday = timezone.localdate() - timedelta(days=1)
    end_residence(by=SYSTEM, residence=home.spells["father"], until=yesterday)
    with pytest.raises(Refused, match="not_here"):
        opened(made, home.people["father"])
    assert opened(made, home.people["mother"])


def test_below_14_nobody_comes_in_by_a_slip(home: Home) -> None:
    made = printed(home)
    with pytest.raises(Refused, match="not_here"):
        opened(made, home.people["girl"])
    assert opened(made, home.people["boy"])


def test_an_unknown_age_is_asked_for(home: Home) -> None:
    home.add("guest", "赵一", None)
    made = printed(home)
    with pytest.raises(Refused, match="age_unsaid"):
        opened(made, home.people["guest"])
    assert opened(made, home.people["guest"], old_enough=True)


def test_printing_anew_makes_the_earlier_slip_void(home: Home) -> None:
    first, second = printed(home), printed(home)
    with pytest.raises(Refused, match="slip_wrong"):
        opened(first, home.people["mother"])
    assert opened(second, home.people["mother"])
    assert Slip.objects.get(pk=first.slip.pk).code == ""


def test_a_slip_runs_out(home: Home) -> None:
    made = printed(home)
    Slip.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="slip_wrong"):
        opened(made, home.people["mother"])


def test_one_open_slip_a_household_is_kept_by_the_database(home: Home) -> None:
    made = printed(home).slip
    made.pk, made.number = None, "ZZZZZZ"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


@pytest.mark.parametrize("who", ["stranger", "manager", "leader"])
def test_only_who_serves_the_place_prints_and_hands_over(home: Home, who: str) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        printed(home, who)
    made = printed(home)
    by = home.world.actor(who)
    assert refused(actions.hand_over, by=by, slip=made.slip) == "not_allowed"
    assert refused(
        actions.reissue, by=by, person=home.people["mother"], reason="lost_phone", seen=True
    )


def test_handed_over_at_the_door_and_taken_back(home: Home) -> None:
    made, by = printed(home), home.world.actor("grid_worker")
    assert actions.hand_over(by=by, slip=made.slip).handed_by_id == by.person
    entries = Entry.objects.count()
    actions.hand_over(by=by, slip=made.slip)  # sent twice
    assert Entry.objects.count() == entries
    assert actions.hand_over(by=by, slip=made.slip, handed=False).handed_at is None
    opened(made, home.people["mother"])
    assert refused(actions.hand_over, by=by, slip=Slip.objects.get()) == "slip_over"


def test_reissued_at_the_desk_to_who_was_seen(home: Home) -> None:
    mother, by = home.people["mother"], home.world.actor("director")
    home.opened("mother")
    told: dict[str, Any] = {"by": by, "person": mother}
    assert refused(actions.reissue, **told, reason="lost_phone", seen=False) == "identity_not_seen"
    assert refused(actions.reissue, **told, reason="first", seen=True) == "no_such_reason"
    before = Account.objects.get(person=mother).get_session_auth_hash()
    made = actions.reissue(**told, reason="changed_number", seen=True, phone="13900002222")
    assert Account.objects.get(person=mother).get_session_auth_hash() != before
    mother.refresh_from_db()
    assert mother.phone == "13900002222"
    assert opened(made, mother).person == mother
    facts = list(Entry.objects.values_list("fact", flat=True))
    assert {"accounts.AccessEnded", "accounts.SlipsPrinted"} <= set(facts)
    assert "13900002222" not in str(list(Entry.objects.values("payload")))


def test_a_slip_for_one_opens_nobody_else(home: Home) -> None:
    made = actions.reissue(
        by=home.world.actor("director"),
        person=home.people["mother"],
        reason="lost_phone",
        seen=True,
    )
    with pytest.raises(Refused, match="not_here"):
        opened(made, home.people["father"])


def test_a_grown_up_gives_a_slip_to_the_family(home: Home) -> None:
    made = actions.give(by=home.actor("mother"), member=home.people["father"])
    assert opened(made, home.people["father"])
    told: dict[str, Any] = {"by": home.actor("mother")}
    assert refused(actions.give, **told, member=home.people["father"]) == "came_in_already"
    assert refused(actions.give, **told, member=home.people["girl"]) == "too_young"
    other = settle_in(home.world, "502")
    assert refused(actions.give, **told, member=other.people["father"]) == "not_here"
    boy: dict[str, Any] = {"by": home.actor("boy"), "member": home.people["mother"]}
    assert refused(actions.give, **boy) == "not_allowed"


def test_who_merely_shares_a_flat_gives_nobody_a_slip(home: Home) -> None:
    home.add("mate", "孙二", 25, kind="flatshare")
    told: dict[str, Any] = {"by": home.actor("mate"), "member": home.people["father"]}
    assert refused(actions.give, **told) == "not_allowed"


def test_a_closed_account_of_staff_opens_without_its_old_password(home: Home) -> None:
    account = home.opened("mother")
    account.set_password("sihe-sample-2026")
    account.is_active = False
    account.save()
    again = opened(printed(home), home.people["mother"])
    assert again.pk == account.pk and again.is_active and not again.has_usable_password()


def test_of_two_who_bring_one_slip_at_once_one_comes_too_late(home: Home) -> None:
    slip = printed(home).slip
    again = Slip.objects.get(pk=slip.pk)
    use(slip, home.people["mother"].pk, timezone.now())
    told = {"person": home.people["father"].pk, "at": timezone.now()}
    assert refused(lambda **kw: use(again, **kw), **told) == "slip_wrong"
    assert Slip.objects.get().used_by == home.people["mother"]
