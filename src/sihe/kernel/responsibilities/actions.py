"""Publishing a version of the matrix, declaring phases and setting numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.responsibilities import (
    CategoriesEntered,
    MatrixPublished,
    NumberSet,
    PhaseDeclared,
)
from sihe.kernel.journal.actions import record
from sihe.kernel.journal.revisions import bump
from sihe.kernel.places.models import Area, Compound
from sihe.kernel.responsibilities import rules as _rules  # noqa: F401  (registers the rules)
from sihe.kernel.responsibilities.models import (
    Bearer,
    Category,
    Matrix,
    Number,
    PhaseSpell,
    Responsibility,
    Share,
)
from sihe.kernel.responsibilities.snapshot import REVISION

MOST_VALUE = 100_000


@dataclass(frozen=True)
class BearerGiven:
    """Who bears a share: a kind (with an agency's field) or one organisation's id."""

    share: str
    kind: str = ""
    field: str = ""
    organisation: int | None = None


@dataclass(frozen=True)
class LineGiven:
    """One line to publish; blank phase, area or compound mean any. `term` is in `term_unit`."""

    category: Category
    term: int
    term_unit: str
    bearers: Sequence[BearerGiven]
    phase: str = ""
    area: Area | None = None
    compound: Compound | None = None
    basis: str = ""


@transaction.atomic
def enter_categories(
    *, by: Actor, groups: Mapping[str, str], rows: Sequence[Mapping[str, Any]]
) -> dict[str, Category]:
    """Enter groups (code -> name) and categories (fields; parent: a group's code); what is here stays as it is.

    Return all categories in use by code.
    """
    require("responsibilities.edit", by)
    here = Category.objects.in_bulk(field_name="code")
    fresh = [Category(code=c, name=n) for c, n in groups.items() if c not in here]
    here |= {c.code: c for c in Category.objects.bulk_create(fresh)}
    new = [{**row, "parent": here[row["parent"]]} for row in rows if row["code"] not in here]
    made = Category.objects.bulk_create(Category(**row) for row in new)
    if made:
        bump(REVISION)
        record(CategoriesEntered(number=len(made)), by=by, about=[])
    return here | {c.code: c for c in made}


@transaction.atomic
def publish_matrix(
    *, by: Actor, name: str, source: str, lines: Sequence[LineGiven], street: Area | None = None,
    since: datetime | None = None,
) -> Matrix:  # fmt: skip
    """Put a whole version of the matrix in force; the one before it ends at the same moment.

    Raises:
        Refused: `not_allowed`; `one_accountable` names the category whose line has none or several.
    """
    require("responsibilities.edit", by)
    for line in lines:
        if sum(b.share == Share.ACCOUNTABLE for b in line.bearers) != 1:
            raise Refused("one_accountable", category=line.category.name)
    start = since or timezone.now()
    Matrix.objects.filter(street=street, until__isnull=True, since__lt=start).update(until=start)
    matrix = Matrix.objects.create(name=name, source=source, street=street, since=start)
    made = Responsibility.objects.bulk_create(
        Responsibility(
            matrix=matrix, category=line.category, phase=line.phase, area=line.area,
            compound=line.compound, term=line.term, term_unit=line.term_unit, basis=line.basis,
        )
        for line in lines
    )  # fmt: skip
    Bearer.objects.bulk_create(
        Bearer(
            responsibility=row,
            share=b.share,
            kind=b.kind,
            field=b.field,
            organisation_id=b.organisation,
        )
        for row, line in zip(made, lines, strict=True)
        for b in line.bearers
    )
    bump(REVISION)
    fact = MatrixPublished(matrix=matrix.pk, lines=len(made), since=start)
    record(fact, by=by, about=[About("matrix", matrix.pk)])
    return matrix


@transaction.atomic
def declare_phase(
    *, by: Actor, area: Area, phase: str, authority: str, reason: str, until: datetime,
    since: datetime | None = None,
) -> PhaseSpell:  # fmt: skip
    """Declare a phase for an area until a date; it ends by itself.

    Raises:
        Refused: `not_allowed`; `phase_order` when it would end before it begins.
    """
    require("responsibilities.declare_phase", by, area)
    start = since or timezone.now()
    if until <= start:
        raise Refused("phase_order", field="until")
    spell = PhaseSpell.objects.create(
        area=area, phase=phase, authority=authority, reason=reason, since=start, until=until
    )
    bump(REVISION)
    fact = PhaseDeclared(area=area.pk, phase=phase, since=start, until=until)
    record(fact, by=by, about=[About("area", area.pk)])
    return spell


@transaction.atomic
def set_number(*, by: Actor, name: str, value: int, source: str, since: date) -> Number:
    """Give a number of the rules a value from today or a later day on; what held before stays as it was.

    Raises:
        Refused: `not_allowed`; `no_such_number`; `number_range`; `number_past`; `source_missing`.
    """
    require("responsibilities.edit", by)
    last = Number.objects.filter(name=name).order_by("-since").first()
    if last is None:
        raise Refused("no_such_number")
    most = 100 if last.unit == "percent" else MOST_VALUE
    if not 1 <= value <= most:
        raise Refused("number_range", field="value", most=most)
    if since < timezone.localdate():
        raise Refused("number_past", field="since")
    if not source.strip():
        raise Refused("source_missing", field="source")
    given = {"value": value, "source": source.strip(), "unit": last.unit, "meaning": last.meaning}
    row, _made = Number.objects.update_or_create(name=name, since=since, defaults=given)
    bump(REVISION)
    fact = NumberSet(number=name, value=value, since=since)
    record(fact, by=by, about=[About("number", row.pk)])
    return row
