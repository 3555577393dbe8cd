"""Offering, answering and settling terms by the pages; the other side's and strangers' attempts."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sihe.interaction.handovers.models import Handover
from sihe.interaction.matters.models import Matter, Participant
from sihe.kernel.journal.courier import deliver
from sihe.kernel.notices.models import Message, Notice
from tests.staff.factories import offer_of, reported, taken
from tests.world import World


def answer(client: Client, handover: Handover, name: str, **typed: Any) -> Any:
    """Post one answer."""
    return client.post(f"/handovers/{handover.pk}/{name}/", typed)


def fresh(handover: Handover) -> Handover:
    """Return the offer as the database has it."""
    return Handover.objects.get(pk=handover.pk)


def test_accepting_moves_the_matter(world: World, client: Client) -> None:
    matter = reported(world, "lift")
    page = answer(world.login(client, "manager"), offer_of(matter), "accept")
    assert page.status_code == 302 and page.headers["Location"] == f"/matters/{matter.code}/"
    matter.refresh_from_db()
    assert matter.accountable == world.property and matter.state == "received"


def test_declining_needs_a_ground_and_other_needs_words(world: World, client: Client) -> None:
    matter = reported(world, "lift")
    offer = offer_of(matter)
    world.login(client, "manager")
    assert "还没选理由" in answer(client, offer, "decline").content.decode()
    page = answer(client, offer, "decline", ground="other").content.decode()
    assert "选了其他，请写明理由" in page and fresh(offer).state == "offered"
    assert "没有" not in page or 'value="other"' in page
    answer(client, offer, "decline", ground="wrong_area", reply="在保修期，归厂家")
    matter.refresh_from_db()
    assert fresh(offer).state == "declined" and matter.accountable == world.committee


def test_terms_are_proposed_and_settled(world: World, client: Client) -> None:
    matter = reported(world, "lift")
    offer = offer_of(matter)
    later = timezone.localtime(timezone.now() + timedelta(days=3))
    world.login(client, "manager")
    assert "写出要改的时限" in answer(client, offer, "counter").content.decode()
    assert (
        "时限要在现在以后"
        in answer(client, offer, "counter", due_at="2001-01-01T10:00").content.decode()
    )
    answer(client, offer, "counter", due_at=f"{later:%Y-%m-%dT%H:%M}", message="等配件")
    assert fresh(offer).state == "countered"
    world.login(client, "director")
    assert "还没写为什么" in answer(client, offer, "insist", message="").content.decode()
    answer(client, offer, "insist", message="老人等着下楼")
    assert fresh(offer).state == "offered" and fresh(offer).round == 2
    answer(world.login(client, "manager"), offer, "counter", message="请帮忙接送老人")
    answer(world.login(client, "director"), offer, "agree")
    matter.refresh_from_db()
    assert matter.accountable == world.property


def test_only_the_side_that_has_the_move_may_answer(world: World, client: Client) -> None:
    matter = reported(world, "lift")
    offer = offer_of(matter)
    for who in ("director", "stranger", "chair", "officer", "repairer"):
        world.login(client, who)
        allowed = who == "repairer"  # works for the receiver and holds the permission
        for name in ("accept", "decline", "counter"):
            status = client.get(f"/handovers/{offer.pk}/{name}/").status_code
            assert status == (200 if allowed else 404), (who, name)
    assert fresh(offer).state == "offered"


def test_an_unknown_offer_or_answer_is_404(world: World, client: Client) -> None:
    offer = offer_of(reported(world, "lift"))
    world.login(client, "manager")
    assert client.get("/handovers/999999/accept/").status_code == 404
    assert client.get(f"/handovers/{offer.pk}/steal/").status_code == 404
    client.logout()
    assert answer(client, offer, "accept").status_code == 302
    assert fresh(offer).state == "offered"


def test_two_officers_answer_at_once_and_one_is_told(world: World, client: Client) -> None:
    matter = reported(world, "lift")
    offer = offer_of(matter)
    answer(world.login(client, "manager"), offer, "accept")
    world.login(client, "repairer")
    answer(client, offer, "accept")
    page = client.get(f"/matters/{matter.code}/").content.decode()
    assert "不用再答复" in page
    page = answer(client, offer, "decline", ground="no_power").content.decode()
    assert "不用再答复" in page and fresh(offer).state == "accepted"


def test_offering_by_the_page(world: World, client: Client) -> None:
    matter = reported(world)
    world.login(client, "director")
    page = client.get(f"/handovers/offer/{matter.code}/")
    groups = [name for name, _ in page.context["form"].fields["receiver"].choices if name]
    assert groups[-1] == "其他" and "管这一片的" in groups
    typed = {"receiver": world.agency.pk, "share": "accountable", "message": "请来看看"}
    client.post(f"/handovers/offer/{matter.code}/", typed)
    matter.refresh_from_db()
    assert matter.state == "offered" and offer_of(matter).receiver == world.agency
    assert world.login(client, "officer").get(f"/matters/{matter.code}/").status_code == 200


def test_the_matrix_names_the_receiver_first(world: World, client: Client) -> None:
    matter = taken(world)
    Matter.objects.filter(pk=matter.pk).update(accountable=world.committee)
    world.login(client, "director")
    field = client.get(f"/handovers/offer/{matter.code}/").context["form"].fields["receiver"]
    groups = dict(field.choices)
    assert next(pk for pk, _ in groups["权责清单指定"]) == world.property.pk == field.initial


def test_asking_for_support_keeps_who_is_accountable(world: World, client: Client) -> None:
    matter = taken(world)
    world.login(client, "manager")
    typed = {"receiver": world.social.pk, "share": "supporting"}
    client.post(f"/handovers/offer/{matter.code}/", typed)
    answer(world.login(client, "social"), offer_of(matter), "accept")
    matter.refresh_from_db()
    assert matter.accountable == world.property
    shares = Participant.objects.filter(matter=matter, organisation=world.social)
    assert "supporting" in {p.share for p in shares}


BAD: list[tuple[dict[str, str], str]] = [
    ({}, "还没选转给谁"),
    ({"receiver": "999999", "share": "accountable"}, "没有这家"),
    ({"receiver": "abc", "share": "accountable"}, "没有这家"),
    ({"receiver": "AGENCY", "share": "command"}, "请他们做什么"),
    ({"receiver": "AGENCY", "share": "accountable", "message": "长" * 401}, "最多400字"),
    (
        {"receiver": "AGENCY", "share": "accountable", "due_at": "2001-01-01T10:00"},
        "时限要在现在以后",
    ),
]


@pytest.mark.parametrize("typed,said", BAD)
def test_a_bad_offer_is_answered_in_words(
    world: World, client: Client, typed: dict[str, str], said: str
) -> None:
    matter = reported(world)
    typed = {k: str(world.agency.pk) if v == "AGENCY" else v for k, v in typed.items()}
    page = world.login(client, "director").post(f"/handovers/offer/{matter.code}/", typed)
    assert page.status_code == 200 and said in page.content.decode()
    assert not Handover.objects.filter(matter=matter).exists()
    matter.refresh_from_db()
    assert matter.state == "received"


def test_who_may_not_offer_finds_no_form(world: World, client: Client) -> None:
    matter = reported(world)
    for who in ("manager", "stranger", "home_manager"):
        assert world.login(client, who).get(f"/handovers/offer/{matter.code}/").status_code == 404


def test_each_turn_tells_the_side_that_has_the_move(world: World, client: Client) -> None:
    matter = reported(world, "lift")
    offer = offer_of(matter)
    answer(world.login(client, "manager"), offer, "counter", message="等配件")
    deliver()
    answer(world.login(client, "director"), offer, "insist", message="老人等着下楼")
    deliver()
    answer(client, offer, "withdraw")
    deliver()

    def told(persona: str) -> list[str]:
        rows = Notice.objects.filter(person=world.people[persona], code__startswith="handovers.")
        return [n.code for n in rows.order_by("pk")]

    assert told("director") == ["handovers.countered"]
    assert told("manager") == ["handovers.offered", "handovers.insisted", "handovers.withdrawn"]
    assert Message.objects.count() == 1  # how the organisations settle it is their own affair
