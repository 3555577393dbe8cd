"""The start code of an empty installation: one file in the data folder, readable by its owner only, gone after use."""

import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from django.conf import settings

from sihe.intelligence.setup.models import StepDone
from sihe.kernel.people.models import Account
from sihe.kernel.places.actions import ALPHABET

LENGTH: Final = 12  # 31 letters to the power of 12: 7.9e17
FIRST: Final = "first"


def is_open() -> bool:
    """Tell whether nobody has begun: no account, and no first person before."""
    return not Account.objects.exists() and not StepDone.objects.filter(step=FIRST).exists()


def code_file() -> Path:
    """Return where the code lies."""
    return Path(settings.DATA) / settings.START_CODE


def start_code() -> str:
    """Return the code of an installation that nobody has begun, made on first use; else nothing."""
    if not is_open():
        code_file().unlink(missing_ok=True)
        return ""
    fresh = "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(LENGTH // 3)) for _ in range(3)
    )
    try:
        handle = os.open(code_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return code_file().read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(fresh + "\n")
    return fresh


def is_code(given: str) -> bool:
    """Tell whether somebody knows the code, however it was typed."""
    known = start_code()
    plain = "".join(c for c in given.upper() if c.isascii() and c.isalnum())
    return bool(known) and hmac.compare_digest(plain, known.replace("-", ""))


def use_up() -> None:
    """Forget the code."""
    code_file().unlink(missing_ok=True)
