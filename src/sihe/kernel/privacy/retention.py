"""Records whose time is over are anonymised or erased, by themselves.

`sweepers["matter"] = fn(before) -> int` in the module that owns the records: it takes the personal data
out of, or erases, what ended before the moment, and returns how many records it changed.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from sihe.kernel.access.rules import require
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.facts.privacy import Swept
from sihe.kernel.journal.actions import record
from sihe.kernel.journal.periodic import every
from sihe.kernel.privacy import rules as _rules  # noqa: F401  (registers the rules)
from sihe.kernel.privacy.models import RetentionRule, RevealWords

Sweeper = Callable[[datetime], int]
sweepers: Final[dict[str, Sweeper]] = {}
log = logging.getLogger("sihe.privacy")


def run_retention(now: datetime, *, by: Actor = SYSTEM) -> dict[str, int]:
    """Sweep every kind that has a rule and a sweeper; return how many records each changed.

    Each kind is one transaction; one that fails is logged, and the others go on.
    """
    require("privacy.sweep", by)
    done: dict[str, int] = {}
    failed: list[str] = []
    for rule in RetentionRule.objects.order_by("kind"):
        sweep = sweepers.get(rule.kind)
        if sweep is None:
            continue
        try:
            with transaction.atomic():
                count = sweep(now - timedelta(days=rule.days))
                if count:
                    fact = Swept(kind=rule.kind, count=count)
                    record(fact, by=by, about=[About("retention", rule.pk)], at=now)
            done[rule.kind] = count
        except Exception:  # the fault of one module must not keep the others' data too long
            log.exception("retention of %s failed", rule.kind)
            failed.append(rule.kind)
    if failed:
        raise RuntimeError(f"retention failed for: {', '.join(failed)}")
    return done


def _erase_words(before: datetime) -> int:
    return RevealWords.objects.filter(at__lt=before).delete()[0]


sweepers["reveal_words"] = _erase_words


@every(minutes=24 * 60, lease_minutes=120)
def sweep_daily(now: datetime) -> None:
    """Sweep by itself, once a day."""
    run_retention(now)
