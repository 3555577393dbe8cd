"""Personal fields: unreadable in the database, readable here, masked on the screen, found by index."""

from collections.abc import Callable

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from sihe.kernel.facts.privacy import KeysRotated
from sihe.kernel.journal.models import Entry
from sihe.kernel.privacy import masks
from sihe.kernel.privacy.crypto import (
    TOKEN_START,
    CannotDecrypt,
    blind_index,
    decrypt,
    encrypt,
    is_current,
)
from sihe.kernel.privacy.queries import encrypted_columns, lying_open
from sihe.kernel.privacy.rotation import rotate_keys

Person = apps.get_model("people", "Person")  # a module above this one
texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


def stored(person: Model, column: str = "phone") -> str:
    """Read what the database really holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM people_person WHERE id = %s", [person.pk])
        return str(cursor.fetchone()[0])


def store_raw(person: Model, text: str) -> None:
    """Write past the field, as a careless script would."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET phone = %s WHERE id = %s", [text, person.pk])


@given(texts)
def test_what_goes_in_comes_out(text: str) -> None:
    token = encrypt(text)
    assert decrypt(token) == text
    if not text:
        assert token == ""
    else:
        assert token.startswith(TOKEN_START) and (len(text) < 6 or text not in token)


@given(texts.filter(bool))
def test_the_same_text_never_looks_the_same_but_has_one_index(text: str) -> None:
    assert encrypt(text) != encrypt(text)
    assert blind_index(text) == blind_index(text) != blind_index(text + "x")
    assert len(blind_index(text)) == 32


def test_a_changed_token_is_not_believed() -> None:
    token = encrypt("13800001234")
    with pytest.raises(CannotDecrypt):
        decrypt(token[:-3] + ("aaa" if not token.endswith("aaa") else "bbb"))


@pytest.mark.django_db
def test_the_database_never_holds_the_text() -> None:
    person = Person.objects.create(name="示例", phone="13800001234", email="a@example.org")
    assert stored(person).startswith(TOKEN_START) and "138" not in stored(person)
    assert Person.objects.get(pk=person.pk).phone == "13800001234"
    Person.objects.filter(pk=person.pk).update(phone="13900001234")
    assert "139" not in stored(person) and Person.objects.get().phone == "13900001234"
    Person.objects.bulk_update([Person(pk=person.pk, phone="137")], ["phone"])
    assert "137" not in stored(person)[:3] and Person.objects.get().phone == "137"


@pytest.mark.django_db
def test_what_lies_open_is_found() -> None:
    person = Person.objects.create(name="示例", phone="13800001234")
    assert lying_open() == []
    store_raw(person, "13800001234")  # the planted fault
    assert lying_open() == ["people.Person.phone: 1"]


def test_every_column_that_sounds_personal_is_encrypted() -> None:
    columns = {f"{m._meta.label}.{name}" for m, name in encrypted_columns()}
    assert {"people.Person.phone", "people.Person.id_number", "people.Person.email"} <= columns


@pytest.mark.django_db
def test_searching_is_an_error_and_not_silently_empty() -> None:
    Person.objects.create(name="示例", phone="13800001234")
    Person.objects.create(name="示例二")
    assert Person.objects.filter(phone="").count() == 1 == Person.objects.exclude(phone="").count()
    for lookup in ({"phone": "13800001234"}, {"phone__contains": "138"}, {"phone__in": ["138"]}):
        with pytest.raises(FieldError):
            list(Person.objects.filter(**lookup))


@pytest.mark.parametrize("mask, text, shown", [
    (masks.phone, "13812345678", "138****5678"), (masks.phone, "62345678", "****78"),
    (masks.phone, "110", "****"), (masks.phone, "96105", "****05"),
    (masks.phone, "", ""), (masks.phone, "6234567", "****67"),
    (masks.name, "王小明", "王**"), (masks.name, "王", "王*"), (masks.name, "", ""),
    (masks.id_number, "110101199001011234", "*" * 14 + "1234"), (masks.id_number, "", ""),
    (masks.id_number, "1234", "*" * 18),
])  # fmt: skip
def test_masks(mask: Callable[[str], str], text: str, shown: str) -> None:
    assert mask(text) == shown


@given(st.text(alphabet="0123456789", min_size=1, max_size=18))
def test_a_mask_hides_at_least_half(number: str) -> None:
    shown = sum(c.isdigit() for c in masks.phone(number))
    assert shown < len(number) and shown <= 7
    assert len(number) >= 11 or shown <= len(number) / 2
    assert masks.id_number(number) != number


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

        patch.setattr("sihe.kernel.privacy.rotation.is_current", stops)
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
