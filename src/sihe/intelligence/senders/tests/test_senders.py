"""Senders: off by default, outside of requests, tried again where it helps, signed."""

import hashlib
import hmac
import socket
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from pytest_django import Settings

from sihe.intelligence.senders.checks import senders_are_complete
from sihe.intelligence.senders.outbox import MOST_TRIES, deliver_due
from sihe.intelligence.senders.posting import post
from sihe.intelligence.senders.tests.fake_gateway import Gateway
from sihe.interaction.telling.actions import set_quiet_hours
from sihe.kernel.facts import About
from sihe.kernel.journal.periodic import jobs
from sihe.kernel.notices import states
from sihe.kernel.notices.actions import tell_staff
from sihe.kernel.notices.models import Delivery, DeliveryState, Message, Notice
from sihe.kernel.notices.senders import enabled, sender
from sihe.kernel.notices.tests.test_telling import MATTER, tell
from tests.world import World

pytestmark = pytest.mark.django_db


def test_all_are_off_unless_named(settings: Settings) -> None:
    assert settings.NOTICE_SENDERS == [] and enabled("staff") == enabled("resident") == []
    assert {name: sender(name).name for name in settings.SENDERS} == {
        "email": "email", "sms": "sms", "wecom": "wecom",
    }  # fmt: skip


def test_a_text_message_goes_out_signed_and_outside_the_request(world: World, sms: Gateway) -> None:
    message = tell(world)
    assert sms.received == []  # telling itself sends nothing
    assert deliver_due(timezone.now()) == 1
    ((headers, body),) = sms.received
    wanted = hmac.new(b"shared", headers["X-Sihe-Timestamp"].encode() + b"." + body, hashlib.sha256)
    assert headers["X-Sihe-Signature"] == wanted.hexdigest()
    assert sms.contents[0]["phone"] == "13800000001"
    assert sms.contents[0]["text"].startswith("示例答复：周五来修。 http")
    message.refresh_from_db()
    assert message.state == states.SENT and deliver_due(timezone.now()) == 0


def test_what_the_gateway_says_is_delivered_is(world: World, sms: Gateway) -> None:
    sms.answers = [(200, {"delivered": True})]
    message = tell(world)
    deliver_due(timezone.now())
    message.refresh_from_db()
    assert message.state == states.DELIVERED


def test_it_is_tried_again_where_that_helps(world: World, sms: Gateway) -> None:
    sms.answers = [(503, {}), (429, {}), (200, {})]
    tell(world)
    now = timezone.now()
    assert deliver_due(now) == 0 == deliver_due(now)  # the second try comes later
    assert len(sms.received) == 1
    assert deliver_due(now + timedelta(minutes=2)) == 0 and len(sms.received) == 2
    assert deliver_due(now + timedelta(minutes=10)) == 1
    assert Delivery.objects.get().state == DeliveryState.DONE


def test_it_is_given_up_where_it_does_not(world: World, sms: Gateway) -> None:
    sms.answers = [(400, {})]
    message = tell(world)
    deliver_due(timezone.now())
    row = Delivery.objects.get()
    assert row.state == DeliveryState.GIVEN_UP and row.trouble == "HTTP 400"
    message.refresh_from_db()
    assert message.state == states.WAITING  # so it stays on the list of those to be told


def test_it_is_given_up_after_so_many_tries(world: World, sms: Gateway) -> None:
    sms.answers = [(500, {})]
    tell(world)
    now = timezone.now()
    for day in range(MOST_TRIES + 3):
        deliver_due(now + timedelta(days=day))
    assert len(sms.received) == MOST_TRIES
    assert Delivery.objects.get().state == DeliveryState.GIVEN_UP


@pytest.mark.parametrize("resident", [9, 77])
def test_without_a_number_nothing_is_sent(world: World, sms: Gateway, resident: int) -> None:
    tell(world, resident=resident)
    assert deliver_due(timezone.now()) == 0 and sms.received == []
    assert Delivery.objects.get().trouble == "no address"


def test_nobody_listening_is_tried_again(settings: Settings, world: World, sms: Gateway) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.SMS_URL = f"http://127.0.0.1:{free.getsockname()[1]}/"
    tell(world)
    assert deliver_due(timezone.now()) == 0
    assert Delivery.objects.get().state == DeliveryState.WAITING


@pytest.mark.parametrize("url", ["", "nonsense", "file:///etc/passwd", "http://[::bad/"])
def test_an_address_that_makes_no_sense_raises_nothing(url: str) -> None:
    answer = post(url, "s", {})
    assert answer.status == 0 and answer.trouble and answer.body == {}


def test_a_claimed_row_is_left_to_its_worker(world: World, sms: Gateway) -> None:
    tell(world)
    Delivery.objects.update(next_try=timezone.now() + timedelta(minutes=2))  # as a claim does
    assert deliver_due(timezone.now()) == 0 and sms.received == []


