"""Where the shared files are: the folder of SIHE_SHARED_DATA, else `shared/data` beside the
repository or one of its parents."""

from __future__ import annotations

import os
from pathlib import Path


def shared_file(name: str) -> Path | None:
    """The file `name` (such as "matters/boston311_2015_08.csv"), or None if it is not there."""
    named = os.environ.get("SIHE_SHARED_DATA")
    above = [parent / "shared" / "data" for parent in Path(__file__).resolve().parents]
    folders = [Path(named)] if named else above
    return next((folder / name for folder in folders if (folder / name).is_file()), None)
