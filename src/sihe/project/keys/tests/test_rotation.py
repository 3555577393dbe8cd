"""Keys are changed without a break; what lies open is named."""

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from pytest_django import Settings

from sihe.kernel.facts.privacy import KeysRotated
from sihe.kernel.journal.models import Entry
from sihe.kernel.people.models import Person
from sihe.kernel.privacy.crypto import CannotDecrypt, blind_index, is_current
from sihe.kernel.privacy.tests.test_fields import store_raw, stored
from sihe.project.keys.rotation import lying_open, rotate_keys


@pytest.mark.django_db
def test_what_lies_open_is_found() -> None:
    person = Person.objects.create(name="示例", phone="13800001234")
    assert lying_open() == []
    store_raw(person, "13800001234")  # the planted fault
    assert lying_open() == ["people.Person.phone: 1"]


@pytest.mark.django_db
def test_keys_are_changed_without_a_break(settings: Settings) -> None:
    old = settings.FIELD_KEYS.strip()
    people = [Person.objects.create(name="示例", phone=f"1380000{n:04d}") for n in range(7)]
    index = blind_index("13800000003")
    fresh = Fernet.generate_key().decode()
    settings.FIELD_KEYS = f"{fresh},{old}"
    assert Person.objects.get(pk=people[3].pk).phone == "13800000003"  # both keys read
    seen: list[str] = []
    assert rotate_keys(batch=2, told=lambda column, done: seen.append(f"{column} {done}")) == 7
    assert "people.Person.phone 7" in seen
    settings.FIELD_KEYS = fresh  # the old key is thrown away
    assert [p.phone for p in Person.objects.order_by("pk")] == [f"1380000{n:04d}" for n in range(7)]
    assert blind_index("13800000003") == index  # residents' codes still open their matters
    assert KeysRotated.from_payload(Entry.objects.get(fact=KeysRotated.name).payload).count == 7


@pytest.mark.django_db
def test_a_rotation_that_was_stopped_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [Person.objects.create(name="示例", phone=f"1380000{n:04d}") for n in range(6)]
    settings.FIELD_KEYS = f"{Fernet.generate_key().decode()},{settings.FIELD_KEYS.strip()}"
    with monkeypatch.context() as patch:
        calls: list[str] = []

        def stops(token: str) -> bool:
            calls.append(token)
            if len(calls) == 5:
                raise KeyboardInterrupt
            return is_current(token)

        patch.setattr("sihe.project.keys.rotation.is_current", stops)
        with pytest.raises(KeyboardInterrupt):
            rotate_keys(batch=2)
    assert [is_current(stored(p)) for p in people] == [True] * 4 + [False] * 2
    assert rotate_keys(batch=2) == 2 and rotate_keys() == 0


@pytest.mark.django_db
def test_a_value_under_a_lost_key_stops_the_rotation_loudly(settings: Settings) -> None:
    person = Person.objects.create(name="示例")
    store_raw(person, Fernet(Fernet.generate_key()).encrypt(b"138").decode())
    with pytest.raises(CannotDecrypt):
        rotate_keys()


@pytest.mark.django_db
def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    Person.objects.create(name="示例", phone="138")
    call_command("rotate_field_keys")
    assert "0 values encrypted anew" in capsys.readouterr().out
