"""Keeping the powers that another organisation holds over this one: entered with ground and term, renewed, ended."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from sihe.interaction.disclosure import facts
from sihe.interaction.disclosure.models import GROUND_MOST, WORDS_MOST, Power, PowerKind
from sihe.interaction.disclosure.wordchecks import public_words
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.models import Organisation


@dataclass(frozen=True)
class PowerGiven:
    """A power as told: what it is, by which law or rule, from when until when, and what happens then."""

    kind: str
    words: str
    ground: str
    since: date
    then: str
    until: date | None = None


@transaction.atomic
def keep_power(
    *, by: Actor, organisation: Organisation, holder: Organisation, given: PowerGiven
) -> Power:
    """Enter a power; without an end it is shown as one without a term.

    Raises:
        Refused: `not_allowed`, `holder_wrong`, `power_wrong`, `words_missing`, `ground_missing`,
            `then_missing`, `power_order`, `words_too_long`, `words_personal`.
    """
    require("disclosure.keep", by, organisation)
    if holder.pk == organisation.pk:
        raise Refused("holder_wrong", field="holder")
    made = _made(organisation, holder, given)
    return _told(by, made)


@transaction.atomic
def renew_power(*, by: Actor, power: Power, given: PowerGiven) -> Power:
    """Renew a power for another term; the number of renewals goes on.

    Raises:
        Refused: as `keep_power`; `power_over_already`.
    """
    require("disclosure.keep", by, power.organisation)
    old = _running(power)
    if given.since <= old.since:
        raise Refused("power_order", field="since")
    made = _made(old.organisation, old.holder, given, renews=old, renewals=old.renewals + 1)
    return _told(by, made)


@transaction.atomic
def end_power(*, by: Actor, power: Power, on: date | None = None) -> Power:
    """Record that a power was given back; the public reads it when the powers are published next.

    Raises:
        Refused: `not_allowed`, `power_over_already`, `entry_ahead`, `power_order`.
    """
    require("disclosure.keep", by, power.organisation)
    old, day = _running(power), on or timezone.localdate()
    if day > timezone.localdate():
        raise Refused("entry_ahead", field="on")
    if day < old.since:
        raise Refused("power_order", field="on")
    old.ended_on = day
    old.save(update_fields=["ended_on"])
    record(facts.PowerEnded(power=old.pk), by=by, about=_about(old))
    return old


def _made(
    organisation: Organisation, holder: Organisation, given: PowerGiven, **more: object
) -> Power:
    if given.kind not in PowerKind.values:
        raise Refused("power_wrong", field="kind")
    if given.until is not None and given.until < given.since:
        raise Refused("power_order", field="until")
    return Power.objects.create(
        organisation=organisation, holder=holder, kind=given.kind, since=given.since,
        until=given.until,
        words=public_words(given.words, WORDS_MOST, field="words", missing="words_missing"),
        ground=public_words(given.ground, GROUND_MOST, field="ground", missing="ground_missing"),
        then=public_words(given.then, GROUND_MOST, field="then", missing="then_missing"), **more,
    )  # fmt: skip


def _running(power: Power) -> Power:
    rows = Power.objects.select_related("organisation", "holder")
    found = rows.select_for_update(of=("self",)).get(pk=power.pk)
    if found.ended_on is not None or Power.objects.filter(renews=found).exists():
        raise Refused("power_over_already")
    return found


def _told(by: Actor, power: Power) -> Power:
    fact = facts.PowerKept(
        power=power.pk, kind=power.kind, until=power.until, renews=power.renews_id
    )
    record(fact, by=by, about=_about(power))
    return power


def _about(power: Power) -> list[About]:
    return [About("organisation", power.organisation_id), About("power", power.pk)]
