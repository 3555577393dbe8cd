"""Entering organisations, where they are responsible, and who is what for whom. Each act is one transaction."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from sihe.kernel.access.models import Role
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor, Fact
from sihe.kernel.facts import organisations as facts
from sihe.kernel.journal.actions import record
from sihe.kernel.journal.revisions import bump
from sihe.kernel.organisations import rules as _rules  # noqa: F401  (registers the rules)
from sihe.kernel.organisations.models import Jurisdiction, Kind, Mandate, Organisation, Section
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area, Compound

# routing keeps organisations and jurisdictions in the copy of this name (responsibilities.snapshot)
ROUTING = "responsibilities"
before_ending: Final[list[Callable[[Mandate], None]]] = []
"""What modules above ask before a mandate ends: each raises `Refused` while something is not handed over."""


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
        facts.OrganisationEntered(organisation=made.pk, kind=kind), by=by, about=[About("organisation", made.pk)]
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
    fact = facts.JurisdictionGiven(
        organisation=organisation.pk, area=area.pk if area else None,
        compound=compound.pk if compound else None,
    )  # fmt: skip
    record(fact, by=by, about=[About("organisation", organisation.pk)])
    return made


@transaction.atomic
def add_section(*, by: Actor, organisation: Organisation, name: str) -> Section:
    """Add a part of an organisation; one of that name is returned as it is.

    Raises:
        Refused: `not_allowed`; `section_wrong`, a name that is empty or too long.
    """
    require("mandates.edit", by, organisation)
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= 40:
        raise Refused("section_wrong", field="name")
    made, fresh = Section.objects.get_or_create(organisation=organisation, name=tidy)
    if fresh:
        fact = facts.SectionAdded(section=made.pk, organisation=organisation.pk)
        record(fact, by=by, about=[About("organisation", organisation.pk)])
    return made


@transaction.atomic
def give_mandate(
    *, by: Actor, person: Person, organisation: Organisation, role: Role, title: str,
    section: Section | None = None, area: Area | None = None, compound: Compound | None = None,
    home_unit: Organisation | None = None, since: date | None = None, until: date | None = None,
) -> Mandate:  # fmt: skip
    """Say who a person is for whom, where, from when to when (default: from today, until further notice).

    Raises:
        Refused: `not_allowed` (out of reach, to oneself, or more than the giver may do there); what
            `_check` says; `mandate_there`, when the same one runs in a part of that time.
    """
    require("mandates.edit", by, organisation)
    made = Mandate(
        person=person, organisation=organisation, role=role, title=" ".join(title.split()), section=section,
        area=area, compound=compound, home_unit=home_unit, since=since or timezone.localdate(), until=until,
    )  # fmt: skip
    require("mandates.give", by, made)
    _check(made)
    return _given(by, made)


@transaction.atomic
def stand_in(*, by: Actor, mandate: Mandate, deputy: Person, since: date, until: date) -> Mandate:
    """Lend what a mandate carries to a deputy for a period; it ends by itself.

    Raises:
        Refused: `not_allowed`; `not_passed_on`, when it is lent already; `until_before_since`; `deputy_self`;
            `mandate_there`; `mandate_over`, when it ends before the period begins.
    """
    mandate = _locked(mandate)
    require("mandates.lend", by, mandate)
    if mandate.standing_in_for_id is not None:
        raise Refused("not_passed_on")
    if deputy.pk == mandate.person_id:
        raise Refused("deputy_self", field="deputy")
    last = min(until, mandate.until or until)
    if last < since <= until:
        raise Refused("mandate_over")
    made = Mandate(
        person=deputy, organisation=mandate.organisation, role=mandate.role, title=mandate.title,
        section=mandate.section, area=mandate.area, compound=mandate.compound, home_unit=mandate.home_unit,
        standing_in_for=mandate, since=since, until=last if since <= until else until,
    )  # fmt: skip
    _check(made)
    return _given(by, made)


@transaction.atomic
def end_mandate(*, by: Actor, mandate: Mandate, until: date) -> Mandate:
    """End a mandate with a day; the day before today ends it at once. What was lent from it ends with it.

    Raises:
        Refused: `not_allowed`; `mandate_over`, when it ends earlier already; `until_before_since`;
            `until_past`; and whatever `before_ending` still finds to be handed over.
    """
    mandate = _locked(mandate)
    lent = mandate.standing_in_for
    if lent is None or lent.person_id != by.person:  # who came back ends it without anybody's leave
        require("mandates.edit", by, mandate.organisation)
    if mandate.until is not None and mandate.until <= until:
        raise Refused("mandate_over", field="until")
    if until < mandate.since and lent is None:
        raise Refused("until_before_since", field="until")
    if until < timezone.localdate() - timedelta(days=1) and by.kind == "staff" and lent is None:
        raise Refused("until_past", field="until")
    if lent is None:
        for check in before_ending:
            check(mandate)
    for one in mandate.stand_ins.filter(until__gt=until):
        _end(by, one, until)
    return _end(by, mandate, until)


def _locked(mandate: Mandate) -> Mandate:
    rows = Mandate.objects.select_for_update(of=("self",))
    related = ("organisation", "person", "role", "area", "compound__street", "standing_in_for")
    return rows.select_related(*related).get(pk=mandate.pk)


def _check(wanted: Mandate) -> None:
    section, until = wanted.section, wanted.until
    faults = {
        "title": ("title_wrong", not 0 < len(wanted.title) <= 40),
        "area": ("area_or_compound", wanted.area is not None and wanted.compound is not None),
        "section": (
            "section_foreign",
            section and section.organisation_id != wanted.organisation_id,
        ),
        "until": ("until_before_since", until is not None and until < wanted.since),
        "organisation": ("organisation_unused", not wanted.organisation.active),
    }
    for field, (code, wrong) in faults.items():
        if wrong:
            raise Refused(code, field=field)
    # one at a time for a person, so that two who give the same at once do not both succeed
    Person.objects.select_for_update().get(pk=wanted.person_id)
    same = Mandate.objects.filter(
        Q(until__isnull=True) | Q(until__gte=wanted.since), person=wanted.person,
        organisation=wanted.organisation, role=wanted.role, section=wanted.section, area=wanted.area,
        compound=wanted.compound, standing_in_for=wanted.standing_in_for,
    )  # fmt: skip
    if wanted.until is not None:
        same = same.filter(since__lte=wanted.until)
    if same.exists():
        raise Refused("mandate_there")


def _given(by: Actor, made: Mandate) -> Mandate:
    made.save()
    return _told(by, made, facts.MandateGiven(
        mandate=made.pk, person=made.person_id, organisation=made.organisation_id, role=made.role_id,
        standing_in_for=made.standing_in_for_id,
    ))  # fmt: skip


def _end(by: Actor, mandate: Mandate, until: date) -> Mandate:
    mandate.until = until
    mandate.save(update_fields=["until"])
    return _told(by, mandate, facts.MandateEnded(
        mandate=mandate.pk, person=mandate.person_id, organisation=mandate.organisation_id, until=until
    ))  # fmt: skip


def _told(by: Actor, mandate: Mandate, fact: Fact) -> Mandate:
    bump("organisations")
    about = [About("person", mandate.person_id), About("organisation", mandate.organisation_id)]
    record(fact, by=by, about=about)
    return mandate
