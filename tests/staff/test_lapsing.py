"""What is still offered when its matter ends is taken back; nobody is asked to answer for nothing."""

from uuid import uuid4

import pytest

from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers import actions
from sihe.interaction.handovers.models import OPEN, Handover, HandoverState
from sihe.interaction.handovers.queries import incoming
from sihe.interaction.intake.actions import report
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, SYSTEM
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.places.spots import PlaceGiven
from sihe.kernel.responsibilities.models import Share
from tests.world import World


def offered(world: World) -> Matter:
    """Report a broken lift, which is offered to the property company."""
    given = PlaceGiven(area=world.building.pk)
    return report(
        by=RESIDENT, token=uuid4(), text="电梯又停了", category_code="lift", given=given
    ).matter


def test_a_report_taken_back_takes_its_offer_with_it(world: World) -> None:
    matter = offered(world)
    handover = Handover.objects.get(matter=matter)
    handling.withdraw(by=RESIDENT, matter=matter)
    deliver()
    handover.refresh_from_db()
    assert handover.state == HandoverState.WITHDRAWN
    assert incoming(world.actor("manager")).count() == 0
    assert first_broken() is None
    assert Handover.objects.filter(state__in=OPEN).count() == 0


def test_support_asked_for_ends_with_the_matter(world: World) -> None:
    matter, by = offered(world), world.actor("manager")
    actions.accept(by=by, handover=Handover.objects.get(matter=matter))
    matter.refresh_from_db()
    helper = matter.first_receiver
    asked = actions.offer(
        by=by, matter=matter, receiver=helper, share=Share.SUPPORTING
    )  # fmt: skip
    handling.finish(by=by, matter=matter, text="修好了")
    handling.check(by=world.actor("director"), matter=matter, passed=True)
    handling.close(by=RESIDENT, matter=matter)
    deliver()
    asked.refresh_from_db()
    assert asked.state == HandoverState.WITHDRAWN


def test_an_open_matter_keeps_its_offers(world: World) -> None:
    matter = offered(world)
    assert actions.lapse(by=SYSTEM, matter=matter) == 0
    assert Matter.objects.get(pk=matter.pk).state == states.OFFERED
    assert Handover.objects.filter(state__in=OPEN).count() == 1
    with pytest.raises(Refused, match="not_allowed"):
        actions.lapse(by=world.actor("director"), matter=matter)
