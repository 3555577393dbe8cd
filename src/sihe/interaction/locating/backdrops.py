"""What a map shows behind the areas: roads, other buildings, green. Brought by whoever brought the map."""

from collections.abc import Callable
from typing import Any

Loader = Callable[[], list[dict[str, Any]]]
_loaders: dict[str, Loader] = {}


def add_backdrop(street_code: str, load: Loader) -> None:
    """Register the backdrop of a street by its code; the loader returns GeoJSON features."""
    _loaders[street_code] = load


def backdrop_of(street_code: str) -> list[dict[str, Any]]:
    """Return the backdrop of a street; empty where nobody brought one."""
    loader = _loaders.get(street_code)
    return loader() if loader else []
