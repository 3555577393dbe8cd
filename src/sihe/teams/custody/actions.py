"""The small register of keys and devices: who has which since when."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.teams.appointments.queries import colleagues
from sihe.teams.custody import rules as _rules  # noqa: F401  (registers the rules)
from sihe.teams.custody.facts import KeyGiven
from sihe.teams.custody.models import Custody, Item, ItemKind
from sihe.teams.turnover.actions import refuse_leaver


@transaction.atomic
def add_item(*, by: Actor, organisation: Organisation, kind: str, name: str) -> Item:
    """Add a key, a device, a seal or a pass.

    Raises:
        Refused: `not_allowed`; `item_wrong`; `item_there`, when the name is taken.
    """
    require("custody.edit", by, organisation)
    tidy = " ".join(name.split())
    if kind not in ItemKind.values or not 0 < len(tidy) <= 40:
        raise Refused("item_wrong", field="name")
    try:
        with transaction.atomic():
            made = Item.objects.create(organisation=organisation, kind=kind, name=tidy)
    except IntegrityError:
        raise Refused("item_there", field="name", name=tidy) from None
    record(KeyGiven(item=made.pk, person=None), by=by, about=_about(made, None))
    return made


@transaction.atomic
def give_item(*, by: Actor, item: Item, person: Person | None) -> Item:
    """Give an item to a colleague, or take it back into the office (nobody).

    Raises:
        Refused: `not_allowed`; `item_retired`; `receiver_foreign`; `receiver_left`.
    """
    item = (
        Item.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=item.pk)
    )
    require("custody.edit", by, item.organisation)
    if not item.active:
        raise Refused("item_retired")
    return pass_item(by=by, item=item, person=person)


@transaction.atomic
def pass_item(*, by: Actor, item: Item, person: Person | None) -> Item:
    """Let an item change hands; whoever calls has checked that `by` may.

    Raises:
        Refused: `receiver_foreign`; `receiver_left`.
    """
    if person is not None:
        refuse_leaver(person.pk, item.organisation_id)
        if not colleagues(item.organisation_id).filter(pk=person.pk).exists():
            raise Refused("receiver_foreign", field="person", name=person.name)
    now = timezone.now()
    open_ = Custody.objects.select_for_update().filter(item=item, until__isnull=True)
    held = open_.first()
    if (held.person_id if held else None) == (person.pk if person else None):
        return item
    open_.update(until=now)
    if person is not None:
        Custody.objects.create(item=item, person=person, since=now)
    record(
        KeyGiven(item=item.pk, person=person.pk if person else None),
        by=by,
        about=_about(item, person),
    )
    return item


@transaction.atomic
def retire_item(*, by: Actor, item: Item) -> Item:
    """Take an item out of use (lost, worn out, lock changed); whoever had it has it no more.

    Raises:
        Refused: `not_allowed`.
    """
    item = give_item(by=by, item=item, person=None)
    item.active = False
    item.save(update_fields=["active"])
    return item


def _about(item: Item, person: Person | None) -> list[About]:
    found = [About("item", item.pk), About("organisation", item.organisation_id)]
    return [*found, About("person", person.pk)] if person else found
