"""Mandates are given and ended within reach, never for more than the giver may do, and lent for a period."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sihe.kernel.access.models import Role
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import may
from sihe.kernel.facts import SYSTEM
from sihe.kernel.facts.organisations import MandateEnded, MandateGiven, SectionAdded
from sihe.kernel.journal.models import Entry
from sihe.kernel.organisations import actions
from sihe.kernel.organisations.models import Mandate, Organisation
from sihe.kernel.organisations.queries import actor_of, current, mandates_of, people_holding
from sihe.kernel.people.models import Person
from tests import world as sample
from tests.world import World


def give(world: World, by: str, organisation: Any = "committee", **more: Any) -> Mandate:
    """Give a new person a mandate as a grid worker's, unless told otherwise."""
    person = more.pop("person", None) or Person.objects.create(name="示例新人")
    told = {
        "role": Role.objects.get(code="sample-worker"),
        "title": "示例新网格员",
        "area": world.grid,
    }
    return actions.give_mandate(
        by=world.actor(by), person=person, organisation=world.organisations[organisation], **(told | more)
    )  # fmt: skip


def refusal(act: Any) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def test_a_mandate_works_from_its_first_day_to_its_last(world: World) -> None:
    today = timezone.localdate()
    made = give(world, "director", since=today, until=today + timedelta(days=3))
    assert [m.pk for m in mandates_of(made.person_id)] == [made.pk]
    after = Mandate.objects.filter(current(today + timedelta(days=4)), pk=made.pk)
    assert not after.exists()
    entry = Entry.objects.get(fact=MandateGiven.name)
    assert entry.payload["mandate"] == made.pk and entry.person_id == world.people["director"].pk
    assert ["person", made.person_id] in entry.about


@pytest.mark.parametrize(
    "by, organisation, place, allowed",
    [
        ("director", "committee", "grid", True),
        ("director", "committee", "", True),
        ("director", "committee", "street", False),  # wider than the giver's own place
        ("director", "committee", "other_community", False),
        (
            "director",
            "property",
            "compound",
            False,
        ),  # not theirs, though it lies in their community
        ("director", "office", "community", False),
        ("stranger", "committee", "grid", False),
        ("grid_worker", "committee", "grid", False),
        (
            "leader",
            "committee",
            "grid",
            True,
        ),  # the street office reaches whoever works in its area
        ("leader", "property", "compound", True),
        ("leader", "owners", "compound", True),
        ("leader", "other_committee", "other_community", False),
        ("leader", "other_committee", "", False),
        ("leader", "home_unit", "", True),  # nobody speaks for it yet
    ],
)
def test_who_gives_where(
    world: World, by: str, organisation: str, place: str, allowed: bool
) -> None:
    where: dict[str, Any] = {"area": world.areas.get(place)}
    if place == "compound":
        where = {"area": None, "compound": world.compound}
    if allowed:
        assert give(world, by, organisation, **where).pk
    else:
        assert refusal(lambda: give(world, by, organisation, **where)) == "not_allowed"


def test_a_street_leaves_an_organisation_that_speaks_for_itself(world: World) -> None:
    role = Role.objects.create(code="own", name="示例", permissions=["mandates.edit"])
    give(world, "leader", "home_unit", area=None, role=role)
    assert refusal(lambda: give(world, "leader", "home_unit", area=None)) == "not_allowed"


def test_a_superior_reaches_down_and_a_ring_of_superiors_ends(world: World) -> None:
    far, office = world.other_committee, world.office
    assert not may("mandates.edit", world.actor("leader"), far)
    Organisation.objects.filter(pk=far.pk).update(superior=office)
    assert may("mandates.edit", world.actor("leader"), Organisation.objects.get(pk=far.pk))
    Organisation.objects.filter(pk=office.pk).update(superior=far)
    assert not may("mandates.edit", world.actor("director"), Organisation.objects.get(pk=far.pk))


def test_nobody_gives_more_than_they_may_do_themselves(world: World) -> None:
    more = Role.objects.create(
        code="more", name="示例", permissions=["matters.handle", "calendar.edit"]
    )
    assert refusal(lambda: give(world, "director", role=more)) == "not_allowed"
    assert give(world, "leader", role=more).role == more  # the leader appoints
    appoints = Role.objects.get(code="sample-leader")
    assert refusal(lambda: give(world, "director", role=appoints)) == "not_allowed"


def test_nobody_gives_themselves_anything(world: World) -> None:
    for who in ("leader", "director"):
        own = world.people[who]
        assert refusal(lambda who=who, own=own: give(world, who, person=own)) == "not_allowed"


