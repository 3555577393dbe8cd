"""The desk of each of the ten roles: one template, by data; and what it costs."""

from datetime import date

import pytest
from django.test import Client

from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers.actions import accept, counter
from sihe.interaction.matters.models import Matter
from sihe.kernel.journal.revisions import bump
from sihe.kernel.organisations.models import Mandate
from tests.staff.factories import in_state, offer_of, reported, taken
from tests.staff.test_pages import cost
from tests.world import World


@pytest.fixture
def day(world: World) -> dict[str, Matter]:
    """A day on the street, by name."""
    made = {
        "offered": reported(world, "lift"),
        "countered": reported(world, "lift", area="second_building_unit1"),
        "taken": taken(world),
        "stall": reported(world, "stall"),
        "rubbish": reported(world),
        "elsewhere": reported(world, "noise", area="old_block"),
        "triage": reported(world, "ask"),
    }
    counter(by=world.actor("manager"), handover=offer_of(made["countered"]), message="等配件")
    accept(by=world.actor("officer"), handover=offer_of(made["stall"]))
    made["handed_in"] = taken(world)
    handling.finish(by=world.actor("manager"), matter=made["handed_in"], text="修好了")
    made["part"] = handling.add_part(
        by=world.actor("manager"),
        matter=made["taken"],
        text="帮老人上下楼",
        organisation=world.social,
    )
    made["deployed"] = reported(world, "noise")
    handling.assign(
        by=world.actor("director"), matter=made["deployed"], person=world.people["deployed"].pk
    )
    return made


def seen(world: World, client: Client, who: str, day: dict[str, Matter]) -> dict[str, set[str]]:
    """Return what stands in each list of a desk, by the names of the day."""
    names = {m.code: name for name, m in day.items()}
    desk = world.login(client, who).get("/desk/").context["desk"]
    return {
        part: {names[row.code] for row in getattr(desk, part)}
        for part in ("todo", "waiting", "support", "deployed")
    }


EVERYDAY = {"rubbish", "elsewhere"}
DESKS: dict[str, dict[str, set[str]]] = {
    "director": {
        "todo": {*EVERYDAY, "countered", "triage", "handed_in"},
        "waiting": {"offered", "taken", "stall", "handed_in"},
    },
    "grid_worker": {
        "todo": {"rubbish", "countered"},
        "waiting": {"offered", "taken", "stall", "handed_in"},
    },
    "deployed": {
        "todo": {*EVERYDAY, "deployed", "countered"},
        "waiting": {"offered", "taken", "stall", "handed_in"},
    },
    "manager": {"todo": {"offered", "taken"}, "waiting": {"countered", "part"}},
    "repairer": {"todo": {"offered", "taken"}, "waiting": {"countered", "part"}},
    "chair": {"todo": set(), "support": {"taken"}},
    "social": {"todo": {"part"}, "support": {"taken"}},
    "officer": {"todo": {"stall"}},
    "leader": {"todo": {"triage"}},
    "clerk": {"todo": {"triage"}},
    "secretary": {"todo": set()},
    "home_manager": {"todo": set(), "deployed": {"deployed"}},
    "stranger": {"todo": set(), "waiting": set()},
}


@pytest.mark.parametrize("who", DESKS)
def test_what_stands_on_each_desk(
    world: World, client: Client, day: dict[str, Matter], who: str
) -> None:
    found = seen(world, client, who, day)
    for part, wanted in DESKS[who].items():
        assert found[part] == wanted, part


@pytest.mark.parametrize("who", ["director", "manager", "leader", "home_manager", "grid_worker"])
@pytest.mark.parametrize("times", [1, 8])
def test_a_desk_costs_at_most_ten_queries(
    world: World, client: Client, who: str, times: int
) -> None:
    for _ in range(times):
        reported(world, "lift")
        reported(world)
        taken(world)
        in_state(world, "finished")
    assert cost(world.login(client, who), "/desk/") <= 10


def test_the_order_is_that_of_the_deadlines(
    world: World, client: Client, day: dict[str, Matter]
) -> None:
    todo = world.login(client, "director").get("/desk/").context["desk"].todo
    dues = [row.due for row in todo if row.due is not None]
    assert dues == sorted(dues) and len(dues) > 3


def test_the_head_counts_what_is_late(world: World, client: Client) -> None:
    from datetime import timedelta

    from django.utils import timezone

    matter = reported(world)
    reported(world)
    Matter.objects.filter(pk=matter.pk).update(due_at=timezone.now() - timedelta(hours=2))
    page = world.login(client, "director").get("/desk/").content.decode()
    assert "<b>2 件</b>" in page and "1 件已超时" in page and "超时 2 小时" in page


def test_an_empty_desk_says_what_will_come_and_offers_an_act(world: World, client: Client) -> None:
    page = world.login(client, "grid_worker").get("/desk/").content.decode()
    assert "现在没有等你办的" in page and "新来的事会出现在这里" in page and "即办即结" in page


def test_a_section_sees_its_own_pool_and_what_nobody_has(world: World, client: Client) -> None:
    matters = [reported(world) for _ in range(2)]
    Matter.objects.update(accountable=world.office, section=None)
    Matter.objects.filter(pk=matters[0].pk).update(section=world.section)
    other = world.office.sections.create(name="民政办")
    Matter.objects.filter(pk=matters[1].pk).update(section=other)
    desk = world.login(client, "clerk").get("/desk/").context["desk"]
    assert [row.code for row in desk.todo] == [matters[0].code]


def test_the_deployed_see_whom_they_serve(world: World, client: Client) -> None:
    page = world.login(client, "deployed").get("/desk/").content.decode()
    assert "示例派出单位派来，在示例居委会服务示例社区" in page


def test_overseers_see_what_is_late_in_their_area(world: World, client: Client) -> None:
    from datetime import timedelta

    from django.utils import timezone

    matter = taken(world)
    Matter.objects.filter(pk=matter.pk).update(due_at=timezone.now() - timedelta(days=1))
    for who, sees in (
        ("leader", True),
        ("director", True),
        ("stranger", False),
        ("manager", False),
    ):
        rows = world.login(client, who).get("/desk/").context["desk"].area_late
        assert bool(rows) is sees, who


def test_switching_between_ones_own_mandates_only(world: World, client: Client) -> None:
    second = Mandate.objects.create(
        person=world.people["social"], organisation=world.property, since=date(2021, 1, 1),
        role=world.mandates["manager"].role, title="示例兼职", compound=world.compound,
    )  # fmt: skip
    bump("organisations")
    world.login(client, "social")
    assert "换成花园物业" in client.get("/desk/").content.decode()
    assert client.post("/me/mandate/", {"mandate": world.mandates["leader"].pk}).status_code == 404
    assert client.post("/me/mandate/", {"mandate": "abc"}).status_code == 404
    client.post("/me/mandate/", {"mandate": second.pk})
    assert client.session["mandate"] == second.pk
    matter = taken(world)
    assert client.get(f"/matters/{matter.code}/").status_code == 200
    client.post("/me/mandate/", {"mandate": world.mandates["social"].pk})
    assert client.get(f"/matters/{matter.code}/").status_code == 404


def test_an_ended_mandate_opens_nothing(world: World, client: Client) -> None:
    world.login(client, "manager")
    Mandate.objects.filter(pk=world.mandates["manager"].pk).update(until=date(2021, 1, 1))
    assert client.get("/desk/").status_code == 404
