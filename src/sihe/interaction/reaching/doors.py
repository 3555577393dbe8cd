"""The homes of a bulletin as they are listed: where, who (masked), how far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sihe.interaction.bulletins.queries import Home, homes_of, spoken_to
from sihe.kernel.notices import states
from sihe.kernel.notices.models import Message
from sihe.kernel.notices.registry import Recipient
from sihe.kernel.people.models import Person
from sihe.kernel.privacy import masks


@dataclass(frozen=True)
class Door:
    """One home: its message, where it is, whom to speak to, how far it has come and by whom."""

    message: Message
    home: Home
    name: str
    phone: str
    has_phone: bool
    state: str
    tone: str
    by: str


def doors_of(messages: Sequence[Message]) -> list[Door]:
    """Return these homes, in each building in the order in which one walks; 3 queries."""
    ids = [message.recipient_id for message in messages]
    homes, people = homes_of(ids), spoken_to(ids)
    names = dict(
        Person.objects.filter(pk__in=[m.person_id for m in messages if m.person_id]).values_list("pk", "name")
    )  # fmt: skip
    lines = [_door(m, homes, people, names) for m in messages if m.recipient_id in homes]
    return sorted(lines, key=lambda d: (d.message.area_id or 0, d.home.order))


def _door(
    message: Message, homes: dict[int, Home], people: Mapping[int, Recipient], names: dict[int, str]
) -> Door:
    who = people.get(message.recipient_id, Recipient())
    by = names.get(message.person_id or 0, "")
    return Door(
        message=message, home=homes[message.recipient_id], name=masks.name(who.name),
        phone=masks.phone(who.phone) or _("没留电话"), has_phone=bool(who.phone),
        state=str(states.LABELS[message.state]), tone=states.TONES[message.state],
        by=_who(message, by),
    )  # fmt: skip


def _who(message: Message, name: str) -> str:
    """Say who read or confirmed (masked), or who told them (in full: a colleague)."""
    if message.way in states.WAYS:
        return name
    if message.way == "named":
        return _("自己选的门牌")
    return masks.name(name)