def test_what_a_giver_holds_elsewhere_does_not_count_here(world: World) -> None:
    """A power over one grid cannot be handed on for another."""
    narrow = Role.objects.create(code="narrow", name="示例", permissions=["mandates.edit"])
    wide = Role.objects.create(code="wide", name="示例", permissions=["calendar.edit"])
    person = Person.objects.create(name="示例两处")
    for role, area in ((narrow, world.grid), (wide, world.second_grid)):
        actions.give_mandate(
            by=SYSTEM, person=person, organisation=world.committee, role=role, title="示例", area=area
        )  # fmt: skip
    by = actor_of(person.pk)
    assert by is not None
    told: dict[str, Any] = {"person": Person.objects.create(name="示例"), "organisation": world.committee,
            "role": wide, "title": "示例"}  # fmt: skip
    for area in (world.grid, world.second_grid):
        refused = refusal(lambda area=area: actions.give_mandate(by=by, area=area, **told))
        assert refused == "not_allowed"


@pytest.mark.parametrize(
    "more, code",
    [
        ({"title": "  "}, "title_wrong"),
        ({"title": "长" * 41}, "title_wrong"),
        ({"since": date(2026, 5, 2), "until": date(2026, 5, 1)}, "until_before_since"),
    ],
)
def test_what_is_wrong_is_said(world: World, more: dict[str, Any], code: str) -> None:
    assert refusal(lambda: give(world, "director", **more)) == code


def test_one_place_and_ones_own_section(world: World) -> None:
    both = {"area": world.grid, "compound": world.compound}
    assert refusal(lambda: give(world, "leader", **both)) == "area_or_compound"
    assert refusal(lambda: give(world, "director", section=world.section)) == "section_foreign"
    Organisation.objects.filter(pk=world.property.pk).update(active=False)
    world.property.refresh_from_db()
    unused = {"area": None, "compound": world.compound}
    assert refusal(lambda: give(world, "leader", "property", **unused)) in (
        "not_allowed", "organisation_unused",
    )  # fmt: skip


def test_the_same_one_does_not_run_twice_at_a_time(world: World) -> None:
    first = give(world, "director", since=date(2026, 1, 1), until=date(2026, 6, 30))
    same: dict[str, Any] = {"person": first.person}
    for since, until in ((date(2026, 6, 30), None), (date(2025, 1, 1), date(2026, 1, 1))):
        again = refusal(lambda s=since, u=until: give(world, "director", since=s, until=u, **same))
        assert again == "mandate_there"
    assert give(world, "director", since=date(2026, 7, 1), **same)
    assert give(world, "director", area=world.second_grid, since=date(2026, 1, 1), **same)


def test_ending(world: World) -> None:
    today, by = timezone.localdate(), world.actor("director")
    made = give(world, "director", since=today - timedelta(days=5))
    end = actions.end_mandate
    assert (
        refusal(lambda: end(by=world.actor("stranger"), mandate=made, until=today)) == "not_allowed"
    )
    early, before = today - timedelta(days=6), today - timedelta(days=2)
    assert refusal(lambda: end(by=by, mandate=made, until=early)) == "until_before_since"
    assert refusal(lambda: end(by=by, mandate=made, until=before)) == "until_past"
    end(by=by, mandate=made, until=today + timedelta(days=9))
    end(by=by, mandate=made, until=today - timedelta(days=1))
    assert actor_of(made.person_id) is None
    assert refusal(lambda: end(by=by, mandate=made, until=today)) == "mandate_over"
    assert Entry.objects.filter(fact=MandateEnded.name).count() == 2


