"""Every address of the product and what happens to whom at its door."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

TABLE = Path(__file__).parent / "authorisation.csv"
FOREIGN = ("account_", "mfa_", "socialaccount_")  # allauth's own pages, under its own tests


def addresses() -> list[tuple[str, frozenset[str]]]:
    """Return (name, parameters) of every named address of ours."""
    return sorted(set(_walk(get_resolver().url_patterns, "")))


def _walk(patterns: list[Any], space: str) -> Iterator[tuple[str, frozenset[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and not (pattern.name or FOREIGN[0]).startswith(
            FOREIGN
        ):
            yield f"{space}{pattern.name}", _parameters(pattern.pattern)


def _parameters(pattern: Any) -> frozenset[str]:
    """Return the names that a path, or an address given as a regular expression, asks for."""
    if isinstance(pattern, RegexPattern):
        return frozenset(pattern.regex.groupindex)
    return frozenset(pattern.converters)


def unnamed(patterns: list[Any] | None = None) -> list[str]:
    """Return the addresses without a name, which no table could list."""
    found: list[str] = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found += unnamed(pattern.url_patterns)
        elif not pattern.name:
            found.append(str(pattern.pattern))
    return found


def table(path: Path = TABLE) -> dict[str, dict[str, str]]:
    """Return the table: address -> persona -> what happens."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {row.pop("address"): row for row in csv.DictReader(stream)}


def knock(client: Client, name: str, given: dict[str, Any]) -> str:
    """Ask for an address (an act is posted empty) and say what happens.

    open (a page, or an act that was listened to), sign-in, hidden (404), refused (403), fault (500 and above).
    """
    path = reverse(name, kwargs={p: v for p, v in given.items() if not p.startswith("?")})
    asked = urlencode({p[1:]: v for p, v in given.items() if p.startswith("?")})
    path = f"{path}?{asked}" if asked else path
    response = client.get(path)
    if response.status_code == 405:
        response = client.post(path)
    return verdict(response.status_code, response.headers.get("Location", ""))


def verdict(status: int, location: str = "") -> str:
    """Put a status in words."""
    if status in (301, 302, 303) and "/accounts/login" in location:
        return "sign-in"
    if status >= 500:
        return "fault"
    return {404: "hidden", 410: "hidden", 403: "refused", 401: "refused"}.get(status, "open")
