"""Typed settings from the environment: a wrong value stops the start with a sentence that names it."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cryptography.fernet import Fernet


class WrongSetting(SystemExit):
    """A setting that cannot be used; the message says which, what stands there and what is wanted."""


def flag(name: str, default: bool) -> bool:
    """Read a yes/no setting."""
    text = os.environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise WrongSetting(f"{name}={text!r}: expected one of 1, 0, true, false, yes, no, on, off")


def words(name: str, default: str) -> list[str]:
    """Read a comma-separated list."""
    return [w.strip() for w in os.environ.get(name, default).split(",") if w.strip()]


def whole_number(name: str, default: int) -> int:
    """Read an integer of at least zero."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isdigit():
        raise WrongSetting(f"{name}={text!r}: expected a whole number")
    return int(text)


def data_folder() -> Path:
    """Return the folder that holds database, photos and keys; made on first use, closed to others."""
    folder = Path(os.environ.get("SIHE_DATA", "var")).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def kept_secret(name: str, file: Path, make: "SecretMaker") -> str:
    """Read a secret from the environment, else from `file`, which is made once and readable by its owner only."""
    given = os.environ.get(name, "").strip()
    if given:
        return given
    if not file.exists():
        fresh = file.with_suffix(f".{os.getpid()}.new")
        fresh.touch(mode=0o600)
        fresh.write_text(make.new() + "\n", encoding="ascii")
        try:
            os.link(fresh, file)  # fails where another process was first: then both read that one
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text(encoding="ascii").strip()


@dataclass(frozen=True)
class SecretMaker:
    """Makes one kind of secret: `signing` (for cookies) or `field` (a Fernet key for personal fields)."""

    kind: str

    def new(self) -> str:
        """Return a fresh secret."""
        return Fernet.generate_key().decode() if self.kind == "field" else secrets.token_urlsafe(50)


SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    # each thread of each process has a connection, so a small cache; the system keeps the file's pages for all
    "PRAGMA cache_size=-2048; PRAGMA temp_store=MEMORY;"
)


def database(folder: Path) -> dict[str, object]:
    """Return Django's DATABASES['default'] from DATABASE_URL, or embedded SQLite in `folder`.

    SQLite runs with WAL and IMMEDIATE transactions: with the defaults most concurrent writes fail.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return sqlite(folder / "sihe.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise WrongSetting(
            f"DATABASE_URL begins with {parts.scheme!r}: expected postgresql:// or sqlite:///"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(file: Path) -> dict[str, object]:
    """Return Django's settings for one SQLite file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        },
    }
