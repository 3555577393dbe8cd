"""Taking back what a table brought: in the order of dependence, and only what nothing else points at.

Every table of the product that could point at such a row is looked at through Django's own list of relations, so that
a module that comes later is looked at, too.
"""

from collections.abc import Collection
from typing import Any, Final

from django.db import models

from sihe.intelligence.registering.models import TableBatch
from sihe.kernel.journal.revisions import bump
from sihe.kernel.organisations.actions import ROUTING
from sihe.kernel.organisations.models import Jurisdiction, Mandate, Organisation, Section
from sihe.kernel.people.models import Account, Person
from sihe.kernel.places.models import Area, Compound, Dwelling
from sihe.kernel.places.tree import LEVELS, REVISION

PORTION: Final = 500
# what depends on others comes before them
KINDS: Final[dict[str, type[models.Model]]] = {
    "mandate": Mandate, "account": Account, "person": Person, "section": Section,
    "jurisdiction": Jurisdiction, "organisation": Organisation, "dwelling": Dwelling, "area": Area,
    "compound": Compound,
}  # fmt: skip


def take_back(batch: TableBatch) -> int:
    """Remove what a table made and nobody has used; return how many. What stays is left in `things`."""
    removed = 0
    for kind in KINDS:
        ids = list(
            batch.things.filter(kind=kind).order_by("-thing").values_list("thing", flat=True)
        )
        for some in _in_order(kind, ids):
            gone = _removed(kind, some)
            batch.things.filter(kind=kind, thing__in=gone).delete()
            removed += len(gone)
    for name in (REVISION, ROUTING, "organisations"):
        bump(name)
    return removed


def _in_order(kind: str, ids: list[int]) -> list[list[int]]:
    """Return portions; of areas the finest level first."""
    if kind != "area":
        return [ids[at : at + PORTION] for at in range(0, len(ids), PORTION)]
    rows = dict(Area.objects.filter(pk__in=ids).values_list("pk", "level")) if ids else {}
    portions: list[list[int]] = []
    for level in reversed(LEVELS):
        of_level = [pk for pk in ids if rows.get(pk) == level]
        portions += [of_level[at : at + PORTION] for at in range(0, len(of_level), PORTION)]
    return portions


def _removed(kind: str, ids: list[int]) -> set[int]:
    model = KINDS[kind]
    manager = model._default_manager
    there = set(manager.filter(pk__in=ids).values_list("pk", flat=True))
    free = there - used(model, there) - _used_otherwise(kind, there)
    manager.filter(pk__in=free).delete()
    return free | (set(ids) - there)


def used(model: type[models.Model], ids: Collection[int]) -> set[int]:
    """Return those of the rows at which any row of any table points."""
    found: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.is_relation and not relation.concrete):
            continue
        field: Any = relation.field  # type: ignore[union-attr]
        if field.many_to_many:
            continue
        rows = field.model._base_manager.filter(**{f"{field.name}__in": list(ids)})
        found.update(rows.values_list(f"{field.name}_id", flat=True).distinct())
    return found


def _used_otherwise(kind: str, ids: set[int]) -> set[int]:
    """Accounts that somebody has signed in with, and what a person has acted under, stay."""
    if kind == "account":
        rows = Account.objects.filter(pk__in=ids, last_login__isnull=False)
        return set(rows.values_list("pk", flat=True))
    if kind == "mandate":
        signed = Mandate.objects.filter(pk__in=ids, person__account__last_login__isnull=False)
        return set(signed.values_list("pk", flat=True))
    return set()
