"""A colleague on leave, one who is leaving, and a few keys; all of it invented."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from sihe.kernel.facts import SYSTEM
from sihe.project.sample.bodies import Bodies
from sihe.teams.absence.actions import plan_leave
from sihe.teams.custody.actions import add_item, give_item
from sihe.teams.turnover.actions import begin_leaving

COMMITTEE = "committee-west"
ITEMS = (
    ("key", "示例：活动室钥匙", "worker"), ("key", "示例：3号楼地下室钥匙", "grid"),
    ("device", "示例：执法记录仪 2号", "grid"), ("seal", "示例：社区公章", "committee"),
    ("device", "示例：应急发电机", ""),
)  # fmt: skip


def arrange(bodies: Bodies) -> None:
    """Let a grid worker be away, a colleague leave, and keys be with people; days count from the real today."""
    today, committee = timezone.localdate(), bodies.organisations[COMMITTEE]
    plan_leave(
        by=SYSTEM, person=bodies.persons[f"{COMMITTEE}-3"], organisation=committee,
        deputy=bodies.persons["worker"], since=today, until=today + timedelta(days=6),
    )  # fmt: skip
    begin_leaving(
        by=SYSTEM, person=bodies.persons[f"{COMMITTEE}-2"], organisation=committee,
        last_day=today + timedelta(days=10),
    )  # fmt: skip
    for kind, name, holder in ITEMS if settings.DEMO else ():
        item = add_item(by=SYSTEM, organisation=committee, kind=kind, name=name)
        if holder:
            give_item(by=SYSTEM, item=item, person=bodies.persons[holder])
