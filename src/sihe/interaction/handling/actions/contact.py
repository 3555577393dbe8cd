"""How a reporter can be reached and what they told: put right, or erased, at their own wish."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from sihe.interaction.handling.facts import ContactCorrected, ReporterForgotten
from sihe.interaction.matters.actions.forgetting import (
    NO_CONTACT,
    ON_REQUEST,
    empty_all,
    empty_notes,
)
from sihe.interaction.matters.actions.stepping import abouts, locked
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.journal.actions import record
from sihe.kernel.privacy.crypto import blind_index

NAME_MOST = 40


@transaction.atomic
def correct_contact(
    *, by: Actor, reporter: Reporter, name: str = "", phone: str = "", at: datetime | None = None
) -> Reporter:
    """Correct a reporter's name or phone (digits, checked by the form); an empty one stays as it is.

    Raises:
        Refused: `contact_missing`, when neither is given; `name_too_long`.
    """
    require("matters.own_data", by, reporter.matter)
    said = name.strip()
    if not said and not phone:
        raise Refused("contact_missing", field="name")
    if len(said) > NAME_MOST:
        raise Refused("name_too_long", field="name", most=NAME_MOST)
    locked(reporter.matter)
    reporter = Reporter.objects.select_related("matter", "original").get(pk=reporter.pk)
    given = {"name": said or reporter.name, "phone": phone or reporter.phone}
    changed = tuple(field for field, value in given.items() if value != getattr(reporter, field))
    if not changed:
        return reporter
    reporter.name, reporter.phone = given["name"], given["phone"]
    reporter.phone_index = blind_index(reporter.phone)
    reporter.save(update_fields=["name", "phone", "phone_index"])
    fact = ContactCorrected(matter=reporter.matter_id, reporter=reporter.pk, fields=changed)
    record(fact, by=by, about=abouts(reporter.matter, About("reporter", reporter.pk)), at=at)
    return reporter


@transaction.atomic
def forget_reporter(
    *, by: Actor, reporter: Reporter, words: bool = False, own: Collection[int] = (),
    others: Collection[int] = (), at: datetime | None = None,
) -> Reporter:  # fmt: skip
    """Erase a reporter's name and phone; with `words` also what they told, its photos and the flat.

    `own`, `others`: ids of the notes that are theirs, and of other reporters' that stay. Who joined another's
    report loses their own notes only. State, category, building, times, rating and the secret stay.
    """
    require("matters.own_data", by, reporter.matter)
    Reporter.objects.filter(pk=reporter.pk).update(**NO_CONTACT)
    if words:
        empty_notes(set(own), ON_REQUEST)
        if not reporter.me_too:
            parts = Matter.objects.filter(parent=reporter.original).select_related("category")
            empty_all([reporter.original, *parts], ON_REQUEST, spare=set(others))
    fact = ReporterForgotten(matter=reporter.matter_id, reporter=reporter.pk, words=words)
    record(fact, by=by, about=abouts(reporter.matter, About("reporter", reporter.pk)), at=at)
    return Reporter.objects.select_related("matter", "original").get(pk=reporter.pk)
