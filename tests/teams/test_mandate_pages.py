"""Who is what for whom, by the pages: list, search, export, give, end; and one person in two communities."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sihe.kernel.access.models import Role
from sihe.kernel.access.rules import may
from sihe.kernel.facts import SYSTEM
from sihe.kernel.organisations import actions as organisations
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.organisations.queries import actor_of, mandates_of
from sihe.kernel.people.models import Account, Person
from sihe.teams.appointments.queries import reached
from tests.staff.factories import reported
from tests.world import World

LIST, GIVE = "/appointments/", "/appointments/give/"


def told(world: World, **more: Any) -> dict[str, Any]:
    """Return a filled form for a new grid worker."""
    return {
        "who": "示例新人", "username": "xinren", "organisation": world.committee.pk,
        "role": Role.objects.get(code="sample-worker").pk, "title": "示例志愿者",
        "place": f"area-{world.grid.pk}", "since": f"{timezone.localdate()}", "until": "", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    "who, sees, hidden",
    [("director", "示例网格员", "示例物业经理"), ("grid_worker", "示例居委会主任", "示例物业经理"),
     ("leader", "示例物业经理", "外区居委会主任"), ("manager", "示例维修工", "示例网格员")],
)  # fmt: skip
def test_the_list_shows_ones_own_organisation_or_reach(
    world: World, client: Client, who: str, sees: str, hidden: str
) -> None:
    html = world.login(client, who).get(LIST).content.decode()
    assert sees in html and hidden not in html


def test_the_list_and_the_rule_agree(world: World) -> None:
    for who in world.people:
        actor = world.actor(who)
        seen = set(reached(actor))
        for body in world.organisations.values():
            may_edit = may("mandates.edit", actor, body)
            own = body.pk == actor.organisation
            assert (body in seen) == (may_edit or own), (who, body)


def test_search_filter_and_export(world: World, client: Client) -> None:
    world.login(client, "leader")
    html = client.get(LIST, {"q": "维修"}).content.decode()
    assert "示例维修工" in html and "示例网格员" not in html
    html = client.get(LIST, {"who": str(world.property.pk)}).content.decode()
    assert "示例物业经理" in html and "示例网格员" not in html
    today = timezone.localdate()
    Mandate.objects.filter(pk=world.mandates["repairer"].pk).update(until=today - timedelta(days=1))
    assert "示例维修工" not in client.get(LIST).content.decode()
    assert "示例维修工" in client.get(LIST, {"state": "over"}).content.decode()
    table = b"".join(client.get("/appointments/export.csv", {"q": "网格"})).decode("utf-8-sig")
    assert table.splitlines()[0].startswith("姓名,单位") and "示例网格员" in table
    assert "示例居委会主任" not in table


def test_a_new_colleague_with_a_slip(world: World, client: Client) -> None:
    world.login(client, "director")
    response = client.post(GIVE, told(world))
    html = response.content.decode()
    word = html.split("data-word>")[1].split("<")[0]
    account = Account.objects.get(username="xinren")
    assert account.must_change and account.check_password(word)
    assert [m.area for m in mandates_of(account.person_id)] == [world.grid]
    other = Client()
    assert other.post("/accounts/login/", {"login": "xinren", "password": word}).status_code == 302
    assert other.get("/desk/")["Location"] == "/accounts/password/change/"


@pytest.mark.parametrize(
    "more, words",
    [({"who": ""}, "还没写"), ({"who": "没有这人", "username": ""}, "没找到"),
     ({"username": "director"}, "登录名"), ({"since": "2026-05-02", "until": "2026-05-01"}, "到期早于开始"),
     ({"place": "area-1"}, "从列表里选"), ({"title": ""}, "还没写")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(
    world: World, client: Client, more: dict[str, Any], words: str
) -> None:
    people = Person.objects.count()
    response = world.login(client, "director").post(GIVE, told(world, **more))
    html = response.content.decode()
    assert response.status_code == 422 and words in html
    assert (
        Person.objects.count() == people and not Account.objects.filter(username="xinren").exists()
    )


def test_nobody_makes_a_stronger_one_by_the_page(world: World, client: Client) -> None:
    """Neither by a role from outside the list, nor by an organisation or a place from outside."""
    world.login(client, "director")
    leader = Role.objects.get(code="sample-leader").pk
    for more in (
        {"role": leader},
        {"organisation": world.office.pk},
        {"place": f"area-{world.street.pk}"},
    ):
        assert client.post(GIVE, told(world, **more)).status_code == 422
    assert not Account.objects.filter(username="xinren").exists()
    assert world.login(client, "grid_worker").get(GIVE).status_code == 404


def test_ending_by_the_page(world: World, client: Client) -> None:
    mandate = world.mandates["deployed"]
    page = f"/appointments/{mandate.pk}/end/"
    assert world.login(client, "manager").get(page).status_code == 404
    world.login(client, "director")
    assert client.get(page).status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    assert client.post(page, {"until": f"{yesterday}"}).status_code == 302
    assert actor_of(mandate.person_id) is None
    again = client.post(page, {"until": f"{yesterday}"})
    assert again.status_code == 422 and "已经到期" in again.content.decode()


def test_a_volunteer_in_two_communities_never_mixes_them(world: World, client: Client) -> None:
    role = Role.objects.create(
        code="both", name="示例志愿者", permissions=["matters.handle", "matters.oversee"]
    )
    person = Person.objects.create(name="示例两处志愿者")
    Account.objects.create_user("both", None, person=person)
    here, there = (
        organisations.give_mandate(
            by=SYSTEM, person=person, organisation=body, role=role, title="示例志愿者", area=area
        )
        for body, area in ((world.committee, world.community), (world.other_committee, world.other_community))
    )  # fmt: skip
    matter = reported(world, "rubbish")
    client.force_login(
        Account.objects.get(username="both"), "django.contrib.auth.backends.ModelBackend"
    )
    page = f"/matters/{matter.code}/"
    assert client.get(page).status_code == 200
    assert "换成外区居委会" in client.get("/desk/").content.decode()
    client.post("/me/mandate/", {"mandate": there.pk})
    assert (
        client.get(page).status_code == 404
        and "外区社区居民委员会" in client.get("/desk/").content.decode()
    )
    assert matter.code not in client.get("/matters/").content.decode()
    client.post("/me/mandate/", {"mandate": here.pk, "next": page})
    assert client.get(page).status_code == 200
    away = client.post("/me/mandate/", {"mandate": here.pk, "next": "https://example.org/"})
    assert away["Location"] == "/desk/"
    for mandate, body in ((here, world.committee), (there, world.other_committee)):
        actor = actor_of(person.pk, mandate.pk)
        assert actor is not None and {s.organisation for s in actor.scopes} == {body.pk}


def test_a_long_list_needs_few_queries(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    role = Role.objects.get(code="sample-worker")
    people = Person.objects.bulk_create(Person(name=f"示例{n}") for n in range(120))
    Mandate.objects.bulk_create(
        Mandate(person=p, organisation=world.committee, role=role, title="示例", since="2020-01-01")
        for p in people
    )
    world.login(client, "director")
    client.get(LIST)
    with django_assert_max_num_queries(10):  # two of them the session and the account
        assert "第 2 页" in client.get(LIST, {"page": 2}).content.decode()
