"""Reporting, settling at once, joining, triage: what each does and in how many queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sihe.interaction.handovers.models import Handover
from sihe.interaction.intake import actions
from sihe.interaction.intake.receipts import secret_of
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.registering import Registered
from sihe.interaction.matters.models import Matter, Reporter
from sihe.interaction.matters.queries import by_receipt
from sihe.interaction.triage import actions as triage
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.places.spots import PlaceGiven
from sihe.kernel.privacy.crypto import blind_index
from tests.world import World

NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def send(world: World, text: str = "3号楼的电梯又停了", **more: Any) -> Registered:
    """Report as a resident in front of building 3."""
    told: dict[str, Any] = {"token": uuid4(), "given": PlaceGiven(sign=world.building.sign), **more}
    return actions.report(by=RESIDENT, text=text, **told)


def counted(queries: CaptureQueriesContext) -> list[str]:
    """Return the statements that a budget counts."""
    return [q["sql"] for q in queries if not q["sql"].startswith(NOT_COUNTED)]


def test_report_is_placed_categorised_routed_and_offered(world: World) -> None:
    made = send(world)
    matter = Matter.objects.get(pk=made.matter.pk)
    assert (matter.building, matter.compound, matter.grid) == (
        world.building, world.compound, world.grid
    )  # fmt: skip
    assert matter.category == world.categories["lift"]
    assert (matter.state, matter.accountable) == (states.OFFERED, world.committee)
    offered = Handover.objects.get(matter=matter)
    assert (offered.giver, offered.receiver) == (world.committee, world.property)
    assert by_receipt(matter.code, made.secret) is not None
    facts = list(Entry.objects.order_by("seq").values_list("fact", flat=True))[-2:]
    assert facts == ["matters.Reported", "handovers.Offered"]
    assert first_broken() is None


def test_what_the_first_receiver_deals_with_itself_is_not_offered(world: World) -> None:
    matter = send(world, "楼下垃圾三天没清，很臭").matter
    assert (matter.state, matter.accountable) == (states.RECEIVED, world.committee)
    assert not Handover.objects.exists()


def test_same_token_gives_the_same_matter_and_secret(world: World) -> None:
    token = uuid4()
    first, again = send(world, token=token), send(world, "别的字", token=token)
    assert (first.matter.pk, first.secret) == (again.matter.pk, again.secret)
    assert again.existed and not first.existed
    assert Matter.objects.count() == Reporter.objects.count() == Handover.objects.count() == 1


def test_secret_that_another_one_holds_is_drawn_again(world: World) -> None:
    token = uuid4()
    taken = send(world).matter.reporters.get()
    Reporter.objects.filter(pk=taken.pk).update(secret=blind_index(secret_of(token)))
    made = send(world, token=token)
    assert made.secret == secret_of(token, 1)
    assert send(world, token=token).secret == made.secret


def test_secrets_differ_and_use_letters_old_eyes_can_tell_apart() -> None:
    words = {secret_of(UUID(int=n)) for n in range(500)}
    assert len(words) == 500
    assert {len(w) for w in words} == {8} and not set("".join(words)) & set("01OIL")


@pytest.mark.parametrize("rows", [20, 2000])
def test_report_in_twelve_queries_however_many_matters(world: World, rows: int) -> None:
    fill(world, rows)
    send(world, "楼道漏水")  # warm: copies of matrix and words are read
    with CaptureQueriesContext(connection) as queries:
        made = send(world, "电梯困人了", phone="13800138000", name="示例")
    assert made.matter.state == states.OFFERED
    assert len(counted(queries)) <= 12, "\n".join(counted(queries))


def test_settle_at_once_in_twelve_queries(world: World) -> None:
    fill(world, 200)
    actor = world.actor("grid_worker")
    send(world, "楼道漏水")
    with CaptureQueriesContext(connection) as queries:
        made = actions.settle_at_once(
            by=actor, token=uuid4(), text="楼道堆了纸箱", answer="已请住户搬走",
            given=PlaceGiven(area=world.building.pk), category_code="rubbish",
        )  # fmt: skip
    assert (made.matter.state, made.matter.settled_at_once) == (states.CLOSED, True)
    assert made.matter.accountable_id == world.committee.pk
    assert not Handover.objects.filter(matter=made.matter).exists()
    assert len(counted(queries)) <= 12, "\n".join(counted(queries))


def fill(world: World, count: int) -> None:
    """Put matters into the compound without going through each action."""
    now = timezone.now()
    Matter.objects.bulk_create(
        Matter(
            code=f"F{n:06}", token=uuid4(), state=states.RECEIVED, title="示例", text=f"示例第{n}件 漏水",
            source="web", accountable=world.committee, first_receiver=world.committee,
            category=world.categories["leak"], street=world.street, community=world.community,
            grid=world.grid, building=world.building, compound=world.compound,
            created_at=now - timedelta(minutes=n), due_at=now,
        )
        for n in range(count)
    )  # fmt: skip


def test_no_line_goes_to_triage_and_is_recorded(world: World) -> None:
    matter = send(world, "咨询一下居住证怎么办").matter
    assert (matter.state, matter.triage_reason) == (states.TRIAGE, "no_line")
    broken = Entry.objects.get(fact="responsibilities.RuleBroken")
    assert broken.payload["category"] == world.categories["ask"].pk
    assert ["matter", matter.pk] in broken.about


@pytest.mark.parametrize(
    "given, text, reason",
    [
        (PlaceGiven(words="不知道什么地方"), "电梯停了", "no_place"),
        (PlaceGiven(), "电梯停了", "no_place"),
        (PlaceGiven(lon=100.0, lat=20.0), "电梯停了", "no_place"),
        (PlaceGiven(sign="NOTASIGN"), "电梯停了", "no_place"),
        (PlaceGiven(words="示例花园3号楼"), "嗯", "no_category"),
    ],
)
def test_what_cannot_be_placed_or_named_waits_without_alarm(
    world: World, given: PlaceGiven, text: str, reason: str
) -> None:
    matter = send(world, text, given=given).matter
    assert (matter.state, matter.triage_reason) == (states.TRIAGE, reason)
    assert matter.accountable in (world.committee, world.office)
    assert not Entry.objects.filter(fact="responsibilities.RuleBroken").exists()


def test_half_a_report_cannot_exist(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(triage, "offer", fail)
    with pytest.raises(RuntimeError, match="planted"):
        send(world)
    assert (
        not Matter.objects.exists() and not Entry.objects.filter(fact="matters.Reported").exists()
    )
    assert first_broken() is None


def test_unknown_category_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="unknown_category"):
        send(world, category_code="nothing")


def test_keying_in_needs_the_permission(world: World) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        actions.report(
            by=world.actor("repairer"), token=uuid4(), text="电梯停了", source="phone",
            given=PlaceGiven(sign=world.building.sign),
        )  # fmt: skip


def test_join_gives_an_own_secret_once(world: World) -> None:
    matter, token = send(world).matter, uuid4()
    _, secret = actions.join(by=RESIDENT, token=token, matter=matter, phone="13900139000")
    reporter, again = actions.join(by=RESIDENT, token=token, matter=matter)
    assert secret == again and reporter.me_too
    assert matter.reporters.count() == 2
    assert by_receipt(matter.code, secret) == reporter
