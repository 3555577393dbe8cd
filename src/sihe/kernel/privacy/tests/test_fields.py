"""Personal fields: unreadable in the database, readable here, masked on the screen, found by index."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import Model
from hypothesis import given
from hypothesis import strategies as st

from sihe.kernel.privacy import masks
from sihe.kernel.privacy.crypto import (
    TOKEN_START,
    CannotDecrypt,
    blind_index,
    decrypt,
    encrypt,
)
from sihe.kernel.privacy.queries import encrypted_columns

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