def test_wecom_names_the_person_and_believes_the_answer(world: World, wecom: Gateway) -> None:
    person = world.people["manager"]
    person.phone = "13900000001"
    person.save()
    wecom.answers = [(200, {"errcode": 45009}), (200, {"errcode": 0})]
    tell_staff(
        people=[person.pk], code="test_told", values={"who": "示例居民"}, url="/desk/", about=MATTER,
        entry=1,
    )  # fmt: skip
    now = timezone.now()
    assert deliver_due(now) == 0 and deliver_due(now + timedelta(minutes=2)) == 1
    text = wecom.contents[0]["text"]
    assert text["mentioned_mobile_list"] == ["13900000001"] and "/desk/" in text["content"]


def test_wecom_gives_up_on_other_codes(world: World, wecom: Gateway) -> None:
    wecom.answers = [(200, {"errcode": 40013})]
    outcome = sender("wecom").send("13900000001", "示例")
    assert not outcome.sent and not outcome.again and "40013" in outcome.trouble


def test_mail_goes_to_staff_only(world: World, settings: Settings) -> None:
    settings.NOTICE_SENDERS = ["email"]
    tell(world)
    person = world.people["manager"]
    person.email = "manager@example.org"
    person.save()
    about = About("matter", 5)
    tell_staff(
        people=[person.pk],
        code="test_told",
        values={"who": "示例居民"},
        url="/desk/",
        about=about,
        entry=1,
    )
    assert deliver_due(timezone.now()) == 1
    (sent,) = mail.outbox
    assert sent.to == ["manager@example.org"] and sent.subject == "示例居民等你办"


def test_a_mail_address_that_breaks_the_header_is_given_up() -> None:
    outcome = sender("email").send("x@example.org\nBcc: y@example.org", "示例")
    assert not outcome.sent and not outcome.again and mail.outbox == []


def test_a_fault_in_a_sender_stops_no_other(
    world: World, sms: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(world, resident=1), tell(world, resident=2, entry=2)
    ordinary = sender("sms").send

    def faulty(to: str, text: str) -> object:
        if to.endswith("1"):
            raise RuntimeError
        return ordinary(to, text)

    monkeypatch.setattr(sender("sms"), "send", faulty)
    assert deliver_due(timezone.now()) == 1
    assert Delivery.objects.filter(state=DeliveryState.WAITING, trouble="RuntimeError").count() == 1


def test_the_start_stops_on_a_sender_that_cannot_send(settings: Settings) -> None:
    assert senders_are_complete() == []
    settings.NOTICE_SENDERS, settings.SMS_URL, settings.SMS_SECRET = ["sms", "pigeon"], "", "x"
    found = " ".join(str(e.msg) for e in senders_are_complete())
    assert "SIHE_SMS_URL" in found and "pigeon" in found and "SMS_SECRET" not in found
    with pytest.raises(ImproperlyConfigured):
        sender("pigeon")


def test_the_outbox_runs_by_itself() -> None:
    assert any("senders.outbox" in job.name for job in jobs())


NIGHT, MORNING = datetime(2026, 3, 10, 15, 30, tzinfo=UTC), datetime(2026, 3, 10, 23, tzinfo=UTC)
# 23:30 and the next 7:00 in Shanghai


def test_in_quiet_hours_a_text_waits_for_the_morning(world: World, sms: Gateway) -> None:
    message = tell(world, at=NIGHT)
    assert deliver_due(NIGHT) == 0 and sms.received == []
    assert Delivery.objects.get().next_try == MORNING and Delivery.objects.get().tries == 0
    assert deliver_due(MORNING - timedelta(seconds=1)) == 0 and sms.received == []
    assert deliver_due(MORNING) == 1
    message.refresh_from_db()
    assert message.state == states.SENT


def test_in_quiet_hours_the_urgent_passes_and_says_so(world: World, sms: Gateway) -> None:
    tell(world, at=NIGHT)
    Message.objects.update(urgent=True)
    assert deliver_due(NIGHT) == 1 and sms.contents[0]["text"].startswith("【紧急】示例答复")


def test_in_quiet_hours_a_notice_is_there_at_once_and_its_text_waits(
    world: World, wecom: Gateway
) -> None:
    person = world.people["manager"]
    person.phone = "13900000001"
    person.save()
    for entry, urgent in ((1, False), (2, True)):
        tell_staff(
            people=[person.pk], code="test_told", values={"who": "示例"}, url="/", about=MATTER, entry=entry,
            at=NIGHT, urgent=urgent,
        )  # fmt: skip
    assert Notice.objects.filter(person=person).count() == 2
    assert deliver_due(NIGHT) == 1 and len(wecom.received) == 1
    assert "【紧急】" in str(wecom.contents[0])
    set_quiet_hours(by=world.actor("manager"), begins=22, ends=9)
    assert deliver_due(MORNING) == 0  # the person's own morning is later
    assert deliver_due(MORNING + timedelta(hours=2)) == 1
