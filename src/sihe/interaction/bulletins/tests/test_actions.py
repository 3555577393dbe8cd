"""Published, corrected, withdrawn; read, confirmed, ticked: never falling back, and one fact an act."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from sihe.interaction.bulletins import actions, facts, links, states
from sihe.interaction.bulletins.audience import Audience
from sihe.interaction.bulletins.models import Bulletin, Version
from sihe.interaction.bulletins.queries import board, group_text, open_doors, receipts, short_text
from sihe.interaction.bulletins.tests.homes import drafted, given, home, member, published
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import timeline
from sihe.kernel.notices import states as told
from sihe.kernel.notices.models import Delivery, Message, Notice
from sihe.kernel.notices.retention import erase_messages
from sihe.kernel.people.actions import end_residence
from sihe.kernel.people.models import Household, Residence
from tests.world import World

pytestmark = pytest.mark.django_db
Homes = dict[str, Household]


def code_of(act: Any, **kwargs: Any) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refused) as refused:
        act(**kwargs)
    return refused.value.code


def of(bulletin: Bulletin, household: Household) -> Message:
    """Return the latest message to a home."""
    return receipts(bulletin).get(recipient_id=household.pk)


def test_a_draft_sent_twice_is_one(world: World, homes: Homes) -> None:
    token, by = uuid4(), world.actor("director")
    whom = Audience(areas=(world.community.pk,))
    first = actions.draft(by=by, token=token, given=given(whom))
    again = actions.draft(by=by, token=token, given=given(whom, title="改了标题"))
    assert first.pk == again.pk and Bulletin.objects.get().title == "改了标题"
    assert not Message.objects.exists()
    actions.publish(by=by, bulletin=again)
    assert code_of(actions.draft, by=by, token=token, given=given(whom)) == "published_already"
    assert code_of(actions.discard, by=by, bulletin=again) == "published_already"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": " "}, "title_missing"), ({"text": "\n"}, "bulletin_text_missing"),
        ({"until": timezone.localdate() - timedelta(days=1)}, "days_order"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(
    world: World, homes: Homes, more: dict[str, Any], code: str
) -> None:
    assert code_of(drafted, world=world, **more) == code
    assert (
        not Bulletin.objects.exists()
        and not Entry.objects.filter(fact__startswith="bulletins.").exists()
    )


def test_somebody_must_be_chosen_and_live_there(world: World) -> None:
    with pytest.raises(Refused, match="audience_missing"):
        actions.draft(by=world.actor("director"), token=uuid4(), given=given(Audience()))
    draft = drafted(world)
    assert code_of(actions.publish, by=world.actor("director"), bulletin=draft) == "audience_empty"


def test_publishing_is_one_fact_and_one_receipt_a_home(world: World, homes: Homes) -> None:
    draft, by = drafted(world), world.actor("director")
    before = Entry.objects.count()
    bulletin = actions.publish(by=by, bulletin=draft)
    assert actions.publish(by=by, bulletin=draft).pk == bulletin.pk  # a second time changes nothing
    assert Entry.objects.count() == before + 1
    fact = Entry.objects.latest("seq")
    assert fact.payload == {"bulletin": bulletin.pk, "households": 5, "urgent": False}
    rows = Message.objects.filter(about_kind="bulletin", about_id=bulletin.pk)
    assert rows.count() == 5 and {m.state for m in rows} == {told.WAITING}
    assert of(bulletin, homes["block"]).area_id == world.old_block.pk
    assert bulletin.versions.get().text == bulletin.text
    assert [(line.name, line.total, line.left) for line in board(bulletin)] == [
        ("平房1号", 1, 1), ("示例花园 3号楼", 2, 2), ("示例花园 5号楼", 2, 2),
    ]  # fmt: skip


def test_no_personal_data_in_facts(world: World, homes: Homes) -> None:
    published(world)
    for entry in Entry.objects.filter(fact__startswith="bulletins."):
        assert set(entry.payload) <= {"bulletin", "households", "urgent", "gone"}
        assert {kind for kind, _id in entry.about} == {"bulletin", "organisation"}


@pytest.mark.parametrize("persona", ["manager", "grid_worker", "stranger", "leader"])
def test_only_the_own_organisation_publishes(world: World, homes: Homes, persona: str) -> None:
    draft = drafted(world)
    by = world.actor(persona)
    assert code_of(actions.publish, by=by, bulletin=draft) == "not_allowed"
    kept = actions.publish(by=world.actor("director"), bulletin=draft)
    assert (
        code_of(actions.correct, by=by, bulletin=kept, title="a", text="b", why="c")
        == "not_allowed"
    )
    assert code_of(actions.withdraw, by=by, bulletin=kept, reason="c") == "not_allowed"
    assert code_of(actions.doors_due, by=by) == "not_allowed"


def test_who_may_write_but_not_publish(world: World, homes: Homes) -> None:
    draft = drafted(world, "manager", Audience(compounds=(world.compound.pk,)))
    assert code_of(actions.publish, by=world.actor("manager"), bulletin=draft) == "not_allowed"


def test_one_member_reads_for_the_home(world: World, homes: Homes) -> None:
    bulletin = published(world)
    assert actions.opened(bulletin=bulletin) == []  # the link of the group counts as opened only
    reader = member(homes["three"])
    assert actions.opened(bulletin=bulletin, person=reader) == [homes["three"].pk]
    bulletin.refresh_from_db()
    message = of(bulletin, homes["three"])
    assert (message.state, message.person_id, bulletin.views) == (told.READ, reader, 2)
    assert open_doors(bulletin).count() == 4


def test_who_moved_away_no_longer_reads_for_the_home(world: World, homes: Homes) -> None:
    bulletin, gone = published(world), member(homes["five"])
    yesterday = timezone.localdate() - timedelta(days=1)
    end_residence(by=SYSTEM, residence=Residence.objects.get(person=gone), until=yesterday)
    assert actions.opened(bulletin=bulletin, person=gone) == []
    assert (
        actions.opened(bulletin=bulletin, household=homes["five"].pk) == []
    )  # nor does the old slip
    newcomer = home(world, "second_building", "102")
    assert (
        actions.opened(bulletin=bulletin, person=member(newcomer)) == []
    )  # not on the frozen list


def test_an_urgent_one_asks_until_it_is_confirmed(world: World, homes: Homes) -> None:
    bulletin = published(world, urgent=True)
    household = homes["three"]
    actions.opened(bulletin=bulletin, household=household.pk)
    assert of(bulletin, household).state == told.READ
    assert open_doors(bulletin).filter(recipient_id=household.pk).exists()
    actions.confirm(bulletin=bulletin, household=household.pk)
    actions.opened(bulletin=bulletin, household=household.pk)  # reading again is no step back
    assert of(bulletin, household).state == told.CONFIRMED
    assert not open_doors(bulletin).filter(recipient_id=household.pk).exists()
    assert code_of(actions.confirm, bulletin=bulletin, household=987654) == "no_such_home"


def test_ticked_at_the_door(world: World, homes: Homes) -> None:
    bulletin, by = published(world, urgent=True), world.actor("director")
    actions.opened(bulletin=bulletin, household=homes["five"].pk)
    for name, way, state in (
        ("three", "door", told.TOLD),
        ("five", "phone", told.CONFIRMED),
        ("block", "not_reached", told.NOT_REACHED),
    ):
        message = of(bulletin, homes[name])
        assert actions.tick(by=by, bulletin=bulletin, message=message, way=way).state == state
        assert (
            actions.tick(
                by=by, bulletin=bulletin, message=of(bulletin, homes[name]), way="not_reached"
            ).state
            == state
        )
    left = set(open_doors(bulletin).values_list("recipient_id", flat=True))
    assert left == {homes["block"].pk, homes["three_up"].pk, homes["five_old"].pk}
    assert (
        code_of(
            actions.tick,
            by=world.actor("stranger"),
            bulletin=bulletin,
            message=of(bulletin, homes["block"]),
            way="door",
        )
        == "not_allowed"
    )


def test_a_correction_keeps_the_old_text_and_tells_whom_it_reached(
    world: World, homes: Homes
) -> None:
    bulletin, by = published(world), world.actor("director")
    old = bulletin.text
    actions.opened(bulletin=bulletin, household=homes["three"].pk)
    actions.tick(by=by, bulletin=bulletin, message=of(bulletin, homes["five"]), way="not_reached")
    kept = actions.correct(
        by=by, bulletin=bulletin, title=bulletin.title, text="改到后天停水。", why="水务公司改期"
    )
    assert [v.text for v in kept.versions.order_by("number")] == [old, "改到后天停水。"]
    again = of(kept, homes["three"])
    assert again.state == told.WAITING and again.text == "已更正《3号楼停水》：水务公司改期"
    assert of(kept, homes["five"]).entry != again.entry  # not reached before: no second message
    assert Message.objects.filter(recipient_id=homes["five"].pk).count() == 1
    assert open_doors(kept).count() == 5  # nobody knows the new text yet
    actions.opened(bulletin=kept, household=homes["three"].pk)
    assert of(kept, homes["three"]).state == told.READ and open_doors(kept).count() == 4
    assert sum(line.total for line in board(kept)) == 5  # each home still counts once
    fact = timeline(About("bulletin", kept.pk)).filter(fact=facts.BulletinCorrected.name).get()
    assert fact.payload == {"bulletin": kept.pk, "version": 2, "households": 1}


def test_a_correction_says_why_and_changes_something(world: World, homes: Homes) -> None:
    bulletin, by = published(world), world.actor("director")
    assert (
        code_of(actions.correct, by=by, bulletin=bulletin, title="a", text="b", why=" ")
        == "why_missing"
    )
    same = {"title": bulletin.title, "text": bulletin.text}
    assert (
        code_of(actions.correct, by=by, bulletin=bulletin, why="c", **same) == "bulletin_unchanged"
    )
    assert (
        code_of(actions.correct, by=by, bulletin=drafted(world), title="a", text="b", why="c")
        == "not_published"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(bulletin=bulletin, number=2, title="a", text="b", at=timezone.now())


def test_a_withdrawal_leaves_its_reason_and_tells_whom_it_reached(
    world: World, homes: Homes
) -> None:
    bulletin, by = published(world, urgent=True), world.actor("director")
    actions.confirm(bulletin=bulletin, household=homes["three"].pk)
    assert code_of(actions.withdraw, by=by, bulletin=bulletin, reason="") == "why_missing"
    kept = actions.withdraw(by=by, bulletin=bulletin, reason="水没停")
    assert (kept.state, kept.reason, kept.door_at) == (states.WITHDRAWN, "水没停", None)
    (left,) = open_doors(kept)
    assert (left.recipient_id, left.text) == (homes["three"].pk, "已撤回《3号楼停水》：水没停")
    assert code_of(actions.withdraw, by=by, bulletin=kept, reason="b") == "not_published"
    assert code_of(actions.publish, by=by, bulletin=kept) == "withdrawn_already"
    with pytest.raises(IntegrityError), transaction.atomic():
        Bulletin.objects.filter(pk=kept.pk).update(reason="")


def test_posted_to_a_group(world: World, homes: Homes) -> None:
    bulletin, by = published(world), world.actor("director")
    actions.opened(bulletin=bulletin, household=homes["three"].pk)
    assert actions.posted(by=by, bulletin=bulletin, building=world.building.pk) == 1
    assert (
        of(bulletin, homes["three_up"]).state == told.SENT
        and of(bulletin, homes["three"]).state == told.READ
    )
    assert actions.posted(by=by, bulletin=bulletin) == 3
    assert actions.posted(by=by, bulletin=bulletin) == 0  # nothing new, nothing told
    assert (
        timeline(About("bulletin", bulletin.pk)).filter(fact=facts.BulletinPosted.name).count() == 2
    )
    assert open_doors(bulletin).count() == 4  # in a group is not yet read
    assert code_of(actions.posted, by=world.actor("secretary"), bulletin=bulletin) == "not_allowed"


def test_hours_over_the_doors_are_told_of(world: World, homes: Homes) -> None:
    start = timezone.now()
    bulletin = actions.publish(
        by=world.actor("director"), bulletin=drafted(world, urgent=True), at=start
    )
    calm = published(world)
    actions.confirm(bulletin=bulletin, household=homes["three"].pk)
    assert bulletin.door_at == start + timedelta(hours=4) and calm.door_at is None
    assert actions.doors_due(by=SYSTEM, at=start + timedelta(hours=3, minutes=59)) == 0
    assert actions.doors_due(by=SYSTEM, at=start + timedelta(hours=4)) == 1
    assert actions.doors_due(by=SYSTEM, at=start + timedelta(hours=5)) == 0  # once
    deliver()
    deliver()
    notice = Notice.objects.get(code="bulletins.doors", person=world.people["director"])
    assert notice.urgent and notice.values == {"title": bulletin.title, "n": 4}
    assert not Notice.objects.filter(
        code="bulletins.doors", person=world.people["stranger"]
    ).exists()


def test_a_correction_of_an_urgent_one_asks_again(world: World, homes: Homes) -> None:
    bulletin, by = published(world, urgent=True), world.actor("director")
    actions.confirm(bulletin=bulletin, household=homes["three"].pk)
    actions.doors_due(by=SYSTEM, at=timezone.now() + timedelta(hours=5))
    kept = actions.correct(by=by, bulletin=bulletin, title="改了", text="改了", why="写错了")
    assert kept.door_told_at is None and of(kept, homes["three"]).state == told.WAITING


def test_deliveries_only_where_a_sender_is_on(
    world: World, homes: Homes, settings: Settings
) -> None:
    published(world)
    assert not Delivery.objects.exists()
    settings.NOTICE_SENDERS = ["sms"]
    bulletin = published(world)
    rows = Delivery.objects.select_related("message")
    assert {d.message.recipient_id for d in rows if d.message} == {h.pk for h in homes.values()}
    link = of(bulletin, homes["three"]).link
    assert link == f"/n/{bulletin.code}/{links.key_of(bulletin.pk, homes['three'].pk)}/"


def test_the_text_for_a_group_fits(world: World, homes: Homes) -> None:
    long = published(world, title="长" * 40, text="字" * 2000)
    assert len(group_text(long)) <= 120 and group_text(long).endswith(f"/n/{long.code}/")
    assert short_text(long).endswith("字…") and len(group_text(long)) == 120
    halves = published(world, text="这一句能放下。" * 10 + "字" * 60)
    assert short_text(halves).endswith("放下。")  # whole sentences where there are any
    assert group_text(published(world, group="自己写的话")).startswith("自己写的话 http")


def test_keys_open_one_home_only(world: World, homes: Homes) -> None:
    key = links.key_of(5, 31)
    assert links.household_of(5, key) == links.household_of(5, f" {key.lower()}-") == 31
    assert links.household_of(6, key) is None
    for wrong in (
        "",
        "2",
        key[:-1],
        key[:-1] + ("2" if key[-1] != "2" else "3"),
        "A" * 40,
        "é" * 9,
    ):
        assert links.household_of(5, wrong) is None


def test_receipts_go_with_the_retention_of_messages(world: World, homes: Homes) -> None:
    bulletin = published(world)
    assert erase_messages(timezone.now() + timedelta(days=1)) == 5
    assert board(bulletin) == [] and bulletin.reaches.count() == 3  # figures without people stay


def test_a_draft_is_thrown_away_with_its_pictures(world: World, homes: Homes) -> None:
    draft = drafted(world)
    actions.discard(by=world.actor("director"), bulletin=draft)
    assert not Bulletin.objects.exists()
