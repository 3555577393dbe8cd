"""The sample's bulletins: one urgent and half confirmed, one corrected, one still a draft."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from sihe.interaction.bulletins import actions
from sihe.interaction.bulletins.audience import Audience, buildings, ground, homes
from sihe.kernel.facts import Actor
from sihe.project.sample import reading


def build(by: Actor, now: datetime) -> None:
    """Write them for an organisation, to four buildings of its ground."""
    where = ground(by, "bulletins.publish")
    few = buildings(where).filter(compound__isnull=False).order_by("path")[:4]
    whom = Audience(areas=tuple(area.pk for area in few))
    for told in reading.toml("bulletins")["bulletin"]:
        at = now - timedelta(hours=told["hours_ago"])
        words = {key: told[key] for key in ("title", "text", "urgent")}
        given = actions.Given(**words, audience=whom, since=timezone.localdate(at))
        made = actions.draft(by=by, token=UUID(told["token"]), given=given, at=at)
        if told["hours_ago"]:
            actions.publish(by=by, bulletin=made, at=at)
            for home, _building in homes(whom, where)[::2]:
                actions.confirm(bulletin=made, household=home)
        if "why" in told:
            fresh = {key: told[key] for key in ("title", "why")}
            actions.correct(by=by, bulletin=made, text=told["corrected"], **fresh)
