"""A stream sealed with a passphrase: AES-256-GCM in pieces, the key by scrypt (RFC 7914). docs/reference/archive.md.

    line 1      JSON: format, salt and the cost of scrypt; it is authenticated with every piece
    then        pieces: 4 bytes of length, nonce-free ciphertext; the nonce is the piece's number (12 bytes,
                big-endian), the additional data is line 1 and one byte: 1 for the last piece, else 0

A piece moved, left out, changed or cut off at the end is noticed.
"""

import base64
import io
import json
import os
from collections.abc import Iterator
from typing import IO, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FORMAT: Final = "sihe-archive/1"
PIECE: Final = 1 << 20
TAG: Final = 16  # bytes that AES-GCM adds
COST: Final = {
    "n": 1 << 15,
    "r": 8,
    "p": 1,
}  # 32 MiB and about 0.1 s; OWASP's advice for scrypt, 2024
DEAREST: Final = {"n": 1 << 20, "r": 16, "p": 4}  # 2 GiB: more than anybody will have asked for
LONGEST_HEAD: Final = 4096


class NotSealed(ValueError):
    """Not an archive of this format, the passphrase does not fit, or something in it was changed; `why` by code."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def _key(passphrase: str, head: dict[str, Any]) -> AESGCM:
    salt = base64.b64decode(head["salt"])
    made = Scrypt(salt=salt, length=32, n=head["n"], r=head["r"], p=head["p"])
    return AESGCM(made.derive(passphrase.encode()))


class Seal(io.RawIOBase):
    """Writes sealed; close it to write the last piece, without which nothing of it can be opened."""

    def __init__(self, out: IO[bytes], passphrase: str) -> None:
        super().__init__()
        head = {"format": FORMAT, "salt": base64.b64encode(os.urandom(16)).decode(), **COST}
        self._line = json.dumps(head).encode() + b"\n"
        self._out, self._key = out, _key(passphrase, head)
        self._waiting, self._number = bytearray(), 0
        out.write(self._line)

    def writable(self) -> bool:
        """It can be written to, and neither read nor turned back."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes; whole pieces go out at once."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write the last piece."""
        if not self.closed:
            self._put(bytes(self._waiting), last=True)
        super().close()

    def _put(self, piece: bytes, *, last: bool) -> None:
        nonce = self._number.to_bytes(12, "big")
        sealed = self._key.encrypt(nonce, piece, self._line + bytes([last]))
        self._out.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


def opened(source: IO[bytes], passphrase: str) -> Iterator[bytes]:
    """Yield the pieces of a sealed stream.

    Raises:
        NotSealed: `format`, `passphrase` or `damaged`.
    """
    line = source.readline(LONGEST_HEAD)
    try:
        head = json.loads(line)
        fits = head["format"] == FORMAT and all(0 < head[k] <= most for k, most in DEAREST.items())
        key = _key(passphrase, head) if fits else None
    except (ValueError, KeyError, TypeError):
        key = None
    if key is None:
        raise NotSealed("format")
    number, last = 0, False
    while size := source.read(4):
        length = int.from_bytes(size, "big")
        sealed = source.read(length) if length <= PIECE + TAG and not last else b""
        if len(sealed) != length:
            raise NotSealed("damaged")
        nonce = number.to_bytes(12, "big")
        for last in (False, True):
            try:
                piece = key.decrypt(nonce, sealed, line + bytes([last]))
                break
            except InvalidTag:
                continue
        else:
            raise NotSealed("damaged" if number else "passphrase")
        yield piece
        number += 1
    if not last:
        raise NotSealed("damaged")
