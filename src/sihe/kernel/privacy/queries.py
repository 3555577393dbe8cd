"""Reading what was looked at, how long records are kept, and which columns are encrypted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Model

from sihe.kernel.facts import About
from sihe.kernel.facts.privacy import Revealed
from sihe.kernel.journal.queries import timeline
from sihe.kernel.privacy.fields import EncryptedField
from sihe.kernel.privacy.models import RetentionRule, RevealWords


@dataclass(frozen=True)
class Look:
    """One look at a person's field: ids of who looked and for which organisation, and why."""

    at: datetime
    person: int | None
    organisation: int | None
    field: str
    purpose: str
    words: str


def looks_at(about: About) -> list[Look]:
    """Return who looked at the fields of a person and why, newest first; the person may see this list."""
    entries = list(timeline(about).filter(fact=Revealed.name))
    facts = [Revealed.from_payload(entry.payload) for entry in entries]
    ids = [fact.words for fact in facts if fact.words]
    words = dict(RevealWords.objects.filter(pk__in=ids).values_list("pk", "words"))
    return [
        Look(
            entry.at, entry.person_id, entry.organisation_id, fact.field, fact.purpose,
            words.get(fact.words, "") if fact.words else "",
        )
        for entry, fact in zip(entries, facts, strict=True)
    ]  # fmt: skip


def days_kept(kind: str) -> int | None:
    """Return how many days a kind of record is kept after its end; None without a rule."""
    return RetentionRule.objects.filter(kind=kind).values_list("days", flat=True).first()


def encrypted_columns() -> Iterator[tuple[type[Model], str]]:
    """Yield (model, field) of every encrypted column of the product."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedField):
                yield model, field.name
