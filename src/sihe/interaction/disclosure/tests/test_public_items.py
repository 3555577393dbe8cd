"""Powers with their terms, items and posts: public only once published, corrections and withdrawals visible."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from sihe.interaction.disclosure import actions, queries
from sihe.interaction.disclosure.actions.items import ItemGiven
from sihe.interaction.disclosure.actions.powers import PowerGiven
from sihe.interaction.disclosure.models import Power, PublicItem
from sihe.kernel.access.refusals import Refused
from tests.world import World

TODAY = date(2026, 6, 1)


def power(world: World, **more: Any) -> Power:
    """Enter a power of the street over the committee."""
    given: dict[str, Any] = {
        "kind": "approve", "words": "批工作经费", "ground": "示例办法第三条", "since": date(2025, 1, 1),
        "until": date(2025, 12, 31), "then": "到期交回居委会自己管",
    }  # fmt: skip
    return actions.keep_power(
        by=world.actor("director"), organisation=world.committee, holder=world.office,
        given=PowerGiven(**(given | more)),
    )  # fmt: skip


def states(world: World, public: bool = False) -> list[str]:
    """Return how the powers stand."""
    return [p.state for p in queries.powers_of(world.committee.pk, public=public, today=TODAY)]


def test_expired_powers_are_flagged_and_renewals_counted(world: World) -> None:
    old = power(world)
    power(world, kind="pay", until=None)
    power(world, kind="appraise", until=TODAY + timedelta(days=5))
    power(world, kind="allot", until=date(2027, 12, 31))
    assert states(world) == ["expired", "no_term", "soon", "running"]
    by = world.actor("director")
    again = PowerGiven(
        "approve", "批工作经费", "示例办法第三条", date(2026, 1, 1), "再议", date(2026, 12, 31)
    )
    fresh = actions.renew_power(by=by, power=old, given=again)
    assert (fresh.renewals, fresh.renews) == (1, old)
    assert states(world) == ["no_term", "soon", "running", "running"]
    with pytest.raises(Refused, match="power_over_already"):
        actions.renew_power(by=by, power=old, given=again)
    with pytest.raises(DatabaseError), transaction.atomic():
        Power.objects.filter(pk=fresh.pk).update(renewals=0)


def test_an_unpublished_renewal_leaves_the_old_one_in_public(world: World) -> None:
    by, old = world.actor("director"), power(world)
    assert states(world, public=True) == []
    actions.publish_powers(by=by, organisation=world.committee)
    again = PowerGiven(
        "approve", "批工作经费", "示例办法第三条", date(2026, 1, 1), "再议", date(2026, 12, 31)
    )
    fresh = actions.renew_power(by=by, power=old, given=again)
    assert states(world, public=True) == ["expired"]
    actions.publish_powers(by=by, organisation=world.committee)
    assert states(world, public=True) == ["running"]
    actions.end_power(by=by, power=fresh)
    assert states(world) == ["ended"] and states(world, public=True) == ["running"]
    with pytest.raises(Refused, match="power_over_already"):
        actions.end_power(by=by, power=fresh)
    actions.publish_powers(by=by, organisation=world.committee)
    assert states(world, public=True) == ["ended"]
    with pytest.raises(Refused, match="nothing_to_publish"):
        actions.publish_powers(by=by, organisation=world.committee)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "x"}, "power_wrong"),
        ({"ground": " "}, "ground_missing"),
        ({"then": ""}, "then_missing"),
        ({"until": date(2024, 1, 1)}, "power_order"),
    ],
)
def test_a_power_needs_ground_term_and_what_happens_then(
    world: World, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        power(world, **given)
    assert not Power.objects.exists()


def item(world: World, title: str = "居民会议决定修车棚", **more: Any) -> PublicItem:
    """Write an item."""
    return actions.write_item(
        by=world.actor("grid_worker"), organisation=world.committee,
        given=ItemGiven("decision", title, "示例内容", date(2026, 5, 1)), **more,
    )  # fmt: skip


def test_items_are_corrected_by_another_and_withdrawn_visibly(world: World) -> None:
    one, by = item(world), world.actor("director")
    assert not queries.items_of(world.committee.pk, public=True).exists()
    given = ItemGiven("decision", "居民会议决定修车棚", "改过的内容", date(2026, 5, 1))
    actions.rewrite_item(by=world.actor("grid_worker"), item=one, given=given)
    with pytest.raises(Refused, match="not_allowed"):
        actions.publish_item(by=world.actor("grid_worker"), item=one)
    actions.publish_item(by=by, item=one)
    one.refresh_from_db()
    for act in (
        lambda: actions.publish_item(by=by, item=one),
        lambda: actions.rewrite_item(by=by, item=one, given=given),
    ):
        with pytest.raises(Refused, match="item_published"):
            act()
    fresh = item(world, "更正：修东边的车棚", corrects=one)
    with pytest.raises(Refused, match="item_corrected"):
        item(world, "再更正", corrects=one)
    actions.publish_item(by=by, item=fresh)
    shown = list(queries.items_of(world.committee.pk, public=True))
    assert [i.pk for i in shown] == [fresh.pk, one.pk] and shown[1].corrected == fresh
    with pytest.raises(Refused, match="why_missing"):
        actions.withdraw_item(by=by, item=fresh, why="")
    actions.withdraw_item(by=by, item=fresh, why="写错了楼号")
    assert queries.items_of(world.committee.pk, public=True).count() == 2
    with pytest.raises(Refused, match="item_withdrawn"):
        actions.withdraw_item(by=by, item=fresh, why="写错了")


def test_nobody_reads_along_who_may_not(world: World) -> None:
    for persona, seen in (("director", 1), ("grid_worker", 1), ("leader", 2), ("manager", 0)):
        rows = queries.visible_to(world.actor(persona))
        assert rows.filter(pk=world.committee.pk).exists() == bool(seen), persona
    assert not queries.visible_to(world.actor("stranger")).filter(pk=world.committee.pk).exists()
    assert timezone.localdate() > date(2026, 1, 1)
