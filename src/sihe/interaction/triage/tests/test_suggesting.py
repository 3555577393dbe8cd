"""What a report looks like, what is like it, and who is told when a rule is broken."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sihe.interaction.locating.queries import settle
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.forgetting import ON_REQUEST
from sihe.interaction.matters.models import Matter
from sihe.interaction.triage.actions import hand_on, learn_vocabulary
from sihe.interaction.triage.listeners import editors
from sihe.interaction.triage.models import Vocabulary
from sihe.interaction.triage.queries import similar, suggest
from sihe.kernel.facts import RESIDENT
from sihe.kernel.journal.actions import one_act
from sihe.kernel.journal.courier import deliver
from sihe.kernel.notices.models import Notice
from sihe.kernel.notices.registry import worded
from sihe.kernel.places.spots import PlaceGiven, Spot
from sihe.kernel.responsibilities.queries import resolve
from tests.world import World

NOW = timezone.now()


def lies(world: World, text: str, category: str, **more: object) -> Matter:
    """Put an open matter into building 3."""
    fields = {
        "building": world.building, "grid": world.grid, "compound": world.compound, "lon": world.building.lon,
        "lat": world.building.lat, "created_at": NOW - timedelta(hours=2), "state": states.RECEIVED, **more
    }  # fmt: skip
    return Matter.objects.create(
        code=uuid4().hex[:8].upper(), token=uuid4(), title=text[:30], text=text, source="web",
        accountable=world.committee, first_receiver=world.committee, category=world.categories[category],
        street=world.street, community=world.community, **fields,
    )  # fmt: skip


def here(world: World) -> Spot:
    """Return the spot of building 3."""
    return settle(PlaceGiven(sign=world.building.sign))


def test_keywords_give_a_sure_category_with_its_reason(world: World) -> None:
    best = suggest("电梯又停了", here(world), NOW)[0]
    assert best.category == world.categories["lift"] and best.sure and best.share > 0.45
    assert "提到“电梯”" in best.reasons


def test_nothing_heard_is_never_sure(world: World) -> None:
    assert not any(p.sure for p in suggest("嗯嗯啊啊", here(world), NOW))


def test_history_teaches_words_that_no_rule_holds(world: World) -> None:
    for number in range(12):
        lies(world, f"轿厢晃得厉害第{number}回", "lift")
        lies(world, f"蚊虫很多第{number}回", "rubbish")
    lies(world, ON_REQUEST, "lift")  # erased words teach nothing
    assert learn_vocabulary() == 24
    assert Vocabulary.objects.get().matters == 24
    best = suggest("轿厢里晃", here(world), NOW)[0]
    assert best.category == world.categories["lift"] and best.sure
    assert any("这样说" in reason for reason in best.reasons)
    assert "轿厢晃得厉害" not in str(Vocabulary.objects.get().counts["matters"])


def test_at_most_three_and_each_once(world: World) -> None:
    found = suggest("电梯漏水有垃圾还很吵，摊子占道", here(world), NOW)
    assert len(found) == 3 == len({p.category.pk for p in found})
    assert sum(p.share for p in found) <= 1.000001


def test_similar_is_ranked_and_at_most_three(world: World) -> None:
    lies(world, "三楼漏水到二楼", "leak")
    twin = lies(world, "电梯停了老人下不来", "lift")
    for number in range(5):
        lies(world, f"电梯异响{number}", "lift", created_at=NOW - timedelta(days=20 + number))
    found = similar("电梯停了，老人下不来楼", here(world), NOW, "lift")
    assert len(found) == 3 and found[0].matter == twin
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)


@pytest.mark.parametrize(
    "change",
    [
        {"state": states.CLOSED},
        {"created_at": NOW - timedelta(days=31)},
        {"building": None, "grid": None, "compound": None, "lon": 116.4, "lat": 39.9},
    ],
)
def test_what_is_over_old_or_far_is_not_similar(world: World, change: dict[str, object]) -> None:
    lies(world, "电梯停了老人下不来", "lift", **change)
    assert similar("电梯停了老人下不来", here(world), NOW, "lift") == []


def test_shared_placeholder_location_is_no_signal(world: World) -> None:
    nowhere = {"building": None, "compound": None, "lon": 116.3321, "lat": 39.9921}
    for number in range(14):
        lies(world, f"各不相同的事{number}", "noise", place_words=f"某处{number}", **nowhere)
    spot = Spot(street=world.street.pk, grid=world.grid.pk, lon=116.3321, lat=39.9921)
    assert similar("完全别的话题", spot, NOW, "noise") == []


def test_similar_without_place_or_words_is_empty(world: World) -> None:
    lies(world, "电梯停了", "lift")
    assert similar("电梯停了", Spot(), NOW) == [] == similar("  ", here(world), NOW)


def test_similar_costs_two_queries_however_many_there_are(world: World) -> None:
    for number in range(60):
        lies(world, f"电梯停了{number}", "lift")
    similar("电梯停了", here(world), NOW)
    with CaptureQueriesContext(connection) as queries:
        similar("电梯停了", here(world), NOW)
    assert len([q for q in queries if "matters_matter" in q["sql"]]) == 2


def break_rule(world: World) -> Matter:
    """Report what no line of the matrix covers."""
    matter = lies(world, "咨询一下", "ask", state=states.TRIAGE)
    resolution = resolve(category=world.categories["ask"].pk, spot=here(world), at=NOW)
    with one_act():
        hand_on(matter, resolution, RESIDENT, timezone.now())
    return matter


def test_broken_rule_is_told_to_the_street_once_a_day(world: World) -> None:
    first = break_rule(world)
    break_rule(world)
    deliver()
    told = Notice.objects.filter(code="rule_broken")
    assert [(n.person_id, n.about_id) for n in told] == [(world.people["leader"].pk, first.pk)]
    assert worded("rule_broken", told[0].values) == "权责清单要补：政策咨询，权责清单里没有这一类。"
    deliver()
    assert told.count() == 1


def test_editors_are_those_of_the_street_office(world: World) -> None:
    assert editors(world.street.pk) == [world.people["leader"].pk] == editors(None)
