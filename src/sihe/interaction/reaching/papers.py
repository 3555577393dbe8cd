"""What bulletins print: the poster for a stairwell, the list to walk with, slips for doors where nobody is in."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.interaction.bulletins.audience import named
from sihe.interaction.bulletins.models import Bulletin
from sihe.interaction.bulletins.queries import days, link, note
from sihe.interaction.reaching.doors import Door, doors_of
from sihe.kernel.notices.models import Message
from sihe.kernel.notices.queries import address
from sihe.kernel.ui.paper import printed, qr_svg
from sihe.kernel.ui.words import full

TYPST = Path(__file__).parent / "typst"
MOST = 3000
"""Homes on one list or in one file of slips."""


def poster(bulletin: Bulletin) -> bytes:
    """Return the bulletin as an A4 sheet in large type with a QR code."""
    where = address(link(bulletin))
    told = {
        "title": bulletin.title, "text": bulletin.text, "who": str(bulletin.organisation),
        "urgent": _("紧急") if bulletin.urgent else "", "days": days(bulletin), "link": where,
        "note": note(bulletin), "qr": qr_svg(where), "hint": _("扫一扫，看最新的"),
        "made": full(bulletin.published_at) if bulletin.published_at else "",
    }  # fmt: skip
    return printed(TYPST / "poster.typ", told)


def door_list(bulletin: Bulletin, rows: QuerySet[Message]) -> bytes:
    """Return the homes to be told, by building and unit, with a box to tick."""
    told = {
        "title": _("上门告知名单"), "about": bulletin.title, "text": bulletin.text, "made": full(timezone.now()),
        "heads": [_("住户"), _("电话"), _("到哪一步了"), _("说到了")],
        "buildings": [
            {"name": name, "units": [_unit(unit, doors) for unit, doors in groupby(found, key=lambda d: d.home.unit)]}
            for name, found in by_building(rows)
        ],
    }  # fmt: skip
    return printed(TYPST / "doors.typ", told)


def slips(bulletin: Bulletin, rows: QuerySet[Message]) -> bytes:
    """Return a slip for each home, four on a sheet, with the home's own code."""
    made = [
        {
            "home": f"{name} {door.home.said}", "qr": qr_svg(address(door.message.link)),
            "link": address(door.message.link),
        }
        for name, found in by_building(rows)
        for door in found
    ]  # fmt: skip
    hint = _("扫一扫，点一下“知道了”") if bulletin.urgent else _("扫一扫，看详细")
    told = {
        "title": bulletin.title, "text": bulletin.text, "who": str(bulletin.organisation), "hint": hint,
        "slips": made, "note": note(bulletin),
    }  # fmt: skip
    return printed(TYPST / "slips.typ", told)


def by_building(rows: QuerySet[Message]) -> list[tuple[str, Sequence[Door]]]:
    """Return the homes in the order in which one walks, by building."""
    doors = doors_of(list(rows.select_related("area")[:MOST]))
    names: Mapping[int, str] = named({d.message.area_id for d in doors if d.message.area_id})
    groups: dict[int, list[Door]] = {}
    for door in doors:
        groups.setdefault(door.message.area_id or 0, []).append(door)
    return [(names.get(pk, ""), found) for pk, found in groups.items()]


def _unit(name: str, doors: Iterable[Door]) -> dict[str, object]:
    lines = [[door.home.number, door.name, door.phone, door.state] for door in doors]
    return {"name": name, "lines": lines}
