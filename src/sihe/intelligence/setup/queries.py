"""Where the six steps stand, who waits for a start password, what the starter matrix would mean here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from sihe.intelligence.registering.steps import STEPS
from sihe.intelligence.setup import starter
from sihe.intelligence.setup.models import StepDone
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Kind, Mandate, Organisation
from sihe.kernel.organisations.queries import current
from sihe.kernel.people.models import Account, Residence
from sihe.kernel.places.models import Area, Compound, Dwelling, Level
from sihe.kernel.responsibilities.models import Matrix

PEOPLE: Final = "people"
STEP_KEYS: Final = (*STEPS, PEOPLE)
LATEST: Final = 50


@dataclass(frozen=True)
class Standing:
    """Where a step stands: its number, how much is entered (figure with its words), who said done and when."""

    number: int
    key: str
    title: Any
    counts: tuple[tuple[int, str], ...]
    url: str
    done_by: str = ""
    done_at: datetime | None = None

    @property
    def state(self) -> str:
        """Return empty, entered or done."""
        return (
            "done" if self.done_at else ("entered" if any(n for n, _ in self.counts) else "empty")
        )


def standings(
    titles: Mapping[str, Any], nouns: Mapping[str, Any], keys: Sequence[str] = STEP_KEYS
) -> list[Standing]:
    """Return the steps as they stand; one query for who said done, one or two for each step."""
    done = {row.step: row for row in StepDone.objects.select_related("person")}
    found = []
    for key in keys:
        row = done.get(key)
        found.append(
            Standing(
                STEP_KEYS.index(key) + 1, key, titles[key],
                tuple((n, str(nouns[noun])) for noun, n in COUNTS[key]()), address(key),
                row.person.name if row and row.person else "", row.at if row else None,
            )
        )  # fmt: skip
    return found


def after(key: str, titles: Mapping[str, Any]) -> tuple[int, Any, str] | None:
    """Return number, title and page of the step after another, where it is part of this installation."""
    rest = STEP_KEYS[STEP_KEYS.index(key) + 1 :]
    return next(((STEP_KEYS.index(k) + 1, titles[k], address(k)) for k in rest if address(k)), None)


def address(key: str) -> str:
    """Return the page of a step; of people's roll where that is part of this installation."""
    try:
        return reverse("rolls:index") if key == PEOPLE else reverse("setup:step", args=[key])
    except NoReverseMatch:
        return ""


Counted = list[tuple[str, int]]


def _areas() -> Counted:
    rows = Area.objects.order_by().values_list("level").annotate(n=Count("pk"))
    levels = dict(rows.filter(level__in=(Level.COMMUNITY, Level.GRID)))
    return [(level, levels.get(level, 0)) for level in (Level.COMMUNITY, Level.GRID)]


def _buildings() -> Counted:
    buildings = Area.objects.filter(level=Level.BUILDING).count()
    return [(Level.BUILDING, buildings), ("dwelling", Dwelling.objects.count())]


def _staff() -> Counted:
    people = Mandate.objects.filter(current()).aggregate(n=Count("person", distinct=True))["n"]
    return [("staff", max(people - 1, 0))]  # the first person is here from the first start on


COUNTS: Final[dict[str, Callable[[], Counted]]] = {
    "areas": _areas,
    "compounds": lambda: [("compound", Compound.objects.count())],
    "buildings": _buildings,
    "organisations": lambda: [("organisation", max(Organisation.objects.count() - 1, 0))],
    "staff": _staff,
    PEOPLE: lambda: [("resident", Residence.objects.filter(until__isnull=True).count())],
}


def entered(key: str, search: str = "") -> list[tuple[str, str, Any]]:
    """Return the latest things of a step as (what, where or what kind, the thing); at most `LATEST`."""
    name = Q(name__icontains=search) if search else Q()
    if key == "areas":
        rows = Area.objects.filter(name, level__in=(Level.STREET, Level.COMMUNITY, Level.GRID))
        found = rows.select_related("parent").order_by("path")
        return [(a.name, str(a.parent or Level(a.level).label), a) for a in found[:LATEST]]
    if key == "compounds":
        compounds = Compound.objects.filter(name).annotate(n=Count("buildings")).order_by("-pk")
        return [(c.name, "、".join(c.other_names), c) for c in compounds[:LATEST]]
    if key == "buildings":
        rows = Area.objects.filter(name, level=Level.BUILDING).annotate(n=Count("dwellings"))
        found = rows.select_related("parent", "compound").order_by("-pk")
        return [(f"{a.compound or ''} {a.name}".strip(), str(a.parent), a) for a in found[:LATEST]]
    if key == "organisations":
        bodies = Organisation.objects.filter(name).select_related("superior").order_by("-pk")
        return [(str(o), o.get_kind_display(), o) for o in bodies[:LATEST]]
    person = Q(person__name__icontains=search) if search else Q()
    mandates = Mandate.objects.filter(current(), person).order_by("-pk")
    related = ("person__account", "organisation", "role", "area", "compound")
    return [
        (m.person.name, f"{m.organisation} {m.title}", m)
        for m in mandates.select_related(*related)[:LATEST]
    ]


def without_slip(actor: Actor) -> dict[Account, Mandate]:
    """Return the accounts of people under a mandate who have never signed in, with their first mandate."""
    rows = Mandate.objects.filter(
        current(), person__account__last_login__isnull=True, person__account__is_active=True
    )
    found: dict[Account, Mandate] = {}
    for row in rows.select_related("person__account", "organisation").order_by("pk"):
        if row.person_id != actor.person:
            found.setdefault(row.person.account, row)
    return found


def matrix_of(street: Area) -> Matrix | None:
    """Return the matrix in force in a street: its own, or one for everywhere."""
    here = Matrix.objects.filter(Q(street=street) | Q(street=None), since__lte=timezone.now())
    return here.filter(Q(until=None) | Q(until__gt=timezone.now())).order_by("-since").first()


@dataclass(frozen=True)
class Duty:
    """One line of the starter matrix in words, and whether its bearer is registered yet."""

    category: str
    group: str
    lead: str
    supporting: str
    term: str
    basis: str
    there: bool


def duties(units: Mapping[str, Any]) -> list[Duty]:
    """Return the starter matrix as it would be read; 1 query."""
    here = set(Organisation.objects.filter(active=True).values_list("kind", "field"))
    kinds = {kind for kind, _ in here}
    categories, groups = starter.categories(), starter.groups()
    return [
        Duty(
            categories[row["category"]]["name"], groups[f"group-{categories[row['category']]['group']}"],
            _bearer(row["accountable"]), "、".join(_bearer(b) for b in row["supporting"].split("+") if b),
            f"{row['term']}{units[row['unit']]}", row["basis"], _is_there(row["accountable"], here, kinds),
        )
        for row in starter.matrix() if not row["phase"]
    ]  # fmt: skip


def _bearer(written: str) -> str:
    kind, _, field = written.partition(":")
    return field or str(Kind(kind).label)


def _is_there(written: str, here: set[tuple[str, str]], kinds: set[str]) -> bool:
    kind, _, field = written.partition(":")
    return (kind, field) in here if field else kind in kinds
