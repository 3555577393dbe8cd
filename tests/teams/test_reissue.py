"""A sign-in issued anew: two different colleagues in person, in time, logged, told, and changed at first use."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import may
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.models import Notice
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.people.models import Account, Person
from sihe.kernel.privacy.retention import run_retention
from sihe.teams.appointments import actions
from sihe.teams.appointments.facts import ReissueAsked, Reissued, StartPasswordChanged
from sihe.teams.appointments.models import Reissue
from tests.teams.test_leaves import refused
from tests.world import World

OLD, NEW = "laomima-2026-chun", "xinmima-2026-qiu"


def account(who: str = "grid_worker") -> Account:
    """Return somebody's account."""
    return Account.objects.get(username=who)


def vouch(world: World, by: str, who: str = "grid_worker", **more: Any) -> tuple[Reissue, str]:
    """Let a colleague vouch."""
    return actions.vouch(by=world.actor(by), account=account(who), in_person=True, **more)


def enter(client: Client, who: str, password: str) -> Any:
    """Try to sign in."""
    return client.post("/accounts/login/", {"login": who, "password": password})


def test_two_colleagues_then_the_slip_then_an_own_password(world: World) -> None:
    held = account()
    held.set_password(OLD)
    held.save()
    Authenticator.objects.create(user=held, type="totp", data={"secret": "x"})
    before = world.login(Client(), "grid_worker")
    assert before.get("/desk/").status_code == 200
    made, word = vouch(world, "director")
    assert word == "" and account().check_password(OLD) and Authenticator.objects.exists()
    made, word = vouch(world, "vice")
    assert len(word) == 17 and word not in str(Reissue.objects.values()) and made.second_id
    assert not Authenticator.objects.exists() and not account().check_password(OLD)
    assert before.get("/desk/").status_code == 302  # every session has ended
    client = Client()
    assert enter(client, "grid_worker", OLD).status_code == 200
    assert enter(client, "grid_worker", word).status_code == 302
    for page in ("/desk/", "/matters/", "/me/", "/"):
        assert client.get(page)["Location"] == "/accounts/password/change/"
    changed = {"oldpassword": word, "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", changed).status_code == 302
    assert client.get("/desk/").status_code == 200 and not account().must_change
    again = Client()
    assert enter(again, "grid_worker", word).status_code == 200
    assert enter(again, "grid_worker", NEW)["Location"] == "/desk/"
    facts = Entry.objects.filter(fact__startswith="appointments.").order_by("seq")
    people = [world.people[w].pk for w in ("director", "vice", "grid_worker")]
    assert [(e.fact, e.person_id) for e in facts] == list(
        zip([ReissueAsked.name, Reissued.name, StartPasswordChanged.name], people, strict=True)
    )


def test_the_holder_and_their_superiors_are_told(world: World) -> None:
    vouch(world, "director")
    vouch(world, "vice")
    deliver()
    told = set(
        Notice.objects.filter(code__startswith="appointments.").values_list("person", "code")
    )
    own = world.people["grid_worker"].pk
    assert {(own, "appointments.vouched"), (own, "appointments.reissued"),
            (world.people["director"].pk, "appointments.reissued_of")} <= told  # fmt: skip


def test_not_oneself_and_not_one_person_twice(world: World) -> None:
    assert refused(lambda: vouch(world, "director", "director")).code == "not_allowed"
    vouch(world, "director")
    assert refused(lambda: vouch(world, "director")).code == "vouched_already"
    row = Reissue.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Reissue.objects.filter(pk=row.pk).update(second=row.first_id, given_at=timezone.now())


@pytest.mark.parametrize("by", ["grid_worker", "deployed", "stranger", "manager", "secretary"])
def test_who_may_not_vouch(world: World, by: str) -> None:
    assert refused(lambda: vouch(world, by, "vice")).code == "not_allowed"


def test_a_street_vouches_within_its_reach(world: World) -> None:
    vouch(world, "leader")
    assert vouch(world, "director")[1]
    assert refused(lambda: vouch(world, "leader", "stranger")).code == "not_allowed"
    assert refused(lambda: vouch(world, "director", "leader")).code == "not_allowed"


