"""From what was sent to what is kept: a photo recognised by its content and drawn anew. Pure, no database.

What a camera adds (place, device, owner) stays behind, since only the pixels are carried over.
"""

import io
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

LONG_SIDE: Final = 2000
THUMBNAIL: Final = 480
QUALITY: Final = 85
# Decoding takes about 4 bytes a pixel, of a JPEG far less, since it is drawn small at once.
MOST_PIXELS: Final = {"JPEG": 60_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}
HEIC_BRANDS: Final = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}


class NoPhoto(ValueError):
    """Why it cannot be kept: `photo_not_an_image`, `photo_heic`, `photo_too_big` or `photo_broken`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Drawn:
    """A photo and its thumbnail as JPEG; width and height in pixels of the photo."""

    photo: bytes
    thumbnail: bytes
    width: int
    height: int


def format_of(head: bytes) -> str | None:
    """Return JPEG, PNG, WEBP or HEIC by the first 12 bytes; None for anything else."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "HEIC"
    return None


def draw(source: IO[bytes]) -> Drawn:
    """Read a photo, turn it upright, make it small and write it anew.

    Raises:
        NoPhoto: see there. Sizes are checked before anything is decoded.
    """
    from PIL import Image, ImageOps  # a tenth of every process's memory, for who sends a photo

    source.seek(0)
    format_ = format_of(source.read(12))
    if format_ is None:
        raise NoPhoto("photo_not_an_image")
    if format_ == "HEIC":
        raise NoPhoto("photo_heic")
    source.seek(0)
    try:
        with Image.open(source, formats=[format_]) as image:
            if image.width * image.height > MOST_PIXELS[format_]:
                raise NoPhoto("photo_too_big")
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))
            upright = _plain(ImageOps.exif_transpose(image))
    except NoPhoto:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError) as fault:
        raise NoPhoto("photo_broken") from fault
    upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    photo = _jpeg(upright)
    width, height = upright.size
    upright.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    return Drawn(photo, _jpeg(upright), width, height)


def _plain(image: "Image.Image") -> "Image.Image":
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGB", image.size, "white")
        layer = image.convert("RGBA")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    plain = image.convert("RGB")
    plain.info.clear()
    return plain


def _jpeg(image: "Image.Image") -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return target.getvalue()
