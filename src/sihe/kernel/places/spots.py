"""A place as it was given and as it was found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceGiven:
    """What somebody said of a place: a building's sign code, an area or dwelling picked from a list,
    own words, or a point (WGS84 degrees)."""

    sign: str = ""
    area: int | None = None
    dwelling: int | None = None
    words: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True)
class Spot:
    """The place found: ids of the areas it lies in (None = not known that closely) and its compound.

    `doubt` is empty or: nothing_given, outside, unknown_words, several, unknown_sign, boundary;
    `choices` are the area ids between which a person may choose.
    """

    street: int | None = None
    community: int | None = None
    grid: int | None = None
    building: int | None = None
    unit: int | None = None
    dwelling: int | None = None
    compound: int | None = None
    lon: float | None = None
    lat: float | None = None
    words: str = ""
    doubt: str = ""
    choices: tuple[int, ...] = ()

    @property
    def areas(self) -> list[int]:
        """Return the ids of the areas it lies in, the widest first."""
        every = (self.street, self.community, self.grid, self.building, self.unit)
        return [area for area in every if area is not None]
