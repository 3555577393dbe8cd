"""Which encoding a Chinese CSV is written in: UTF-8, GB18030 (the mainland's Excel) or Big5.

Steps: (1) a byte-order mark decides; (2) a file that decodes as UTF-8 to its end is UTF-8;
(3) a file with fewer than one broken character in a hundred is UTF-8 with faults; (4) else the
sample of non-ASCII lines is read as GB18030 and as Big5, and the reading with the larger share
of everyday characters wins. Everyday is level 1 of GB 2312 (lead bytes B0-D7) and of Big5
(lead bytes A4-C6) with their punctuation: a wrong reading falls mostly outside of it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable

SAMPLE_BYTES = 64 * 1024
BROKEN_SHARE = 0.01
LEAST_EVERYDAY = 0.6

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def detect(chunks: Iterable[bytes]) -> str | None:
    """The codec name for a file given as chunks of bytes; None when nothing fits.

    O(bytes), memory flat (64 KiB sample)."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample = bytearray()
    valid = True
    first = True
    for chunk in chunks:
        if first:
            for mark, name in MARKS:
                if chunk.startswith(mark):
                    return name
            first = False
        if valid:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                valid = False
        if len(sample) < SAMPLE_BYTES and not chunk.isascii():
            sample += _foreign_lines(chunk)[: SAMPLE_BYTES - len(sample)]
        if not valid and len(sample) >= SAMPLE_BYTES:
            break
    if valid and _ends_whole(decoder):
        return "utf-8"
    return _by_sample(bytes(sample))


def _ends_whole(decoder: codecs.IncrementalDecoder) -> bool:
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _foreign_lines(chunk: bytes) -> bytes:
    return b"\n".join(line for line in chunk.split(b"\n") if not line.isascii())


def _by_sample(sample: bytes) -> str | None:
    if _broken_share(sample) < BROKEN_SHARE:
        return "utf-8"
    readings = [
        (_everyday_share(sample, "gb18030", "gb2312", 0xD7), "gb18030"),
        (_everyday_share(sample, "cp950", "big5", 0xC6), "cp950"),
    ]
    share, name = max(readings, key=lambda reading: reading[0])
    return name if share >= LEAST_EVERYDAY else None


def _broken_share(sample: bytes) -> float:
    text = sample.decode("utf-8", "replace")
    foreign = sum(1 for c in text if c > "\x7f")
    return text.count("\N{REPLACEMENT CHARACTER}") / foreign if foreign else 1.0


def _everyday_share(sample: bytes, reading: str, charset: str, last_lead: int) -> float:
    """Share of the non-ASCII characters of `sample`, read as `reading`, that are everyday ones."""
    foreign = [c for c in sample.decode(reading, "replace") if c > "\x7f"]
    everyday = 0
    for c in foreign:
        code = c.encode(charset, "ignore")
        everyday += len(code) == 2 and 0xA1 <= code[0] <= last_lead
    return everyday / len(foreign) if foreign else 0.0
