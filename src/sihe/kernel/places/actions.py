"""Entering and correcting places. Each: one transaction, permission first, journal last."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from sihe.engines.outlines import OutlineWrong, box_of, checked, middle_of
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.places import AreaAdded, CompoundAdded, DwellingsAdded, PlaceChanged
from sihe.kernel.journal.actions import record
from sihe.kernel.journal.revisions import bump
from sihe.kernel.places import rules as _rules  # noqa: F401  (registers the rules)
from sihe.kernel.places.models import Area, Compound, Dwelling, Level, Place
from sihe.kernel.places.tree import LEVELS, REVISION

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L, which old eyes mix up
SIGN_LENGTH = 8


@transaction.atomic
def create_area(
    *, by: Actor, level: str, name: str, parent: Area | None = None, code: str = "",
    outline: Any = None, compound: Compound | None = None, sign: str | None = None,
) -> Area:  # fmt: skip
    """Put an area into the tree. A building gets a sign code of its own unless one is given ("" for none).

    Raises:
        Refused: `name_missing`, `wrong_parent`, `name_taken`, `sign_taken`, `outline_wrong`.
    """
    require("places.edit", by)
    name = _name(name)
    if level not in LEVELS or not _fits(level, parent):
        raise Refused("wrong_parent", field="parent")
    drawn = draw_sign() if sign is None and level == Level.BUILDING else sign or ""
    area = Area(
        level=level, name=name, parent=parent, code=code[:32], compound=compound, sign=drawn
    )
    if outline is not None:
        _draw(area, outline)
    if drawn and Area.objects.filter(sign=drawn).exists():
        raise Refused("sign_taken", field="sign")
    try:
        with transaction.atomic():
            area.save(force_insert=True)
    except IntegrityError:
        raise Refused("name_taken", field="name", name=name) from None
    area.path = f"{parent.path if parent else '/'}{area.pk}/"
    area.save(update_fields=["path"])
    bump(REVISION)
    fact = AreaAdded(area=area.pk, level=level, parent=parent.pk if parent else None)
    record(fact, by=by, about=[About("area", area.pk)])
    return area


@transaction.atomic
def create_compound(
    *, by: Actor, street: Area, name: str, other_names: Sequence[str] = (), outline: Any = None
) -> Compound:
    """Enter a compound of a street; its buildings name it when they are entered.

    Raises:
        Refused: `name_missing`, `wrong_parent`, `name_taken`, `outline_wrong`.
    """
    require("places.edit", by)
    name = _name(name)
    if street.level != Level.STREET:
        raise Refused("wrong_parent", field="street")
    compound = Compound(
        name=name, street=street, other_names=[n.strip() for n in other_names if n.strip()]
    )
    if outline is not None:
        form = _form(outline)
        compound.outline = outline
        compound.lon, compound.lat = middle_of(form)
    try:
        with transaction.atomic():
            compound.save(force_insert=True)
    except IntegrityError:
        raise Refused("name_taken", field="name", name=name) from None
    bump(REVISION)
    fact = CompoundAdded(compound=compound.pk, street=street.pk)
    record(fact, by=by, about=[About("compound", compound.pk)])
    return compound


@transaction.atomic
def add_dwellings(
    *, by: Actor, building: Area, numbers: Sequence[str], unit: Area | None = None
) -> list[Dwelling]:
    """Enter the dwellings of a building, or of one of its units.

    Raises:
        Refused: `wrong_parent`, `number_wrong`, `number_taken`.
    """
    require("places.edit", by)
    if building.level != Level.BUILDING or (unit is not None and unit.parent_id != building.pk):
        raise Refused("wrong_parent", field="unit")
    tidy = [number.strip() for number in numbers]
    if not all(0 < len(number) <= 16 for number in tidy):
        raise Refused("number_wrong", field="numbers")
    rows = [Dwelling(building=building, unit=unit, number=number) for number in tidy]
    try:
        with transaction.atomic():
            made = Dwelling.objects.bulk_create(rows)
    except IntegrityError:
        raise Refused("number_taken", field="numbers") from None
    fact = DwellingsAdded(building=building.pk, unit=unit.pk if unit else None, number=len(made))
    record(fact, by=by, about=[About("area", building.pk)])
    return made


@transaction.atomic
def create_place(
    *, by: Actor, name: str, use: str, lon: float, lat: float, grid: Area | None
) -> Place:
    """Enter a spot with a use that is no dwelling: a gate, a square, a clinic."""
    require("places.edit", by)
    return Place.objects.create(name=_name(name), use=use.strip()[:40], lon=lon, lat=lat, grid=grid)


@transaction.atomic
def set_outline(*, by: Actor, area: Area, outline: Any) -> Area:
    """Correct the outline of an area.

    Raises:
        Refused: `outline_wrong`.
    """
    require("places.edit", by)
    area = Area.objects.select_for_update(of=("self",)).get(pk=area.pk)
    _draw(area, outline)
    return _changed(area, "outline", by)


@transaction.atomic
def rename(*, by: Actor, area: Area, name: str) -> Area:
    """Correct the name of an area.

    Raises:
        Refused: `name_missing`, `name_taken`.
    """
    require("places.edit", by)
    area = Area.objects.select_for_update(of=("self",)).get(pk=area.pk)
    area.name = _name(name)
    return _changed(area, "name", by)


@transaction.atomic
def renew_sign(*, by: Actor, area: Area) -> Area:
    """Give a building a fresh sign code, when the old sign was lost or forged; the old code ends at once."""
    require("places.edit", by)
    area = Area.objects.select_for_update(of=("self",)).get(pk=area.pk)
    area.sign = draw_sign()
    return _changed(area, "sign", by)


def draw_sign() -> str:
    """Return a random sign code (31 letters to the power of 8: 8.5e11 of them)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SIGN_LENGTH))


def _changed(area: Area, what: str, by: Actor) -> Area:
    try:
        with transaction.atomic():
            area.save()
    except IntegrityError:
        raise Refused("name_taken", field="name", name=area.name) from None
    bump(REVISION)
    record(PlaceChanged(area=area.pk, what=what), by=by, about=[About("area", area.pk)])
    return area


def _draw(area: Area, outline: Any) -> None:
    form = _form(outline)
    area.outline = outline
    area.west, area.south, area.east, area.north = box_of(form)
    area.lon, area.lat = middle_of(form)


def _form(outline: Any) -> Any:
    try:
        return checked(outline)
    except OutlineWrong:
        raise Refused("outline_wrong", field="outline") from None


def _name(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > 60:
        raise Refused("name_missing", field="name", most=60)
    return tidy


def _fits(level: str, parent: Area | None) -> bool:
    """A child stands exactly one level below its parent; a street may be the top of a small installation."""
    if parent is None:
        return level in (Level.DISTRICT, Level.STREET)
    return LEVELS.index(level) == LEVELS.index(parent.level) + 1
