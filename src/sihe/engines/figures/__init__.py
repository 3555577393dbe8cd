"""Maps and charts as data, each of which yields its own table, so that none stands without one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["bar", "stacked", "line"]


@dataclass(frozen=True)
class Series:
    """One named row of values, in the order of the chart's labels."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """A chart: one label per place on the axis, one or more series, the unit of all values.

    ``links`` (as many as labels, "" for none) lead from a figure to its rows.
    """

    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    kind: Kind = "bar"
    head: str = ""
    links: Sequence[str] = ()

    def __post_init__(self) -> None:
        for one in self.series:
            if len(one.values) != len(self.labels):
                given, wanted = len(one.values), len(self.labels)
                raise ValueError(f"series {one.name!r} has {given} values for {wanted} labels")
        if self.links and len(self.links) != len(self.labels):
            raise ValueError(f"{len(self.links)} links for {len(self.labels)} labels")

    def rows(self) -> list[dict[str, Any]]:
        """Return the chart's table: per label its link and its values."""
        links = self.links or [""] * len(self.labels)
        return [
            {
                "label": label,
                "url": links[place],
                "values": [one.values[place] for one in self.series],
            }
            for place, label in enumerate(self.labels)
        ]

    def drawn(self) -> dict[str, Any]:
        """Return what the browser draws from."""
        return {
            "kind": self.kind,
            "unit": self.unit,
            "labels": list(self.labels),
            "links": list(self.links),
            "series": [{"name": one.name, "values": list(one.values)} for one in self.series],
        }


@dataclass(frozen=True)
class Spot:
    """Something on a map: a name, its GeoJSON geometry (longitude, latitude, WGS 84) and more.

    ``word`` says what the colour of ``tone`` (late, soon, wait, ok) says.
    """

    name: str
    geometry: Mapping[str, Any]
    note: str = ""
    url: str = ""
    word: str = ""
    tone: str = "ok"

    def feature(self) -> dict[str, Any]:
        """Return the spot as a GeoJSON feature."""
        told = {"name": self.name, "url": self.url, "word": self.word, "tone": self.tone}
        return {"type": "Feature", "geometry": dict(self.geometry), "properties": told}
