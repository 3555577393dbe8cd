"""A whole community goes into a file and comes back the same."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from sihe.intelligence.archive import reading, sealing, writing
from sihe.intelligence.archive.reading import take_in, unsealed
from sihe.interaction.handling import actions as handling
from sihe.interaction.intake.actions import report
from sihe.interaction.matters.queries import by_receipt
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, SYSTEM
from sihe.kernel.files import storage
from sihe.kernel.files.models import StoredFile
from sihe.kernel.files.tests.test_files import picture
from sihe.kernel.journal.append_only import lifted, missing
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.people import actions as people
from sihe.kernel.people import queries as found
from sihe.kernel.people.models import Person
from sihe.kernel.places.spots import PlaceGiven
from tests.world import World, build

WORDS = "一句很长的示例口令，只在这里用"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def aside(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep files and keys of a test to itself; cheap keys."""
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path
    (tmp_path / "index.key").write_text(settings.INDEX_KEY + "\n", encoding="ascii")
    monkeypatch.setattr(sealing, "COST", {"n": 2, "r": 1, "p": 1})


@pytest.fixture
def lived_in() -> tuple[World, str, str]:
    """A street in which something has happened; the code and secret of a report."""
    world = build()
    made = report(
        by=RESIDENT, token=uuid4(), text="电梯坏了，有异响", given=PlaceGiven(sign=world.building.sign),
        category_code="lift", phone="13800001234", name="示例居民",
        photos=[SimpleUploadedFile("a.jpg", picture(), "image/jpeg")],
    )  # fmt: skip
    handling.add_note(by=world.actor("director"), matter=made.matter, text="约了师傅 🙂\n明天来")
    person = people.enter_person(
        by=SYSTEM,
        name="示例住户",
        phone="13900005678",
        id_number="110108194912310025",
        other_names=["示例"],
    )
    since = made.matter.created_at.date()
    people.begin_residence(
        by=SYSTEM, person=person, dwelling=world.dwelling, kind="owner_here", since=since
    )
    deliver()
    return world, made.matter.code, made.secret


def emptied() -> None:
    """Leave nothing: another machine."""
    every = [m for m in apps.get_models() if m.__module__.startswith("sihe.")]
    with transaction.atomic(), lifted(connection):
        for model in every:
            model._default_manager.all()._raw_delete(using=connection.alias)
        connection.check_constraints()
    for path in storage.folder().glob("*/*"):
        path.unlink()


def inside(file: Path) -> dict[str, bytes]:
    """Return everything in an archive but the moment at which it was written."""
    with unsealed(file, WORDS) as box:
        content = {name: box.read(name) for name in box.namelist()}
    manifest = json.loads(content["manifest.json"])
    del manifest["written_at"]
    content["manifest.json"] = json.dumps(manifest).encode()
    return content


def test_it_comes_back_the_same(lived_in: tuple[World, str, str], tmp_path: Path) -> None:
    _world, code, secret = lived_in
    photo = StoredFile.objects.get()
    before = storage.path_of(photo.key, "photo").read_bytes()
    first, second = tmp_path / "a.sihe", tmp_path / "b.sihe"
    heard: list[tuple[int, int]] = []
    writing.write(first, WORDS, lambda *so_far: heard.append(so_far))
    assert heard[-1][0] == heard[-1][1] > 100
    entries = Entry.objects.count()
    emptied()
    assert not Person.objects.exists()
    take_in(first, WORDS)
    assert (
        Entry.objects.count() == entries + 1
        and Entry.objects.latest("seq").fact == "archive.ArchiveReadIn"
    )
    assert first_broken() is None and missing(connection) == []
    assert found.by_phone("13900005678").get().id_number == "110108194912310025"
    assert by_receipt(code, secret) is not None
    assert storage.path_of(photo.key, "photo").read_bytes() == before
    made = people.enter_person(by=SYSTEM, name="后来的人")  # numbers go on after those that came
    assert made.pk == max(Person.objects.values_list("pk", flat=True))
    made.delete()
    with lifted(connection):  # what the reading itself told is the only difference
        Entry.objects.filter(seq__gt=entries).delete()
    from sihe.kernel.journal.models import Head

    last = Entry.objects.get(seq=entries)
    Head.objects.update(seq=last.seq, digest=last.digest)
    writing.write(second, WORDS)
    assert inside(second) == inside(first)


