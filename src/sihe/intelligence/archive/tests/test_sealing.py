"""A sealed stream opens with its passphrase and shows every change."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.intelligence.archive import sealing
from sihe.intelligence.archive.sealing import NotSealed, Seal, opened

WORDS = "一句很长的示例口令"


@pytest.fixture(autouse=True)
def small_and_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pieces and a cheap key, so that many cases are quick."""
    monkeypatch.setattr(sealing, "PIECE", 64)
    monkeypatch.setattr(sealing, "COST", {"n": 2, "r": 1, "p": 1})


def sealed(content: bytes, step: int = 7) -> bytes:
    """Seal content that is written a few bytes at a time."""
    out = BytesIO()
    with Seal(out, WORDS) as seal:
        for start in range(0, len(content), step):
            seal.write(content[start : start + step])
    return out.getvalue()


def back(stream: bytes, words: str = WORDS) -> bytes:
    """Open it again."""
    return b"".join(opened(BytesIO(stream), words))


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 1000])
def test_there_and_back(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    assert back(sealed(content)) == content


def test_nothing_shows_through() -> None:
    assert "示例居民".encode() not in sealed("示例居民".encode() * 40)


def test_another_passphrase() -> None:
    with pytest.raises(NotSealed, match="passphrase"):
        back(sealed(b"x" * 200), "另一句口令")


@pytest.mark.parametrize(
    "stream", [b"", b"PK\x03\x04", b"{}\n", b'{"format": "x"}\n', b"\x00" * 5000]
)
def test_something_else(stream: bytes) -> None:
    with pytest.raises(NotSealed, match="format"):
        back(stream)


@given(st.data())
def test_a_flipped_byte_or_a_cut_is_noticed(data: st.DataObject) -> None:
    stream = sealed(b"0123456789" * 30)
    if data.draw(st.booleans()):
        where = data.draw(st.integers(0, len(stream) - 1))
        changed = bytearray(stream)
        changed[where] ^= data.draw(st.integers(1, 255))
        broken = bytes(changed)
    else:
        broken = stream[: data.draw(st.integers(0, len(stream) - 1))]
    with pytest.raises(NotSealed):
        back(broken)


def test_pieces_that_changed_places_or_were_left_out() -> None:
    stream = sealed(b"0123456789" * 30)
    line, rest = stream.split(b"\n", 1)
    size = 4 + 64 + 16
    pieces = [rest[n : n + size] for n in range(0, len(rest), size)]
    for order in (
        [1, 0, *range(2, len(pieces))],
        [*range(1, len(pieces))],
        [*range(len(pieces) - 1)],
    ):
        with pytest.raises(NotSealed):
            back(line + b"\n" + b"".join(pieces[n] for n in order))
    with pytest.raises(NotSealed):
        back(stream + pieces[-1])


def test_the_documented_lines_open_it(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[5] / "docs" / "reference" / "archive.md").read_text(
        "utf-8"
    )
    program = page.split("```python\n")[1].split("```")[0]
    sealed_file, out = tmp_path / "a.sihe", tmp_path / "a.zip"
    content = b"0123456789" * 50
    sealed_file.write_bytes(sealed(content))
    subprocess.run([sys.executable, "-c", program, sealed_file, out, WORDS], check=True)
    assert out.read_bytes() == content
