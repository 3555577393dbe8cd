"""Pages go out compressed; what is compressed already, or comes in pieces, as it is."""

from __future__ import annotations

import gzip

from django.http import HttpResponse
from django.test import Client, RequestFactory

from sihe.project.middleware import Compression
from tests.world import World

ASKED = {"Accept-Encoding": "gzip, br"}


def test_a_page_is_sent_compressed_to_who_can_read_it(world: World, client: Client) -> None:
    world.login(client, "director")
    plain = client.get("/desk/")
    assert "Content-Encoding" not in plain.headers
    packed = client.get("/desk/", headers=ASKED)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert "<main" in gzip.decompress(packed.content).decode()


def test_the_length_of_a_page_tells_nothing_exact(client: Client, db: None) -> None:
    lengths = {len(client.get("/start/", headers=ASKED).content) for _ in range(12)}
    assert len(lengths) > 1


def test_photos_papers_and_tables_are_left_alone(world: World, client: Client) -> None:
    world.login(client, "director")
    table = client.get("/matters/export.csv", headers=ASKED)
    assert table.status_code == 200 and "Content-Encoding" not in table.headers
    request = RequestFactory().get("/", headers=ASKED)
    photo = HttpResponse(b"0" * 4000, content_type="image/jpeg")
    sent = Compression(lambda _: photo).process_response(request, photo)
    assert sent is photo and photo.content == b"0" * 4000
