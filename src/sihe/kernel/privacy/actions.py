"""Showing a personal field for a purpose, and setting how long records are kept."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.privacy import RetentionSet, Revealed
from sihe.kernel.journal.actions import record
from sihe.kernel.journal.queries import timeline
from sihe.kernel.privacy.models import RetentionRule, RevealWords
from sihe.kernel.privacy.registry import revealers
from sihe.kernel.privacy.rules import PURPOSES

MOST_WORDS = 200
MOST_DAYS = 36_500


@transaction.atomic
def reveal(
    *,
    by: Actor,
    about: About,
    field: str,
    purpose: str,
    words: str = "",
    at: datetime | None = None,
) -> str:
    """Return a personal field in full and write down who looked, at whose, and for what.

    `purpose` is a key of `rules.PURPOSES`; `words` may add to it and are kept encrypted, outside the
    journal, and erased in time.

    Raises:
        Refused: `not_allowed`, `no_such_purpose`, `words_too_long`, `nothing_to_reveal`.
    """
    revealer = revealers.get(about.kind)
    if revealer is None:
        raise Refused("nothing_to_reveal", field=field)
    try:
        text, reach = revealer(about.id, field)
    except LookupError:
        raise Refused("nothing_to_reveal", field=field) from None
    require("privacy.reveal", by, reach)
    if purpose not in PURPOSES:
        raise Refused("no_such_purpose", field="purpose")
    if len(words) > MOST_WORDS:
        raise Refused("words_too_long", field="words", most=MOST_WORDS)
    if not text:
        raise Refused("nothing_to_reveal", field=field)
    moment = at or timezone.now()
    said = words.strip()
    row = RevealWords.objects.create(words=said, at=moment) if said else None
    fact = Revealed(field=field, purpose=purpose, words=row.pk if row else None)
    record(fact, by=by, about=[about], at=moment)
    return text


def erase_words(*, about: About) -> int:
    """Erase the words that were added to looks at a person who wants them gone; who looked stays."""
    entries = timeline(about).filter(fact=Revealed.name).values_list("payload", flat=True)
    ids = [payload["words"] for payload in entries if payload.get("words")]
    return RevealWords.objects.filter(pk__in=ids).delete()[0]


@transaction.atomic
def set_retention(
    *, by: Actor, kind: str, days: int, source: str, at: datetime | None = None
) -> RetentionRule:
    """Change how many days a kind of record is kept, and by what rule.

    Raises:
        Refused: `not_allowed`, `no_such_rule`, `days_range`, `source_missing`.
    """
    require("privacy.retention", by)
    rule = RetentionRule.objects.filter(kind=kind).first()
    if rule is None:
        raise Refused("no_such_rule", field="kind")
    if not 1 <= days <= MOST_DAYS:
        raise Refused("days_range", field="days")
    if not source.strip():
        raise Refused("source_missing", field="source")
    rule.days, rule.source, rule.since = days, source.strip()[:200], timezone.localdate()
    rule.save()
    record(RetentionSet(kind=kind, days=days), by=by, about=[About("retention", rule.pk)], at=at)
    return rule
