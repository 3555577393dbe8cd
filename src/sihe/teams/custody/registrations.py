"""What this module tells others: keys as what a person holds, and how long it is kept who had one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from sihe.kernel.facts import Actor
from sihe.kernel.people.actions import keeping
from sihe.kernel.people.models import Person
from sihe.kernel.privacy.retention import sweepers
from sihe.teams.custody.actions import pass_item
from sihe.teams.custody.models import Custody, Item
from sihe.teams.turnover.holdings import Held, Holding, register


def _rows(person: int, organisation: int) -> QuerySet[Custody]:
    return Custody.objects.filter(
        person=person, until__isnull=True, item__organisation=organisation
    )


def _told(ids: Sequence[int]) -> list[Held]:
    rows = Item.objects.filter(pk__in=ids).order_by("pk")
    return [Held(one.pk, one.name, one.get_kind_display()) for one in rows]


def _hand(by: Actor, person: int, organisation: int, ids: Sequence[int], receiver: int) -> None:
    to = Person.objects.get(pk=receiver)
    held = Custody.objects.filter(person=person, until__isnull=True, item__in=ids)
    for one in held.select_related("item").order_by("item"):
        pass_item(by=by, item=one.item, person=to)


def sweep_custodies(before: datetime) -> int:
    """Erase who had a key long ago."""
    return Custody.objects.filter(until__lt=before).delete()[0]


def keepers() -> QuerySet[Any]:
    """Return the ids of who has a key or a device now."""
    return Custody.objects.filter(until__isnull=True).values("person")


keeping.append(keepers)
sweepers["custody"] = sweep_custodies
register(Holding("keys", gettext_lazy("钥匙和设备"), _rows, _told, _hand, "item_id"))
