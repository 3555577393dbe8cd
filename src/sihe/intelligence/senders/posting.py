"""Posting signed JSON to a configured address; what SMS and WeCom have in common."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

TIMEOUT = 8.0  # seconds
LARGEST_ANSWER = 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What came back: HTTP status (0 when nothing did), JSON body if it was an object, and the trouble."""

    status: int
    body: dict[str, Any]
    trouble: str = ""

    @property
    def again(self) -> bool:
        """Tell whether the same request may succeed later: no answer, too many requests, or their fault."""
        return self.status == 0 or self.status == 429 or self.status >= 500


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return the hex HMAC-SHA256 of `timestamp.body` under the shared secret."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def post(url: str, secret: str, content: dict[str, Any]) -> Answer:
    """Post JSON with the headers `X-Sihe-Timestamp` and `X-Sihe-Signature`; never raises."""
    if not url.startswith(("http://", "https://")):
        return Answer(0, {}, "not an http address")
    body = json.dumps(content, ensure_ascii=False).encode()
    timestamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Sihe-Timestamp": timestamp,
        "X-Sihe-Signature": signature(secret, timestamp, body),
    }
    try:
        request = Request(url, data=body, headers=headers, method="POST")
        with urlopen(request, timeout=TIMEOUT) as response:
            return Answer(response.status, _object(response.read(LARGEST_ANSWER)))
    except HTTPError as refusal:
        with refusal:
            return Answer(refusal.code, {}, f"HTTP {refusal.code}")
    except (OSError, HTTPException, ValueError) as trouble:
        return Answer(0, {}, f"{type(trouble).__name__}: {trouble}"[:200])


def _object(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