def test_what_is_not_handed_over_keeps_a_mandate(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(mandate: Mandate) -> None:
        raise Refused("busy")

    monkeypatch.setattr(actions, "before_ending", [busy])
    made, today = world.mandates["repairer"], timezone.localdate()
    assert refusal(lambda: actions.end_mandate(by=SYSTEM, mandate=made, until=today)) == "busy"


def test_a_section_is_added_once(world: World) -> None:
    by = world.actor("director")
    first = actions.add_section(by=by, organisation=world.committee, name=" 服务  大厅 ")
    assert actions.add_section(by=by, organisation=world.committee, name="服务 大厅") == first
    assert Entry.objects.filter(fact=SectionAdded.name).count() == 1
    wrong = refusal(lambda: actions.add_section(by=by, organisation=world.committee, name=" "))
    assert wrong == "section_wrong"
    foreign = refusal(lambda: actions.add_section(by=by, organisation=world.office, name="示例"))
    assert foreign == "not_allowed"


def lend(world: World, days: int = 3, since: date | None = None, by: str = "director") -> Mandate:
    """Let the deployed person stand in for the director."""
    first = since or timezone.localdate()
    return actions.stand_in(
        by=world.actor(by), mandate=world.mandates["director"], deputy=world.people["deployed"],
        since=first, until=first + timedelta(days=days),
    )  # fmt: skip


def test_a_deputy_has_the_powers_under_that_mandate_alone(world: World) -> None:
    made = lend(world)
    deputy = world.people["deployed"].pk
    own, lent = actor_of(deputy), actor_of(deputy, made.pk)
    assert own is not None and lent is not None
    assert not own.holds("matters.assign") and own.name == "示例下沉人员"
    assert lent.holds("matters.assign") and lent.name == "示例下沉人员（代示例居委会主任）"
    assert deputy in people_holding(world.committee.pk, "matters.assign")
    after = (made.until or date.max) + timedelta(days=1)
    assert deputy not in people_holding(world.committee.pk, "matters.assign", on=after)


def test_lending_is_for_ones_own_and_not_passed_on(world: World) -> None:
    assert refusal(lambda: lend(world, by="grid_worker")) == "not_allowed"
    made = lend(world)
    deputy = actor_of(world.people["deployed"].pk, made.pk)
    assert deputy is not None
    today = timezone.localdate()
    told: dict[str, Any] = {"mandate": made, "since": today, "until": today}
    third = world.people["grid_worker"]
    passed = refusal(lambda: actions.stand_in(by=deputy, deputy=third, **told))
    assert passed in ("not_allowed", "not_passed_on")
    assert refusal(lambda: actions.stand_in(by=SYSTEM, deputy=third, **told)) == "not_passed_on"
    own: dict[str, Any] = {
        "mandate": world.mandates["director"],
        "deputy": world.people["director"],
    }
    to_self = refusal(
        lambda: actions.stand_in(by=world.actor("director"), since=today, until=today, **own)
    )
    assert to_self == "deputy_self"


def test_what_is_lent_ends_with_what_it_is_lent_from(world: World) -> None:
    made, today = lend(world, days=30), timezone.localdate()
    yesterday = today - timedelta(days=1)
    actions.end_mandate(by=SYSTEM, mandate=world.mandates["director"], until=yesterday)
    made.refresh_from_db()
    assert made.until == yesterday
    assert [m.pk for m in mandates_of(made.person_id)] == [world.mandates["deployed"].pk]
    told: dict[str, Any] = {
        "mandate": world.mandates["director"],
        "deputy": world.people["deployed"],
    }
    over = refusal(lambda: actions.stand_in(by=SYSTEM, since=today, until=today, **told))
    assert over == "mandate_over"


def test_who_is_back_early_ends_it_at_once(world: World) -> None:
    made, yesterday = lend(world), timezone.localdate() - timedelta(days=1)
    director = world.actor("director")
    actions.end_mandate(by=director, mandate=made, until=yesterday)
    assert world.people["deployed"].pk not in people_holding(world.committee.pk, "matters.assign")


def test_the_database_keeps_the_order_of_days(world: World) -> None:
    made = world.mandates["director"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=made.pk).update(until=made.since - timedelta(days=1))
    lent = lend(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=lent.pk).update(until=None)


class Escalation(TestCase):
    """Whatever is given by whomever, nobody without `mandates.appoint` makes somebody stronger than themselves."""

    @given(
        st.lists(
            st.tuples(st.sampled_from(["director", "manager", "chair", "stranger", "grid_worker"]),
                      st.sets(st.sampled_from(["matters.handle", "mandates.edit", "calendar.edit",
                                               "mandates.appoint", "privacy.reveal"]), min_size=1),
                      st.sampled_from(["", "grid", "community", "street"])),
            min_size=1, max_size=5,
        )
    )  # fmt: skip
    @settings(max_examples=25)
    def test_no_escalation(self, tries: list[tuple[str, set[str], str]]) -> None:
        world = sample.build()
        givers = {who: world.actor(who) for who, _, _ in tries}
        for number, (who, permissions, place) in enumerate(tries):
            by = givers[who]
            role = Role.objects.create(
                code=f"r{number}", name="示例", permissions=sorted(permissions)
            )
            person = Person.objects.create(name="示例")
            try:
                actions.give_mandate(
                    by=by, person=person, organisation=Organisation.objects.get(pk=by.organisation or 0), role=role,
                    title="示例", area=world.areas.get(place),
                )  # fmt: skip
            except Refused:
                continue
            made = actor_of(person.pk)
            assert made is not None and by.holds("mandates.edit")
            assert all(by.holds(p) for p in permissions) and place != "street"
            givers[who] = made  # the next try is made by the one who has just come
