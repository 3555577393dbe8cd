"""Paper: a PDF from a typst template, with the product's own fonts, and QR codes for it and for pages."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

INK = "#20261f"


def qr_svg(text: str) -> str:
    """Return a QR code as an SVG document: error correction M, with its quiet zone."""
    code = segno.make(text, error="m", micro=False)
    return code.svg_inline(border=3, dark=INK, light="#fff", svgclass="qr", omitsize=True)


def qr_image(text: str) -> SafeString:
    """Return a QR code for a page; the text becomes squares, so nothing in it can be markup."""
    return mark_safe(qr_svg(text))


def printed(template: Path, told: Mapping[str, Any]) -> bytes:
    """Return the PDF of a template; in it `json(bytes(sys.inputs.told))` is `told`.

    Only the product's own fonts count once the asset step has brought them, so that paper looks the same
    on every machine; before that the machine's fonts are taken.
    """
    folder = Path(settings.PACKAGE) / "static" / "vendor" / "fonts"
    own = any(folder.glob("*.ttf"))
    mark = _("示例") if settings.DEMO else ""
    import typst  # memory of every process, for what few pages ask

    made = typst.compile(
        str(template), root=str(template.parent), format="pdf", ignore_system_fonts=own,
        font_paths=[str(folder)] if own else [],
        sys_inputs={"told": json.dumps({"sample": mark, **told}, ensure_ascii=False)},
    )  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError("typst gave several pages where one document was asked for")
    return made
