"""The page on which an archive is taken."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from sihe.intelligence.archive import sealing
from sihe.intelligence.archive.sealing import opened
from sihe.intelligence.archive.tables import LEFT_OUT, tables
from sihe.kernel.journal.models import Entry
from tests.world import World

WORDS = "一句很长的示例口令，只在这里用"


@pytest.fixture
def keeper(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody who may take everything along."""
    monkeypatch.setattr(sealing, "COST", {"n": 2, "r": 1, "p": 1})
    return world.login(client, "keeper")


def test_it_is_given_sealed_and_recorded(keeper: Client) -> None:
    assert "还没取过" in keeper.get("/archive/").content.decode()
    given = {"purpose": "backup", "passphrase": WORDS, "again": WORDS}
    answer: Any = keeper.post("/archive/", given)
    assert answer.status_code == 200 and ".sihe" in answer["Content-Disposition"]
    content = b"".join(answer.streaming_content)
    assert b"".join(opened(BytesIO(content), WORDS)).startswith(b"PK")
    entry = Entry.objects.latest("seq")
    assert entry.fact == "archive.ArchiveMade" and entry.payload == {"purpose": "backup"}
    assert "上一份" in keeper.get("/archive/").content.decode()


@pytest.mark.parametrize(
    "given, said",
    [
        ({}, "还没写"),
        ({"purpose": "backup", "passphrase": "kurz", "again": "kurz"}, "口令太短"),
        ({"purpose": "backup", "passphrase": WORDS, "again": WORDS + "x"}, "两遍写得不一样"),
        ({"purpose": "sell", "passphrase": WORDS, "again": WORDS}, "sell"),
    ],
)
def test_slips(keeper: Client, given: dict[str, str], said: str) -> None:
    answer = keeper.post("/archive/", given)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Entry.objects.filter(fact="archive.ArchiveMade").exists()


def test_who_may_not(world: World, client: Client) -> None:
    for persona in ("director", "grid_worker", "manager"):
        assert world.login(client, persona).get("/archive/").status_code == 404


def test_every_table_is_in_it_or_left_out_for_a_reason(db: None) -> None:
    from django.apps import apps

    ours = {m._meta.label for m in apps.get_models() if m.__module__.startswith("sihe.")}
    assert ours == {m._meta.label for m in tables()} | set(LEFT_OUT)
