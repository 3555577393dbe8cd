"""The sample's bulletins: one urgent and half confirmed, one corrected, one still a draft."""

import random
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from sihe.interaction.bulletins import actions
from sihe.interaction.bulletins.audience import Audience, ground, homes
from sihe.interaction.bulletins.models import Bulletin
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Jurisdiction
from sihe.kernel.organisations.queries import actor_of
from sihe.kernel.people.models import Account
from sihe.kernel.places.models import Area
from sihe.project.sample import reading

READ, CONFIRMED = 0.35, 0.4  # shares of homes, of the first two bulletins
BUILDINGS = 4


def build(rng: random.Random, now: datetime) -> int:
    """Write them as the committee's director; return how many there are."""
    account = Account.objects.filter(username="committee").first()
    by = actor_of(account.person_id) if account else None
    if by is None:
        return 0
    told = reading.toml("bulletins")["bulletin"]
    own = Jurisdiction.objects.filter(organisation=by.organisation, area__isnull=False).first()
    where = ground(by, "bulletins.publish")
    near = Area.objects.filter(where, level="building", compound__isnull=False).order_by("path")
    few = Audience(areas=tuple(near.values_list("pk", flat=True)[:BUILDINGS]))
    whole = Audience(areas=(own.area_id,)) if own and own.area_id else few
    urgent = _written(by, told[0], few, now - timedelta(hours=6), urgent=True)
    calm = _written(by, told[1], few, now - timedelta(days=2))
    _written(by, told[2], whole, now, publish=False)
    for home, _building in homes(few, where):
        if rng.random() < CONFIRMED:
            actions.confirm(bulletin=urgent, household=home)
        if rng.random() < READ:
            actions.opened(bulletin=calm, household=home)
    actions.correct(
        by=by, bulletin=calm, title=calm.title, text=told[1]["corrected"], why=told[1]["why"],
        at=now - timedelta(days=1),
    )  # fmt: skip
    return len(told)


def _written(
    by: Actor, told: dict[str, str], whom: Audience, at: datetime, *, urgent: bool = False, publish: bool = True
) -> Bulletin:  # fmt: skip
    given = actions.Given(
        title=told["title"], text=told["text"], audience=whom, urgent=urgent, since=timezone.localdate(at),
        until=timezone.localdate(at) + timedelta(days=7),
    )  # fmt: skip
    made = actions.draft(by=by, token=UUID(told["token"]), given=given, at=at)
    return actions.publish(by=by, bulletin=made, at=at) if publish else made
