"""The data files of the sample as plain Python."""

import json
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sihe.intelligence.setup import starter

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Persona:
    """One sample sign-in: what it is called, who it is in a sentence, the page it begins on."""

    username: str
    name: str
    who: str
    first: str


@lru_cache
def toml(name: str) -> dict[str, Any]:
    """Return a TOML file of the data folder."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file; lines that begin with # are remarks."""
    return starter.table(DATA / f"{name}.csv")


def matrix() -> list[dict[str, str]]:
    """Return the lines of the starter matrix, and those of the sample's own."""
    return [*starter.matrix(), *table("matrix")]


@lru_cache
def features(name: str) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON file."""
    body = json.loads((DATA / f"{name}.geojson").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = body["features"]
    return found


def outlines(level: str) -> dict[str, Any]:
    """Return key -> outline of the areas of a level."""
    return {
        f["properties"]["key"]: f["geometry"]
        for f in features("areas")
        if f["properties"]["level"] == level
    }


def backdrop() -> list[dict[str, Any]]:
    """Return what only the map shows: other buildings, roads, paths, green areas."""
    return features("backdrop")


def spots() -> list[tuple[str, float, float]]:
    """Return (use, lon, lat) of places that are no dwelling."""
    body = json.loads((DATA / "places.json").read_text(encoding="utf-8"))
    return [(use, lon, lat) for use, lon, lat in body["places"]]


def street() -> dict[str, Any]:
    """Return the plan of the street."""
    return toml("street")


def personas() -> list[Persona]:
    """Return the sample sign-ins in the order in which a newcomer should meet them."""
    return [Persona(**row) for row in toml("personas")["persona"]]


@lru_cache
def phrases() -> dict[str, dict[str, Any]]:
    """Return category -> how people write of it."""
    found: dict[str, dict[str, Any]] = {}
    for part in ("home", "street", "life"):
        found |= toml(f"phrases_{part}")
    return found
