"""A resident to tell, and a gateway."""

from collections.abc import Iterator, Sequence

import pytest
from pytest_django import Settings

from sihe.kernel.notices import registry
from sihe.kernel.notices.registry import Recipient
from sihe.kernel.notices.tests.fake_gateway import Gateway, gateway


@pytest.fixture(autouse=True)
def people_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make residents 1 to 8 of the kind "resident" known; 9 has left nothing, the rest do not exist."""

    def find(ids: Sequence[int]) -> dict[int, Recipient]:
        known = {
            n: Recipient("示例居民", f"1380000000{n}", f"r{n}@example.org", f"{n}01室")
            for n in range(1, 9)
        }
        return {i: person for i, person in {**known, 9: Recipient()}.items() if i in ids}

    monkeypatch.setitem(registry.recipients, "resident", find)


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
