"""Outlines on the map: GeoJSON Polygon or MultiPolygon, WGS84 longitude and latitude in degrees.

Lengths are metres on a local plane (equirectangular around the point; within a few kilometres the error is
below 0.1 %).
"""

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# shapely is brought in by the functions: a tenth of every process's memory, where nobody uses a map

METRES_A_DEGREE = 111_320.0  # of latitude, WGS84 mean
MOST_CORNERS = 5_000

Box = tuple[float, float, float, float]


class OutlineWrong(ValueError):
    """Not a polygon, crossing itself, or off the globe."""


def checked(outline: Any) -> "BaseGeometry":
    """Return the shape of a GeoJSON outline.

    Raises:
        OutlineWrong: see there.
    """
    import numpy as np
    import shapely
    from shapely.geometry import shape

    try:
        with np.errstate(invalid="ignore"):
            form = shape(outline)
        corners = shapely.get_coordinates(form)
    except (
        AttributeError,
        TypeError,
        ValueError,
        KeyError,
        IndexError,
        shapely.errors.GEOSException,
    ):
        raise OutlineWrong from None
    good = (
        form.geom_type in ("Polygon", "MultiPolygon")
        and 0 < len(corners) <= MOST_CORNERS
        and bool(np.isfinite(corners).all())
        and bool((np.abs(corners) <= (180.0, 90.0)).all())
        and form.is_valid
        and form.area > 0
    )
    if not good:
        raise OutlineWrong
    return form


def box_of(form: "BaseGeometry") -> Box:
    """Return (west, south, east, north) in degrees."""
    west, south, east, north = form.bounds
    return west, south, east, north


def middle_of(form: "BaseGeometry") -> tuple[float, float]:
    """Return a point inside the shape, as (lon, lat)."""
    inside = form.centroid if form.covers(form.centroid) else form.representative_point()
    return inside.x, inside.y


def distance(outline: Any, lon: float, lat: float) -> float:
    """Return how far a point is from an outline in metres; 0 inside it and on its border."""
    import shapely
    from shapely.geometry import shape

    scale = (METRES_A_DEGREE * math.cos(math.radians(lat)), METRES_A_DEGREE)
    plane = shapely.transform(shape(outline), lambda corners: (corners - (lon, lat)) * scale)
    return float(shapely.distance(plane, shapely.Point(0.0, 0.0)))


def contains(outline: Any, lon: float, lat: float) -> bool:
    """Tell whether a point lies in an outline or on its border."""
    import shapely
    from shapely.geometry import shape

    return bool(shape(outline).covers(shapely.Point(lon, lat)))


def margin(metres: float, lat: float) -> tuple[float, float]:
    """Return a length as (degrees of longitude, degrees of latitude) at a latitude."""
    across = METRES_A_DEGREE * max(math.cos(math.radians(lat)), 0.01)
    return metres / across, metres / METRES_A_DEGREE


def on_globe(lon: float, lat: float) -> bool:
    """Tell whether a pair of numbers is a point at all."""
    return math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90


def compact(outline: Any, digits: int = 6) -> Any:
    """Return the outline with coordinates rounded (6 digits are 0.1 m), for sending to a map."""
    rounded = [_rounded(part, digits) for part in outline["coordinates"]]
    return {"type": outline["type"], "coordinates": rounded}


def _rounded(part: Any, digits: int) -> Any:
    if isinstance(part, (int, float)):
        return round(part, digits)
    return [_rounded(inner, digits) for inner in part]
