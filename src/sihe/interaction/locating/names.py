"""Which compound and building the words of a report mean."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from sihe.engines.addresses.reading import Address, parse
from sihe.kernel.journal.revisions import Kept
from sihe.kernel.places.models import Area, Compound
from sihe.kernel.places.tree import REVISION

SHORTEST = 2  # of a name: a single character says nothing


@dataclass(frozen=True)
class Compounds:
    """What is asked of compounds on every report: their names, the longest first, and their outlines."""

    names: tuple["Name", ...]
    outlines: tuple[tuple[int, int, Any], ...]  # compound, street, GeoJSON


@dataclass(frozen=True)
class Name:
    """One way to call a compound."""

    text: str
    compound: int
    street: int


def plain(text: str) -> str:
    """Return a text as names are compared: NFKC, lower case, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _load() -> Compounds:
    names, outlines = {}, []
    rows = Compound.objects.order_by("pk")
    for pk, name, others, street, outline in rows.values_list(
        "pk", "name", "other_names", "street", "outline"
    ):
        if outline:
            outlines.append((pk, street, outline))
        for text in (name, *others):
            short = plain(text)
            if len(short) >= SHORTEST:
                names[short, pk] = Name(short, pk, street)
            if short.endswith("小区") and len(short) - 2 >= SHORTEST:
                names[short[:-2], pk] = Name(short[:-2], pk, street)
    ordered = sorted(names.values(), key=lambda n: (-len(n.text), n.text, n.compound))
    return Compounds(tuple(ordered), tuple(outlines))


kept: Kept[Compounds] = Kept(REVISION, _load)


def compounds_named(words: str, compounds: Compounds) -> list[Name]:
    """Return the compounds whose name stands in the words; of overlapping names only the longest."""
    text, longest = plain(words), 0
    found: list[Name] = []
    for name in compounds.names:
        if len(name.text) < longest and any(name.text in other.text for other in found):
            continue
        if name.text in text:
            found.append(name)
            longest = max(longest, len(name.text))
    return list({name.compound: name for name in found}.values())


def building_numbers(number: str) -> list[str]:
    """Return the usual names of a building that people call by this number."""
    return [f"{number}{ending}" for ending in ("号楼", "栋", "幢", "座", "号", "#", "号院", "楼")]


def is_called(building: Area, address: Address, words: str) -> bool:
    """Tell whether a building is meant: by its number, or by its name where it has none."""
    own = parse(building.name).building
    if own:
        return own == address.building
    name = plain(building.name)
    by_number = address.building and name in map(plain, building_numbers(address.building))
    return bool(by_number) or (len(name) >= SHORTEST and name in plain(words))