def test_without_seeing_the_person_nothing_happens(world: World) -> None:
    by = world.actor("director")
    why = refused(lambda: actions.vouch(by=by, account=account(), in_person=False))
    assert why.code == "not_in_person" and not Reissue.objects.exists()


def test_the_second_comes_in_time_or_is_a_first(world: World) -> None:
    vouch(world, "director")
    late = timezone.now() + timedelta(minutes=31)
    made, word = vouch(world, "vice", at=late)
    assert word == "" and made.first_id == world.people["vice"].pk
    assert vouch(world, "director", at=late + timedelta(minutes=29))[1]


def test_not_more_than_a_few_times_a_day(world: World) -> None:
    now = timezone.now()
    for turn in range(3):
        at = now + timedelta(minutes=40 * turn)
        vouch(world, "director", at=at)
        vouch(world, "vice", at=at)
    late = now + timedelta(hours=3)
    assert refused(lambda: vouch(world, "director", at=late)).code == "too_many_reissues"
    assert vouch(world, "director", at=now + timedelta(days=2))[0]


def test_a_closed_account_is_not_opened_by_this(world: World) -> None:
    Account.objects.filter(username="grid_worker").update(is_active=False)
    assert refused(lambda: vouch(world, "director")).code == "account_closed"


def test_a_start_password_runs_out(world: World) -> None:
    vouch(world, "director")
    word = vouch(world, "vice")[1]
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        client = Client()
        response = enter(client, "grid_worker", word)
        assert response["Location"] == "/accounts/login/"
        assert "过期" in client.get("/accounts/login/").content.decode()
        assert client.get("/desk/").status_code == 302


def test_the_page_from_the_first_to_the_slip(world: World) -> None:
    first, second = (world.login(Client(), who) for who in ("director", "vice"))
    asked = {"who": "示例网格员", "in_person": "on"}
    assert (
        "当面认过" in first.post("/appointments/sign-in/", {"who": "示例网格员"}).content.decode()
    )
    assert first.post("/appointments/sign-in/", asked).status_code == 302
    assert "示例网格员" in second.get("/appointments/sign-in/").content.decode()
    slip = second.post("/appointments/sign-in/", asked)
    assert slip.status_code == 200 and slip["Cache-Control"] == "private, no-store"
    assert "grid_worker" in slip.content.decode()
    nobody = second.post("/appointments/sign-in/", {**asked, "who": "没有这人"})
    assert nobody.status_code == 422 and "没找到" in nobody.content.decode()
    for _turn in range(10):
        last = second.post("/appointments/sign-in/", {**asked, "who": "没有这人"})
    assert "过十分钟" in last.content.decode()
    worker = world.login(Client(), "deployed")
    assert worker.post("/appointments/sign-in/", asked).status_code == 404


def test_two_of_one_name_are_told_apart(world: World) -> None:
    like = world.mandates["grid_worker"]
    person = Person.objects.create(name="示例网格员")
    Account.objects.create_user("wang2", None, person=person)
    Mandate.objects.create(
        person=person,
        organisation=like.organisation,
        role=like.role,
        title="示例",
        since=like.since,
    )
    client = world.login(Client(), "director")
    both = client.post("/appointments/sign-in/", {"who": "示例网格员", "in_person": "on"})
    assert "几位同名" in both.content.decode()
    assert (
        client.post("/appointments/sign-in/", {"who": "wang2", "in_person": "on"}).status_code
        == 302
    )


def test_old_ones_are_swept(world: World) -> None:
    vouch(world, "director")
    vouch(world, "vice")
    actions.password_changed(account=account())
    run_retention(timezone.now() + timedelta(days=1094))
    assert Reissue.objects.exists()
    run_retention(timezone.now() + timedelta(days=1097))
    assert not Reissue.objects.exists()


def test_the_rule_asks_for_the_permission(world: World) -> None:
    from sihe.teams.appointments.rules import Post

    post = Post(world.people["grid_worker"], world.committee)
    assert may("accounts.reissue", world.actor("director"), post)
    assert not may("accounts.reissue", world.actor("deployed"), post)
    with pytest.raises(Refused):
        vouch(world, "deployed")
