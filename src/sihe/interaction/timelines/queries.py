"""The timeline of a matter in sentences: two queries, however long it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db.models import BigIntegerField, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from sihe.interaction.matters.models import Matter, Note
from sihe.interaction.standins.models import StandIn
from sihe.interaction.standins.queries import BETWEEN
from sihe.kernel.facts import About, fact_class
from sihe.kernel.files.queries import of_each
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.queries import timeline
from sihe.kernel.journal.telling import Audience, Names, sentence, told_facts
from sihe.kernel.organisations.models import Mandate, Organisation
from sihe.kernel.people.models import Person

MOST = 200
# (kind of note, move) that stay between one resident and staff
PRIVATE = {("supplement", None), (None, "ask")}
# payload keys that hold an id, and where its words are
IN_PAYLOAD: dict[str, tuple[type[Model], str | Combinable]] = {
    "note": (Note, "text"),
    "person": (Person, "name"),
    "accountable": (Organisation, "short_name"),
    "organisation": (Organisation, "short_name"),
    "giver": (Organisation, "short_name"),
    "receiver": (Organisation, "short_name"),
    "stand_in": (StandIn, Concat("agent__name", Value(BETWEEN), "principal__name")),
}


@dataclass(frozen=True)
class Line:
    """One line: when, who (in words, empty for the system), what, and photos that belong to it."""

    at: datetime
    who: str
    text: str
    photos: tuple[Any, ...] = ()
    now: bool = False


@dataclass(frozen=True)
class Story:
    """A matter's lines, the newest first, and the photos that came with the matter itself."""

    lines: list[Line]
    photos: tuple[Any, ...]


def timeline_of(matter: Matter, audience: Audience = "staff") -> list[Line]:
    """Return what happened to a matter, the newest first, at most 200 lines."""
    return story_of(matter, audience).lines


def story_of(matter: Matter, audience: Audience = "staff", shared: bool = False) -> Story:
    """Return the timeline and the photos of a matter and its notes; 2 queries.

    `shared`: for a resident who joined somebody else's matter; what that one was asked and wrote is left out.
    """
    entries = _entries(matter, audience)
    if shared:
        entries = [
            e for e in entries if (e.payload.get("kind"), e.payload.get("move")) not in PRIVATE
        ]
    sentences = _once([(entry, told(entry, audience)) for entry in entries])
    about = About("matter", matter.pk)
    notes = [About("note", e.note_id) for e in entries if e.note_id]
    photos = of_each([about, *notes])
    lines: list[Line] = []
    for entry, text in sentences:
        if text:
            shown = tuple(photos.get(About("note", entry.note_id), ())) if entry.note_id else ()
            lines.append(Line(entry.at, who(entry, audience), text, shown, now=not lines))
    return Story(lines, () if shared else tuple(photos.get(about, ())))


def _once(sentences: list[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """Leave out the note of a move that has said its words already."""
    moves = {e.note_id: text for e, text in sentences if e.note_id and "move" in e.payload}
    return [
        (entry, text)
        for entry, text in sentences
        if "move" in entry.payload or entry.words_of_note is None
        or entry.words_of_note not in moves.get(entry.note_id, "")
    ]  # fmt: skip


def _entries(matter: Matter, audience: Audience) -> Sequence[Any]:
    rows = timeline(About("matter", matter.pk)).filter(fact__in=told_facts(audience))
    every = list(named(rows)[:MOST])
    own = ("matter", "root")  # what was merged into this matter is told here, too
    return [e for e in every if matter.pk in [e.payload.get(key) for key in own]]


def named(rows: QuerySet[Entry]) -> QuerySet[Any]:
    """Fetch with each entry the words for the ids in it, so that no further query is needed."""
    absent = Mandate.objects.filter(pk=OuterRef("mandate_id")).values(
        "standing_in_for__person__name"
    )
    rows = rows.annotate(
        person_words=Subquery(Person.objects.filter(pk=OuterRef("person_id")).values("name")),
        absent_words=Subquery(absent),
        organisation_words=Subquery(
            Organisation.objects.filter(pk=OuterRef("organisation_id")).values("short_name")
        ),
    )
    for key, (model, field) in IN_PAYLOAD.items():
        id_ = Cast(KeyTextTransform(key, "payload"), BigIntegerField())
        rows = rows.annotate(**{f"{key}_id" if key == "note" else f"id_of_{key}": id_})
        of = OuterRef("note_id" if key == "note" else f"id_of_{key}")
        words = model._default_manager.filter(pk=of).values_list(field)
        rows = rows.annotate(**{f"words_of_{key}": Subquery(words)})
    return rows


def told(entry: Any, audience: Audience) -> str:
    """Return the sentence of an entry that was fetched by `named`; empty when it is not for this audience."""
    kind = fact_class(entry.fact)
    if kind is None:
        return ""
    names = Names(audience=audience)
    for key, (model, _field) in IN_PAYLOAD.items():
        id_, words = entry.payload.get(key), getattr(entry, f"words_of_{key}")
        if not id_ or words is None:
            continue
        if model is Note:
            names.notes[id_] = SimpleNamespace(text=words)
        else:
            (names.organisations if model is Organisation else names.people)[id_] = words
    return sentence(kind.from_payload(entry.payload), names)


def who(entry: Any, audience: Audience) -> str:
    """Return in words who did it; empty for the system."""
    if entry.actor_kind == "resident":
        if audience == "resident":
            return ""
        # a report brings its first offer with it: by the list, not by the resident's choice
        return _("按权责清单") if entry.fact.startswith("handovers.") else _("居民")
    person = entry.person_words
    if person and entry.absent_words:
        person = _("%(deputy)s（代%(absent)s）") % {"deputy": person, "absent": entry.absent_words}
    return " ".join(word for word in (entry.organisation_words, person) if word)
