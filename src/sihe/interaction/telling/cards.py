"""The picture card of a message: its text in large type and a QR code, to be forwarded in a group."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import segno
from django.contrib.staticfiles import finders

if TYPE_CHECKING:
    from PIL import Image, ImageFont

WIDTH: Final = 900
MARGIN: Final = 70
SIZE: Final = 46
LINE: Final = 74
CODE: Final = 360
INK, QUIET, ACCENT, PAPER = "#1c2421", "#5a6762", "#1f5f4f", "#ffffff"
FONT: Final = "vendor/fonts/NotoSansSC-Regular.ttf"
# Punctuation that may not begin a line.
NO_START: Final = "，。；：、？）》」』”’…"


@dataclass(frozen=True)
class Card:
    """What stands on a card: who tells, the text, the address behind the code, and a line beneath it."""

    heading: str
    text: str
    address: str
    hint: str


@lru_cache(maxsize=1)
def font_file() -> Path | None:
    """Return the Chinese font of the product, or None where assets were not built."""
    found = finders.find(FONT)
    return Path(str(found)) if found else None


@lru_cache(maxsize=4)
def _font(size: int) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    file = font_file()
    if file is None:
        raise FileNotFoundError(FONT)
    return ImageFont.truetype(file, size)


def wrap(text: str, room: float = WIDTH - 2 * MARGIN, size: int = SIZE) -> list[str]:
    """Break a text into lines no wider than `room`; a Chinese character is as wide as `size`."""
    lines, line, used = [], "", 0.0
    for letter in text:
        wide = size if ord(letter) > 0x2E7F else size * 0.56
        if letter == "\n" or (used + wide > room and letter not in NO_START):
            lines.append(line)
            line, used = "", 0.0
        if letter != "\n":
            line, used = line + letter, used + wide
    return [*lines, line] if line else lines


def png(card: Card) -> bytes:
    """Draw a card as PNG.

    Raises:
        FileNotFoundError: the product's font is missing; `svg` needs none.
    """
    lines = wrap(card.text)
    from PIL import Image, ImageDraw  # memory of every process, for what is drawn now and then

    picture = Image.new("RGB", (WIDTH, _height(lines)), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
    pen.text((MARGIN, 56), card.heading, font=_font(34), fill=ACCENT)
    top = 130
    for line in lines:
        pen.text((MARGIN, top), line, font=_font(SIZE), fill=INK)
        top += LINE
    code = _code_picture(card.address)
    picture.paste(code, ((WIDTH - code.width) // 2, top + 20))
    pen.text(
        (WIDTH / 2, top + 40 + code.height), card.hint, font=_font(30), fill=QUIET, anchor="ma"
    )
    target = BytesIO()
    picture.quantize(16).save(target, "PNG", optimize=True)
    return target.getvalue()


def svg(card: Card) -> bytes:
    """Draw the same card as SVG, with the fonts of whoever looks at it."""
    lines = wrap(card.text)
    height, top = _height(lines), 130 + SIZE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        f'<rect width="{WIDTH}" height="14" fill="{ACCENT}"/>',
        f'<text x="{MARGIN}" y="90" font-size="34" fill="{ACCENT}">{escape(card.heading)}</text>',
    ]
    for line in lines:
        parts.append(
            f'<text x="{MARGIN}" y="{top}" font-size="{SIZE}" fill="{INK}">{escape(line)}</text>'
        )
        top += LINE
    start = top - SIZE + 20
    parts.append(_code_path(card.address, (WIDTH - CODE) / 2, start))
    parts.append(
        f'<text x="{WIDTH / 2}" y="{start + CODE + 50}" font-size="30" fill="{QUIET}" '
        f'text-anchor="middle">{escape(card.hint)}</text></svg>'
    )
    return "".join(parts).encode()


def _height(lines: list[str]) -> int:
    return 130 + LINE * len(lines) + CODE + 160


def _code_picture(address: str) -> "Image.Image":
    from PIL import Image

    target = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(target, kind="png", scale=max(1, CODE // code.symbol_size()[0]), border=4)
    return Image.open(target).convert("RGB")


def _code_path(address: str, x: float, y: float) -> str:
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=4)]
    side = CODE / len(rows)
    squares = "".join(
        f"M{column} {line}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, dark in enumerate(row)
        if dark
    )
    return f'<path transform="translate({x} {y}) scale({side:.4f})" d="{squares}" fill="#000"/>'
