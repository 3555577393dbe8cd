"""Marks of help: only those whose consent runs today."""

from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from sihe.interaction.rounds.models import Consent, HelpMark
from sihe.kernel.files.models import StoredFile
from sihe.kernel.places.models import Dwelling


def running(on: date | None = None, prefix: str = "") -> Q:
    """Return the condition that a consent holds on a day: neither ended nor past, whether swept yet or not."""
    day = on or timezone.localdate()
    return Q(**{f"{prefix}ended_at__isnull": True, f"{prefix}until__gte": day})


def marked_people(dwelling: Dwelling) -> list[int]:
    """Return who agreed to marks of a household."""
    rows = Consent.objects.filter(running(), dwelling=dwelling).order_by("person")
    return list(rows.values_list("person", flat=True))


def marks_of(dwelling: Dwelling) -> list[HelpMark]:
    """Return the marks of a dwelling with their consents and people; `sheet`: the signed one; one query."""
    sheets = StoredFile.objects.filter(about_kind="consent", about_id=OuterRef("consent_id"))
    rows = HelpMark.objects.filter(running(prefix="consent__"), consent__dwelling=dwelling)
    rows = rows.annotate(sheet=Subquery(sheets.order_by("pk").values("pk")[:1]))
    return list(rows.select_related("consent__person").order_by("consent", "kind"))


def consents() -> QuerySet[Consent]:
    """Return the consents that run, with who agreed and where they live."""
    areas = ("dwelling__unit", "dwelling__building__compound")
    return Consent.objects.filter(running()).select_related("person", *areas)
