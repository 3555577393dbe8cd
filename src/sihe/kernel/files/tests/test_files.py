"""Photos: known by their content, drawn anew, kept wholly or not at all, seen by who may."""

import io
import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from PIL import Image
from pytest_django import Settings

from sihe.engines.photos import MOST_PIXELS, NoPhoto, draw
from sihe.kernel.access.phrases import known_codes
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, SYSTEM, About
from sihe.kernel.files import access, storage
from sihe.kernel.files.actions import erase, keep_photo, sweep_orphans
from sihe.kernel.files.models import StoredFile
from sihe.kernel.files.queries import of, of_each
from tests.world import World

pytestmark = pytest.mark.django_db
THING = About("thing", 7)
GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def seen_by_all() -> Iterator[None]:
    access.guards["thing"] = lambda actor, id, request: id == THING.id
    yield
    del access.guards["thing"]


def picture(
    format_: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB", **save: Any
) -> bytes:
    """Make a photo whose left half is red."""
    image = Image.new(mode, size, "white")
    image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    target = io.BytesIO()
    image.save(target, format_, **save)
    return target.getvalue()


def camera_photo(orientation: int = 6) -> bytes:
    """Make a photo as a phone does, with place, maker and orientation."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, "SECRETPHONE"
    exif[GPS] = {1: "N", 2: (39.0, 59.0, 30.0), 3: "E", 4: (116.0, 19.0, 12.0)}
    return picture(exif=exif, comment=b"SECRETCOMMENT")


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def keep(content: bytes, name: str = "photo.jpg") -> StoredFile:
    return keep_photo(by=RESIDENT, upload=upload(content, name), about=THING)


def files_in(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.rglob("*") if p.is_file())


def test_what_the_camera_adds_is_gone_and_the_photo_stands_upright() -> None:
    raw = camera_photo()
    assert b"SECRETPHONE" in raw and b"SECRETCOMMENT" in raw  # the planted data is really there
    assert Image.open(io.BytesIO(raw)).getexif().get_ifd(GPS)
    kept = keep(raw)
    for variant in storage.ENDINGS:
        content = storage.path_of(kept.key, variant).read_bytes()
        assert b"SECRET" not in content and b"Exif" not in content
        image = Image.open(io.BytesIO(content))
        assert not image.getexif() and "comment" not in image.info
    assert (kept.width, kept.height) == (200, 300)  # orientation 6: turned by 90 degrees


def test_long_side_and_thumbnail() -> None:
    kept = keep(picture(size=(5000, 2500)))
    assert (kept.width, kept.height) == (2000, 1000)
    small = Image.open(storage.path_of(kept.key, "small"))
    assert small.size == (480, 240) and small.format == "JPEG"
    assert kept.bytes == storage.path_of(kept.key, "photo").stat().st_size


@pytest.mark.parametrize(
    "format_, mode", [("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("JPEG", "L")]
)
def test_kinds_that_are_kept(format_: str, mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (60, 40)).save(target, format_)
    kept = keep(target.getvalue(), "photo.exe")  # the name says nothing
    assert Image.open(storage.path_of(kept.key, "photo")).format == "JPEG"


def test_what_shows_through_becomes_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(target, "PNG")
    pixel = Image.open(io.BytesIO(draw(io.BytesIO(target.getvalue())).photo)).getpixel((5, 5))
    assert pixel == (255, 255, 255)


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
BAD = {
    "empty": (b"", "photo_not_an_image"),
    "text": (b"hello", "photo_not_an_image"),
    "html": (b"<html><script>alert(1)</script>", "photo_not_an_image"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "photo_not_an_image"),
    "gif": (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "photo_not_an_image"),
    "pdf": (b"%PDF-1.7", "photo_not_an_image"),
    "heic": (HEIC, "photo_heic"),
    "cut": (picture(size=(900, 900))[:2000], "photo_broken"),
    "only the head": (b"\xff\xd8\xff\xe0", "photo_broken"),
    "png head, then rubbish": (b"\x89PNG\r\n\x1a\n" + b"x" * 200, "photo_broken"),
    "webp head, then rubbish": (b"RIFF\x00\x00\x00\x00WEBP" + b"x" * 200, "photo_broken"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_photo_is_refused_with_a_reason_and_leaves_nothing(
    name: str, own_folder: Path
) -> None:
    content, code = BAD[name]
    with pytest.raises(Refused) as refused:
        keep(content)
    assert refused.value.code == code and refused.value.field == "photo"
    assert code in known_codes()
    assert files_in(own_folder) == [] and not StoredFile.objects.exists()


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    target = io.BytesIO()
    Image.new("1", (6000, 6000)).save(target, "PNG")  # a few kB that would become 144 MB
    assert len(target.getvalue()) < 50_000 and MOST_PIXELS["PNG"] < 6000 * 6000
    with pytest.raises(NoPhoto, match="photo_too_big"):
        draw(target)


def test_too_many_bytes_are_refused_unread(settings: Settings) -> None:
    settings.PHOTO_MAX_BYTES = 1000
    with pytest.raises(Refused, match="photo_too_big"):
        keep(picture(size=(900, 900)))


def test_too_many_photos_are_refused(settings: Settings) -> None:
    settings.PHOTO_MAX_COUNT = 2
    keep(picture()), keep(picture())
    with pytest.raises(Refused, match="photo_too_many"):
        keep(picture())


def test_an_act_that_fails_leaves_no_row_and_the_sweeper_takes_the_file(own_folder: Path) -> None:
    @transaction.atomic
    def broken() -> None:
        keep(picture())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert not StoredFile.objects.exists() and len(files_in(own_folder)) == 2
    assert sweep_orphans(by=SYSTEM) == 0  # too young: its row may still come
    for path in own_folder.rglob("*.jpg"):
        os.utime(path, (time.time() - 7200, time.time() - 7200))
    kept = keep(picture())
    assert sweep_orphans(by=SYSTEM) == 2
    assert files_in(own_folder) == sorted([f"{kept.key}.jpg", f"{kept.key}.small.jpg"])


def test_half_written_files_are_swept(own_folder: Path) -> None:
    kept = keep(picture())
    part = storage.path_of(kept.key, "photo").with_name(f"{kept.key}.jpg.part")
    part.write_bytes(b"half")
    assert sweep_orphans(by=SYSTEM, older_than=timedelta(seconds=-60)) == 1
    assert not part.exists() and storage.path_of(kept.key, "photo").exists()


def test_a_write_that_breaks_leaves_no_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(fd: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        keep(picture())
    assert not StoredFile.objects.exists() and not list(storage.folder().rglob("*.jpg"))


def test_reading_by_thing(django_assert_num_queries: Any) -> None:
    first, second = keep(picture()), keep(picture())
    other = keep_photo(by=RESIDENT, upload=upload(picture()), about=About("note", 7))
    assert of(THING) == [first, second]
    with django_assert_num_queries(1):
        found = of_each([THING, About("note", 7), About("note", 9)])
    assert found == {THING: [first, second], About("note", 7): [other]}
    with django_assert_num_queries(0):
        assert of_each([]) == {}


@pytest.mark.django_db(transaction=True)
def test_erasing_takes_rows_and_files_but_only_once_the_act_stands(own_folder: Path) -> None:
    keep(picture())

    @transaction.atomic
    def broken() -> None:
        erase(by=SYSTEM, about=THING)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert len(of(THING)) == 1 and len(files_in(own_folder)) == 2
    assert erase(by=SYSTEM, about=THING) == 1 and erase(by=SYSTEM, about=THING) == 0
    assert of(THING) == [] and files_in(own_folder) == []


def test_who_may_see_the_thing_sees_its_photo(seen_by_all: None, client: Client) -> None:
    kept = keep(picture())
    for variant in ("photo", "small"):
        answer = client.get(f"/files/{kept.pk}/{variant}/")
        assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
        assert (
            "private" in answer["Cache-Control"] and answer["X-Content-Type-Options"] == "nosniff"
        )
        body = answer.getvalue()
        assert body == storage.path_of(kept.key, variant).read_bytes()


def test_who_may_not_gets_404_as_if_there_were_none(
    seen_by_all: None, world: World, client: Client
) -> None:
    other = keep_photo(by=RESIDENT, upload=upload(picture()), about=About("thing", 8))
    unguarded = keep_photo(by=RESIDENT, upload=upload(picture()), about=About("secret", 7))
    world.login(client, "leader")
    for path in (f"{other.pk}/photo", f"{unguarded.pk}/photo", "999999/photo"):
        assert client.get(f"/files/{path}/").status_code == 404
    kept = keep(picture())
    for variant in ("..", "original", "photo.jpg"):
        assert client.get(f"/files/{kept.pk}/{variant}/").status_code == 404
    assert client.post(f"/files/{kept.pk}/photo/").status_code == 405
    storage.remove(kept.key)
    assert client.get(f"/files/{kept.pk}/photo/").status_code == 404
