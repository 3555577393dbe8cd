"""示例: matters of the invented street in the states that tests need."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers.actions import accept
from sihe.interaction.handovers.models import Handover
from sihe.interaction.intake.actions import report
from sihe.interaction.matters.models import Matter
from sihe.kernel.facts import RESIDENT
from sihe.kernel.places.spots import PlaceGiven
from tests.world import World

TEXTS = {"lift": "3号楼2单元的电梯又停了。老人上不去楼。", "rubbish": "东门口垃圾堆了三天。",
         "stall": "东门口占道摆摊。", "noise": "楼下太吵。", "ask": "老年卡在哪里办？"}  # fmt: skip


def reported(
    world: World, kind: str = "rubbish", *, area: str = "building_unit2", phone: str = "",
    at: datetime | None = None, text: str = "",
) -> Matter:  # fmt: skip
    """Report something as a resident; `rubbish` stays with the committee, `lift` is offered to the property."""
    given = PlaceGiven(area=world.areas[area].pk)
    made = report(
        by=RESIDENT, token=uuid4(), text=text or TEXTS[kind], given=given, category_code=kind,
        phone=phone, at=at,
    )  # fmt: skip
    return Matter.objects.get(pk=made.matter.pk)


def offer_of(matter: Matter) -> Handover:
    """Return the latest offer of a matter."""
    found = Handover.objects.filter(matter=matter).order_by("-pk").first()
    assert found is not None
    return found


def taken(world: World, phone: str = "13800001234") -> Matter:
    """Report a broken lift and let the property company accept it."""
    matter = reported(world, "lift", phone=phone)
    accept(by=world.actor("manager"), handover=offer_of(matter))
    return Matter.objects.get(pk=matter.pk)


def in_state(world: World, state: str) -> Matter:
    """Return a committee's matter in a state of the workflow."""
    director = world.actor("director")
    if state == "offered":
        return reported(world, "lift")
    if state == "triage":
        return reported(world, "ask")
    matter = reported(world)
    soon = timezone.localdate() + timedelta(days=3)
    steps = {
        "received": [],
        "working": ["start"],
        "asking": ["ask"],
        "paused": ["pause"],
        "hung": ["hang"],
        "finished": ["finish"],
        "answered": ["finish", "check"],
        "closed": ["finish", "check", "close"],
        "rejected": ["reject"],
        "withdrawn": ["withdraw"],
    }[state]
    more: dict[str, dict[str, object]] = {
        "ask": {"text": "几号楼"}, "pause": {"reason": "等人"}, "finish": {"text": "清走了"},
        "hang": {"reason": "等钱", "review_on": soon}, "check": {"passed": True},
        "reject": {"text": "归别处"},
    }  # fmt: skip
    for step in steps:
        getattr(handling, step)(by=director, matter=matter, **more.get(step, {}))
    return Matter.objects.get(pk=matter.pk)
