"""The list of residents to be told, as it is shown and printed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from sihe.kernel.notices import states
from sihe.kernel.notices.models import Message
from sihe.kernel.notices.registry import Recipient, find
from sihe.kernel.places.models import Area, Level
from sihe.kernel.privacy import masks

elsewhere: Final[dict[str, str]] = {}
"""Kinds of things whose residents stand on a list of their own, with the name of its address; set by modules above."""


@dataclass(frozen=True)
class ToTell:
    """One line: the message, where the resident lives, and the masked name and phone."""

    message: Message
    place: str
    home: str
    name: str
    phone: str
    has_phone: bool
    state: str
    tone: str


def to_tell(messages: Sequence[Message]) -> list[ToTell]:
    """Return the lines of these messages in their order; two queries and one for each kind of recipient."""
    ids: dict[str, list[int]] = defaultdict(list)
    for message in messages:
        ids[message.recipient_kind].append(message.recipient_id)
    found = {kind: find(kind, wanted) for kind, wanted in ids.items()}
    names = _places(messages)
    return [_line(message, found[message.recipient_kind], names) for message in messages]


def _line(message: Message, found: Mapping[int, Recipient], names: Mapping[Any, str]) -> ToTell:
    who = found.get(message.recipient_id, Recipient())
    return ToTell(
        message=message,
        place=names.get(message.area_id) or _("不知道住哪栋楼"),
        home=who.place,
        name=masks.name(who.name) or _("没留姓名"),
        phone=masks.phone(who.phone) or _("没留电话"),
        has_phone=bool(who.phone),
        state=str(states.LABELS[message.state]),
        tone=states.TONES[message.state],
    )


def _places(messages: Sequence[Message]) -> dict[int | None, str]:
    """Name each area with what is above it: compound or community, then the building."""
    areas = {m.area_id: m.area for m in messages if m.area is not None}
    above = {int(id_) for area in areas.values() for id_ in area.path.strip("/").split("/") if id_}
    levels = (Level.COMMUNITY, Level.BUILDING)
    rows = Area.objects.filter(pk__in=above, level__in=levels).select_related("compound")
    known = {row.pk: row for row in rows}
    named: dict[int | None, str] = {}
    for key, area in areas.items():
        line = [known[int(i)] for i in area.path.strip("/").split("/") if i and int(i) in known]
        building = next((a for a in line if a.level == Level.BUILDING), None)
        community = next((a for a in line if a.level == Level.COMMUNITY), None)
        wide = building.compound if building and building.compound else community
        parts = [str(p) for p in (wide, building or (area if area != wide else None)) if p]
        named[key] = " ".join(dict.fromkeys(parts)) or area.name
    return named
