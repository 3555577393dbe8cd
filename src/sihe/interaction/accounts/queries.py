"""Reading: who lives together, and whose slips are out."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sihe.interaction.accounts.models import Slip
from sihe.interaction.accounts.rules import LIVE_HERE, is_child, spells
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import Account, Household, Person, Residence
from sihe.kernel.people.queries import current
from sihe.kernel.places.models import Area, Dwelling, Level
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.responsibilities.queries import number


@dataclass(frozen=True)
class Member:
    """Somebody of a household: their spell, and whether they have come in already."""

    person: Person
    spell: Residence
    has_account: bool
    child: bool


@dataclass(frozen=True)
class Flat:
    """A flat and who lives there, for what modules above add to its page at the desk."""

    dwelling: Dwelling
    people: tuple[Member, ...]


@dataclass(frozen=True)
class Own:
    """Who looks at their own page: where they live, if here, and whether they answer for others there."""

    home: Household | None
    vouches: bool


def household_of(person: int | None, on: date | None = None) -> Household | None:
    """Return where a person lives on a day; None after they moved out."""
    if person is None:
        return None
    rows = spells(person, on).select_related("household__dwelling__building__compound")
    spell = rows.select_related("household__dwelling__unit").order_by("-since", "-pk").first()
    return spell.household if spell else None


def members(household: Household, on: date | None = None) -> list[Member]:
    """Return who lives in a household on a day, the eldest spell first, each once; 2 queries."""
    opened = Account.objects.filter(person=OuterRef("person"), is_active=True)
    rows = Residence.objects.filter(current(on), household=household, kind__in=LIVE_HERE)
    rows = rows.select_related("person").annotate(opened=Exists(opened)).order_by("since", "pk")
    once = {row.person_id: row for row in reversed(rows)}
    day, limit = on or timezone.localdate(), number("accounts.own_account_age").value
    return [
        Member(row.person, row, row.opened, is_child(row.person, day, limit))
        for row in sorted(once.values(), key=lambda row: (row.since, row.pk))
    ]


def households_at(dwelling: Dwelling, on: date | None = None) -> list[Household]:
    """Return the households that somebody lives in now at a dwelling."""
    here = Residence.objects.filter(current(on), household=OuterRef("pk"), kind__in=LIVE_HERE)
    rows = Household.objects.filter(Exists(here), dwelling=dwelling)
    return list(rows.select_related("dwelling__building__compound").order_by("pk"))


def slip_of(number: str, digits: str) -> Slip | None:
    """Return the slip that is still good with this number and these digits; the caller limits the tries."""
    rows = Slip.objects.filter(number=tidy(number)[:8], code=code_hash(tidy(number), digits))
    fresh = rows.filter(used_at=None, void_at=None, valid_until__gte=timezone.localdate())
    related = ("household__dwelling__building__compound", "household__dwelling__unit", "person")
    return fresh.select_related(*related).first()


def code_hash(number: str, digits: str) -> str:
    """Return what is kept of the digits of a slip: a keyed hash together with its number."""
    return blind_index(f"slip {number} {tidy(digits)}")


def tidy(text: str) -> str:
    """Return a number or digits as they were printed, however they were typed."""
    return "".join(c for c in text.upper() if c.isascii() and c.isalnum())[:16]


def candidates(slip: Slip) -> list[Member]:
    """Return who may use a slip: its person, or the members of its household who may have an account."""
    rows = [m for m in members(slip.household) if not m.child]
    if slip.person_id is not None:
        return [m for m in rows if m.person.pk == slip.person_id]
    return [m for m in rows if not m.has_account]


def slips_in(building: Area) -> QuerySet[Slip]:
    """Return the slips of a building that count: neither void nor over, by flat."""
    rows = Slip.objects.filter(household__dwelling__building=building, void_at=None)
    rows = rows.filter(Q(used_at__isnull=False) | Q(valid_until__gte=timezone.localdate()))
    related = ("household__dwelling__unit", "household__dwelling__building__compound", "person")
    return rows.select_related(*related).order_by(
        "household__dwelling__unit__name", "household__dwelling__number", "pk"
    )


def without_slip(building: Area) -> list[Household]:
    """Return the households of a building in which nobody has an account and for which no slip is out."""
    here = Residence.objects.filter(current(), household=OuterRef("pk"), kind__in=LIVE_HERE)
    opened = here.filter(person__account__is_active=True)
    out = Slip.objects.filter(
        household=OuterRef("pk"), person=None, used_at=None, void_at=None,
        valid_until__gte=timezone.localdate(),
    )  # fmt: skip
    rows = Household.objects.filter(Exists(here), ~Exists(opened), ~Exists(out))
    rows = rows.filter(dwelling__building=building).select_related("dwelling__unit")
    return list(rows.order_by("dwelling__unit__name", "dwelling__number", "pk"))


def buildings_for(actor: Actor) -> list[Area]:
    """Return the buildings where a member of staff serves residents, by compound and name."""
    rows = Area.objects.filter(within_reach(actor, ""), level=Level.BUILDING)
    found = rows.select_related("compound", "parent")
    return sorted(found, key=lambda a: (a.compound.name if a.compound else "", _order(a.name)))


def within_reach(actor: Actor, prefix: str) -> Q:
    """Return the condition that a building lies where an actor serves; of nothing where they do not."""
    start = f"{prefix}__" if prefix else ""
    here = Q(pk__in=[])
    for scope in actor.where("accounts.serve"):
        if scope.area is not None:
            here |= Q(**{f"{start}path__contains": f"/{scope.area}/"})
        elif scope.compound is not None:
            here |= Q(**{f"{start}compound": scope.compound})
    return here


def _order(name: str) -> tuple[int, str]:
    digits = "".join(c if c.isdigit() else " " for c in name).split()
    return (int(digits[0]) if digits else 0, name)


def label_of(dwelling: Dwelling) -> str:
    """Return a flat as people say it: 榆荫苑 3号楼2单元501; no query where it was fetched whole."""
    building = dwelling.building
    compound = f"{building.compound.name} " if building.compound else ""
    return (
        f"{compound}{building.name}{dwelling.unit.name if dwelling.unit else ''}{dwelling.number}"
    )


def seen_name(name: str) -> str:
    """Return a name so that its owner knows it and others do not: 王*英, *英."""
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}" if len(name) > 2 else f"*{name[-1:]}"
