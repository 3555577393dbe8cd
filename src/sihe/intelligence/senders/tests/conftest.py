"""Residents to tell, and a gateway for each sender that needs one."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from sihe.intelligence.senders import outbox
from sihe.intelligence.senders.tests.fake_gateway import Gateway, gateway
from sihe.kernel.notices import registry
from sihe.kernel.notices.tests import residents


@pytest.fixture(autouse=True)
def people_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the invented residents known."""
    monkeypatch.setitem(registry.recipients, "resident", residents.find)


@pytest.fixture
def sms(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """Switch SMS on, towards a gateway of the test."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with gateway() as other_side:
        settings.NOTICE_SENDERS = ["sms"]
        settings.SMS_URL, settings.SMS_SECRET = other_side.url, "shared"
        yield other_side


@pytest.fixture
def wecom(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """Switch WeCom on, towards a gateway of the test."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with gateway() as other_side:
        settings.NOTICE_SENDERS = ["wecom"]
        settings.WECOM_URL, settings.WECOM_SECRET = other_side.url, "shared"
        yield other_side


@pytest.fixture(autouse=True)
def daytime(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let texts go at whatever hour the tests run, except where the quiet hours are what is tested."""
    if "quiet" not in request.node.name:
        monkeypatch.setattr(outbox, "held_until", lambda now, person=None: None)
