"""The profiles that come with the product, and mappings checked as an act needs it.

`mode` history: rows are the past of another place and come into an area tree of their own. `mode` live: rows are
today's orders and go the way of every report.
"""

import tomllib
from collections.abc import Mapping as AnyMapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from sihe.engines.columns import Mapping, MappingFault
from sihe.engines.columns import checked as checked_data
from sihe.kernel.access.refusals import Refused

FOLDER: Final = Path(__file__).parent / "profiles"


def checked(given: AnyMapping[str, Any], header: list[str] | None = None) -> Mapping:
    """Check a mapping as data, and that its columns stand in a header.

    Raises:
        Refused: `target_missing`, `column_missing`, `mapping_wrong`.
    """
    try:
        return checked_data(given, header)
    except MappingFault as fault:
        raise Refused(
            fault.code, field=fault.target, target=fault.target, column=fault.part, part=fault.part
        ) from None


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """Return the profiles that come with the product, by name."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.toml"))
    }
