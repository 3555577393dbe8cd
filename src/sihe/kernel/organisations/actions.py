"""Entering organisations and where they are responsible. Each: one transaction, permission first, journal last."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.organisations import JurisdictionGiven, OrganisationEntered
from sihe.kernel.journal.actions import record
from sihe.kernel.journal.revisions import bump
from sihe.kernel.organisations import rules as _rules  # noqa: F401  (registers the rules)
from sihe.kernel.organisations.models import Jurisdiction, Kind, Organisation
from sihe.kernel.places.models import Area, Compound

# routing keeps organisations and jurisdictions in the copy of this name (responsibilities.snapshot)
ROUTING = "responsibilities"


@transaction.atomic
def enter_organisation(
    *, by: Actor, kind: str, name: str, short_name: str, field: str = "", phone: str = "",
    superior: Organisation | None = None,
) -> Organisation:  # fmt: skip
    """Enter an organisation.

    Raises:
        Refused: `organisation_wrong` (an unknown kind, or a name that is empty or too long), `name_taken`.
    """
    require("organisations.edit", by)
    tidy, short = " ".join(name.split()), " ".join(short_name.split())
    if kind not in Kind.values or not 0 < len(tidy) <= 80 or not 0 < len(short) <= 20:
        raise Refused("organisation_wrong", field="name")
    try:
        with transaction.atomic():
            made = Organisation.objects.create(
                kind=kind, name=tidy, short_name=short, field=field, phone=phone, superior=superior
            )
    except IntegrityError:
        raise Refused("name_taken", field="name", name=tidy) from None
    bump("organisations")
    bump(ROUTING)
    record(
        OrganisationEntered(organisation=made.pk, kind=kind), by=by, about=[About("organisation", made.pk)]
    )  # fmt: skip
    return made


@transaction.atomic
def give_jurisdiction(
    *, by: Actor, organisation: Organisation, area: Area | None = None, compound: Compound | None = None,
    since: date | None = None,
) -> Jurisdiction:  # fmt: skip
    """Make an organisation responsible in an area with all below it, or in a compound, from a day on.

    Raises:
        Refused: `area_or_compound`, when neither or both are given.
    """
    require("organisations.edit", by)
    if (area is None) == (compound is None):
        raise Refused("area_or_compound", field="area")
    made = Jurisdiction.objects.create(
        organisation=organisation, area=area, compound=compound, since=since or timezone.localdate()
    )
    bump("organisations")
    bump(ROUTING)
    fact = JurisdictionGiven(
        organisation=organisation.pk, area=area.pk if area else None,
        compound=compound.pk if compound else None,
    )  # fmt: skip
    record(fact, by=by, about=[About("organisation", organisation.pk)])
    return made