def test_nothing_in_the_clear_and_no_half_file(
    lived_in: tuple[World, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.sihe"
    writing.write(file, WORDS)
    content = file.read_bytes()
    assert b"13800001234" not in content and "示例".encode() not in content
    monkeypatch.setattr(writing, "_files", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        writing.write(tmp_path / "b.sihe", WORDS)
    assert [p.name for p in tmp_path.glob("*.sihe*")] == ["a.sihe"]
    with pytest.raises(Refused, match="not_empty"):
        take_in(file, WORDS)


@pytest.mark.parametrize(
    "change, code",
    [
        (lambda box: box.pop("rows/people.Person.jsonl"), "KeyError"),
        (lambda box: box.update({"rows/people.Person.jsonl": b""}), "archive_damaged"),
        (lambda box: box.update({"files/x.jpg": b"?"}), ""),
    ],
)
def test_what_does_not_fit_changes_nothing(
    lived_in: tuple[World, str, str], tmp_path: Path, change: Any, code: str
) -> None:
    file = tmp_path / "a.sihe"
    writing.write(file, WORDS)
    with unsealed(file, WORDS) as box:
        content = {name: box.read(name) for name in box.namelist()}
    change(content)
    plain = BytesIO()
    with zipfile.ZipFile(plain, "w") as box:
        for name, data in content.items():
            box.writestr(name, data)
    with file.open("wb") as out, sealing.Seal(out, WORDS) as seal:
        seal.write(plain.getvalue())
    emptied()
    if not code:
        take_in(file, WORDS)  # a file that nobody names is no harm
        return
    with pytest.raises((Refused, KeyError)) as caught:
        take_in(file, WORDS)
    assert code in (type(caught.value).__name__, getattr(caught.value, "code", ""))
    assert not Person.objects.exists() and not list(storage.folder().glob("*/*"))


def test_a_newer_archive_and_another_key(
    lived_in: tuple[World, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    file = tmp_path / "a.sihe"
    writing.write(file, WORDS)
    emptied()
    known = reading.columns
    monkeypatch.setattr(
        reading, "columns", lambda m: known(m)[:-1] if m._meta.label == "matters.Note" else known(m)
    )
    with pytest.raises(Refused, match=r"archive_newer.*matters\.Note"):
        take_in(file, WORDS)
    monkeypatch.undo()
    settings.INDEX_KEY = "another machine's key"
    with pytest.raises(Refused, match="index_key_differs"):
        take_in(file, WORDS)  # the key of this machine is not in its file: it was set from outside
    (tmp_path / "index.key").write_text(settings.INDEX_KEY + "\n", encoding="ascii")
    take_in(file, WORDS)
    assert (
        (tmp_path / "index.key").read_text().strip()
        == settings.INDEX_KEY
        != "another machine's key"
    )


def test_the_command(
    lived_in: tuple[World, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.sihe"
    monkeypatch.setenv("SIHE_ARCHIVE_PASSPHRASE", "kurz")
    with pytest.raises(CommandError, match="口令太短"):
        call_command("archive", "write", str(file))
    monkeypatch.setenv("SIHE_ARCHIVE_PASSPHRASE", WORDS)
    call_command("archive", "write", str(file))
    call_command("archive", "open", str(file), str(tmp_path / "a.zip"))
    assert "manifest.json" in zipfile.ZipFile(tmp_path / "a.zip").namelist()
    emptied()
    call_command("archive", "read", str(file))
    assert Person.objects.filter(name="示例住户").exists()
    with pytest.raises(CommandError, match="is not there"):
        call_command("archive", "read", str(tmp_path / "none"))
