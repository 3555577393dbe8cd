"""The list and the single matter follow one rule, for any actor and any matter."""

from itertools import count
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sihe.interaction.matters.models import Matter, Participant
from sihe.interaction.matters.queries import visible_to
from sihe.kernel.access.rules import may
from sihe.kernel.facts import Actor, Scope
from sihe.kernel.responsibilities.models import Share
from tests.world import World

AREAS = (
    "street",
    "community",
    "grid",
    "second_grid",
    "building",
    "other_street",
    "other_community",
)
ORGANISATIONS = (
    "office",
    "committee",
    "property",
    "owners",
    "agency",
    "home_unit",
    "other_committee",
)
numbers = count()


@st.composite
def scopes(draw: st.DrawFn) -> dict[str, object]:
    """Draw where a person's permissions hold, by names of the invented street."""
    return {
        "permissions": draw(st.sets(st.sampled_from(["matters.oversee", "matters.handle"]))),
        "area": draw(st.sampled_from([None, *AREAS])),
        "compound": draw(st.booleans()),
    }


matters = st.fixed_dictionaries(
    {
        "place": st.sampled_from(["building", "old_block", "none"]),
        "accountable": st.sampled_from(ORGANISATIONS),
        "first": st.sampled_from(ORGANISATIONS),
        "part_of": st.sampled_from([None, *ORGANISATIONS]),
        "share": st.sampled_from([None, "supporting", "informed", "past"]),
        "sharer": st.sampled_from(ORGANISATIONS),
        "assignee": st.sampled_from([None, "deployed", "repairer"]),
    }
)


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(scopes(), max_size=2), rows=st.lists(matters, min_size=1, max_size=5))
def test_the_list_holds_exactly_what_may_be_seen_alone(
    world: World, drawn: list[dict[str, object]], rows: list[dict[str, str]]
) -> None:
    made = {m.pk for m in [_matter(world, row) for row in rows]}
    fetched = Matter.objects.prefetch_related("participants").select_related("parent")
    for name in (None, *ORGANISATIONS):  # the same rows through everybody's eyes
        own = world.organisations[name].pk if name else None
        held = tuple(_scope(world, own, one) for one in drawn) if own else ()
        actor = Actor(kind="staff", person=1, organisation=own, scopes=held)
        listed = set(visible_to(actor).filter(pk__in=made).values_list("pk", flat=True))
        alone = Matter.objects.filter(pk__in=made)
        assert listed == {m.pk for m in alone if may("matters.see", actor, m)}, name
        together = fetched.filter(pk__in=made)
        assert listed == {m.pk for m in together if may("matters.see", actor, m)}, name


def _scope(world: World, organisation: int, drawn: dict[str, object]) -> Scope:
    area = world.areas[str(drawn["area"])] if drawn["area"] else None
    permissions = drawn["permissions"]
    assert isinstance(permissions, set)
    return Scope(
        permissions=frozenset(permissions), organisation=organisation,
        area_level=area.level if area else None, area=area.pk if area else None,
        compound=world.compound.pk if drawn["compound"] else None,
    )  # fmt: skip


def _matter(world: World, drawn: dict[str, str], parent: Matter | None = None) -> Matter:
    number = next(numbers)
    block = drawn["place"] == "old_block"
    known = drawn["place"] != "none"
    organisations = world.organisations
    if drawn["part_of"] and parent is None:
        parent = _matter(world, {**drawn, "accountable": drawn["part_of"], "part_of": "",
                                 "share": "", "assignee": ""})  # fmt: skip
    matter = Matter.objects.create(
        code=f"V{number:06d}", token=uuid4(), state="received", title="示例", text="示例", source="web",
        street=world.street if known else None, community=world.community if known else None,
        grid=(world.second_grid if block else world.grid) if known else None,
        building=(world.old_block if block else world.building) if known else None,
        compound=None if block or not known else world.compound, parent=parent,
        accountable=organisations[drawn["accountable"]], first_receiver=organisations[drawn["first"]],
        assignee=world.people[drawn["assignee"]] if drawn["assignee"] else None,
        created_at=timezone.now(),
    )  # fmt: skip
    if drawn["share"]:
        share = Share(drawn["share"]) if drawn["share"] != "past" else "past"
        Participant.objects.create(
            matter=matter,
            organisation=organisations[drawn["sharer"]],
            share=share,
            since=timezone.now(),
        )
    return matter
