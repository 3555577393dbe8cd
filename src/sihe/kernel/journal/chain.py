"""The hash chain: each digest covers the entry's content and the digest before it (SHA-256)."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


def digest(
    previous: str,
    seq: int,
    at: datetime,
    fact: str,
    actor: tuple[str, int | None, int | None, int | None],
    payload: dict[str, Any],
    about: list[list[Any]],
) -> str:
    """Return the hex SHA-256 of one entry. `actor` = (kind, person, mandate, organisation)."""
    content = json.dumps(
        [previous, seq, at.astimezone(UTC).isoformat(), fact, list(actor), payload, about],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(content.encode()).hexdigest()
