"""Who is told when something happened to a matter. Each bears hearing the same fact twice."""

from sihe.interaction.casework import resident_words as say
from sihe.interaction.casework import telling
from sihe.interaction.handling import facts as done
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Note, Reporter
from sihe.interaction.matters.states import triage_reason
from sihe.kernel.facts import Fact
from sihe.kernel.facts import matters as facts
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.ui.words import full


def _text(note: int | None) -> str:
    found = Note.objects.filter(pk=note).values_list("text", flat=True).first() if note else None
    return found or ""


@listens(facts.Reported, facts.Moved, done.Assigned, facts.Escalated, facts.DueChanged, done.MeToo)
def tell_colleagues(fact: Fact, entry: Entry) -> None:
    """Put it before those who must act now."""
    matter = telling.matter_of(_matter_id(fact))
    if matter is None or entry.actor_kind == "importer":
        return
    if isinstance(fact, facts.Reported):
        _reported(fact, entry, matter)
    elif isinstance(fact, facts.Moved):
        _moved(fact, entry, matter)
    elif isinstance(fact, done.Assigned) and fact.person:
        telling.colleagues(matter, entry, "matters.assigned", [fact.person])
    elif isinstance(fact, done.Assigned) and fact.section:
        telling.colleagues(matter, entry, "matters.to_handle", telling.doers(matter))
    elif isinstance(fact, facts.Escalated):
        _escalated(fact, entry, matter)
    elif isinstance(fact, facts.DueChanged):
        day = full(fact.new)
        telling.colleagues(matter, entry, "matters.due", telling.checkers(matter), day=day)
    elif isinstance(fact, done.MeToo):
        telling.colleagues(matter, entry, "matters.me_too", telling.doers(matter))


def _matter_id(fact: Fact) -> int:
    return int(getattr(fact, "matter", 0))


def _reported(fact: facts.Reported, entry: Entry, matter: Matter) -> None:
    if fact.settled or matter.parent_id is not None:
        return  # a part is told by the fact that it was given out
    if fact.state == states.TRIAGE:
        why = triage_reason(fact.triage_reason)
        telling.colleagues(matter, entry, "matters.to_triage", telling.routers(matter), why=why)
    elif fact.state == states.RECEIVED:
        telling.colleagues(matter, entry, "matters.to_handle", telling.doers(matter))


STAFF_MOVES = {
    "route_to_own": ("matters.to_handle", telling.doers),
    "to_triage": ("matters.to_triage_again", telling.routers),
    "supply": ("matters.supplied", telling.doers),
    "finish": ("matters.to_check", telling.checkers),
    "send_back": ("matters.sent_back", telling.doers),
    "reopen": ("matters.reopened", telling.doers),
    "unmerge": ("matters.to_handle", telling.doers),
}


def _moved(fact: facts.Moved, entry: Entry, matter: Matter) -> None:
    if fact.move in STAFF_MOVES:
        code, whom = STAFF_MOVES[fact.move]
        telling.colleagues(matter, entry, code, whom(matter))


def _escalated(fact: facts.Escalated, entry: Entry, matter: Matter) -> None:
    code = {1: "matters.near", 2: "matters.late"}.get(fact.level, "matters.long_late")
    people = set(telling.doers(matter))
    if fact.level >= 2:
        people |= set(telling.checkers(matter))
    if fact.level >= 3:
        people |= set(telling.overseers(matter))
    telling.colleagues(matter, entry, code, people, day=full(fact.due_at))


@listens(done.PartAdded)
def tell_of_part(fact: Fact, entry: Entry) -> None:
    """Tell the organisation that was asked to do a part."""
    part = telling.matter_of(fact.part) if isinstance(fact, done.PartAdded) else None
    if part is not None:
        telling.colleagues(part, entry, "matters.part", telling.doers(part))


@listens(facts.Reported, facts.Moved, facts.DueChanged, done.MeToo, done.Merged)
def tell_residents(fact: Fact, entry: Entry) -> None:
    """Tell those who reported it, in words they can read aloud to a neighbour."""
    matter = telling.matter_of(_matter_id(fact))
    if matter is None:
        return
    who = str(matter.accountable)
    if isinstance(fact, facts.Reported):
        telling.residents(matter, entry, _reported_words(fact, matter, who))
    elif isinstance(fact, facts.Moved):
        own_rating = fact.move == "close" and entry.actor_kind == "resident"
        telling.residents(matter, entry, "" if own_rating else _moved_words(fact, matter, who))
    elif isinstance(fact, facts.DueChanged):
        telling.residents(matter, entry, say.moved_due(matter, fact.new, _text(fact.note)))
    elif isinstance(fact, done.MeToo):
        joined = Reporter.objects.filter(pk=fact.reporter)
        telling.residents(matter, entry, say.joined(matter, who), joined)
    elif isinstance(fact, done.Merged):
        own = Reporter.objects.filter(original=matter)
        telling.residents(matter, entry, say.merged(matter), own)


def _reported_words(fact: facts.Reported, matter: Matter, who: str) -> str:
    if fact.settled:
        return say.settled(matter)
    if fact.state == states.TRIAGE:
        return say.waiting(matter, who)
    if fact.state == states.RECEIVED:
        return say.received(matter, who)
    return ""  # offered: the offer itself tells whose it is


def _moved_words(fact: facts.Moved, matter: Matter, who: str) -> str:
    note = _text(fact.note)
    by_actor = {
        "start": lambda: say.started(matter, who),
        "route_to_own": lambda: say.received(matter, who),
        "ask": lambda: say.asked(matter, note),
        "pause": lambda: say.stopped(matter, note),
        "hang": lambda: say.hung(matter, note),
        "resume": lambda: say.resumed(matter, who),
        "check": lambda: say.answered(matter),
        "reopen": lambda: say.reopened(matter, who),
        "reject": lambda: say.rejected(matter),
        "close": lambda: say.closed(matter),
    }
    make = by_actor.get(fact.move)
    return make() if make is not None else ""
