"""What is reported in half a year: when, what, where and how it will go. By seed; nothing is written here."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from sihe.engines.outlines import contains
from sihe.kernel.places.spots import PlaceGiven
from sihe.project.sample import reading
from sihe.project.sample.ground import Ground
from sihe.project.sample.households import Home

DAYS = 182
COUNT = 1500
AT_ONCE = 0.48
PUBLIC = 0.45  # of all matters follow the shares of the real files; the rest is inside compounds
ROAD_SPOTS_A_GRID = 12
HEATING_MONTHS = (11, 12, 1, 2, 3)
TURNS = {
    "plain": 46, "decline": 6, "agree": 5, "insist": 3, "ask": 5, "pause": 4, "hang": 2, "part": 6, "support": 5,
    "reopen": 4, "send_back": 4, "merge": 4, "me_too": 5, "reject": 2, "withdraw": 3, "extend": 3, "unrouted": 3,
}  # fmt: skip
SOURCES = {"web": 54, "phone": 16, "desk": 14, "paper": 4, "patrol": 12}


@dataclass(frozen=True)
class Planned:
    """One thing that will be reported. `where`: as words in a sentence; `stop`: the turn at which it rests."""

    at: datetime
    category: str
    where: str
    given: PlaceGiven
    grid: str
    quick: bool
    turn: str
    source: str
    home: Home | None
    stop: str = ""


class Planner:
    """Draws what is reported; shares and arrival come from the derived tables."""

    def __init__(
        self, ground: Ground, homes: list[Home], rng: random.Random, now: datetime
    ) -> None:
        self._ground, self._rng, self._now = ground, rng, now
        self._homes: dict[str, list[Home]] = {}
        for home in homes:
            self._homes.setdefault(home.house.compound, []).append(home)
        self._lifts = [r["key"] for r in reading.street()["compound"] if r["lift"]]
        self._roads: dict[str, list[PlaceGiven]] = {}
        self._categories, self._weights = _shares()
        self._words = reading.toml("words")
        arrival = reading.table("arrival")
        self._hours = [int(r["rows"]) for r in arrival if r["kind"] == "hour"]
        self._weekdays = [int(r["rows"]) for r in arrival if r["kind"] == "weekday"]

    def history(self) -> list[Planned]:
        """Return the half year, in the order of time."""
        return sorted((self.draw() for _ in range(COUNT)), key=lambda p: p.at)

    def draw(
        self, *, at: datetime | None = None, category: str = "", compound: str = "", quick: bool | None = None,
        turn: str = "", source: str = "", stop: str = "",
    ) -> Planned:  # fmt: skip
        """Draw one report; what is given is kept."""
        rng = self._rng
        at = at or self._moment()
        category = category or self._category(at)
        where, given, grid, home = self._place(category, compound)
        quick = rng.random() < AT_ONCE if quick is None else quick
        if quick:
            at = min(
                at.replace(hour=rng.choice((8, 9, 9, 10, 10, 11, 14, 15, 16, 17, 18))), self._now
            )
        turn = turn or rng.choices(list(TURNS), list(TURNS.values()))[0]
        source = source or rng.choices(list(SOURCES), list(SOURCES.values()))[0]
        return Planned(at, category, where, given, grid, quick, turn, source, home, stop)

    def _moment(self) -> datetime:
        rng, day = self._rng, timezone.localtime(self._now)
        while True:
            drawn = day - timedelta(days=rng.uniform(0, DAYS))
            if rng.random() * max(self._weekdays) < self._weekdays[drawn.weekday()]:
                hour = rng.choices(range(24), self._hours)[0]
                at = drawn.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60))
                if at < day:
                    return at

    def _category(self, at: datetime) -> str:
        while True:
            drawn = self._rng.choices(self._categories, self._weights)[0]
            if drawn != "heating" or timezone.localtime(at).month in HEATING_MONTHS:
                return drawn

    def _place(self, category: str, compound: str) -> tuple[str, PlaceGiven, str, Home | None]:
        at, rng = reading.phrases()[category]["at"], self._rng
        if at == "road":
            return self._road()
        pool = self._lifts if category == "lift" else list(self._homes)
        sizes = [len(self._homes[key]) for key in pool]
        key = compound or rng.choices(pool, sizes)[0]
        home = rng.choice(self._homes[key])
        name = self._ground.compounds[key].name
        if at == "compound" or not home.house.units:
            spot = (
                rng.choice(self._words["compound_spots"])
                if at == "compound"
                else home.house.area.name
            )
            return spot, PlaceGiven(words=f"{name}{spot}"), home.house.grid, home
        house, unit = home.house.area, home.dwelling.unit
        if at == "building" or unit is None:
            return house.name, PlaceGiven(area=house.pk), home.house.grid, home
        return f"{house.name}{unit.name}", PlaceGiven(area=unit.pk), home.house.grid, home

    def _road(self) -> tuple[str, PlaceGiven, str, Home | None]:
        key = self._rng.choice(list(self._ground.community_of))
        spots = self._roads.setdefault(key, [])
        if len(spots) < ROAD_SPOTS_A_GRID:
            spots.append(self._road_spot(key))
        given = self._rng.choice(spots)
        return given.words, given, key, None

    def _road_spot(self, key: str) -> PlaceGiven:
        rng, grid = self._rng, self._ground.areas[key]
        assert grid.west and grid.east and grid.south and grid.north
        while True:
            lon, lat = rng.uniform(grid.west, grid.east), rng.uniform(grid.south, grid.north)
            if contains(grid.outline, lon, lat):
                return PlaceGiven(words=rng.choice(self._words["road_spots"]), lon=lon, lat=lat)


def _shares() -> tuple[list[str], list[float]]:
    rows = reading.table("shares")
    taipei, boston, inside = (
        sum(float(r[k]) for r in rows) for k in ("taipei", "boston", "inside")
    )
    weights = [
        PUBLIC * (float(r["taipei"]) / taipei + float(r["boston"]) / boston) / 2
        + (1 - PUBLIC) * float(r["inside"]) / inside
        for r in rows
    ]
    return [r["category"] for r in rows], weights
