"""One household on one page (一户一页): each part only for who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from sihe.interaction.matters import states as matter_states
from sihe.interaction.matters.models import Matter
from sihe.interaction.matters.queries import for_list, visible_to
from sihe.interaction.rounds import states
from sihe.interaction.rounds.models import HelpMark, Promise, Round
from sihe.interaction.rounds.queries.marks import marks_of
from sihe.interaction.rounds.queries.members import dwelling_label, is_current, spells
from sihe.kernel.access.rules import may
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import Residence
from sihe.kernel.places.models import Dwelling
from sihe.kernel.privacy import masks

FEW = 50
LATE = "late"


@dataclass(frozen=True)
class Member:
    """A spell as the page shows it: masked, or in full once a purpose was given."""

    spell: Residence
    name: str
    phone: str
    current: bool


@dataclass(frozen=True)
class Promised:
    """A promise of a visit or of a matter: who, until when, how it stands; `matter` leads to its page."""

    text: str
    who: str
    due: date
    state: str
    reason: str = ""
    promise: int | None = None
    matter: str = ""


@dataclass(frozen=True)
class HouseholdPage:
    """Everything of one household that one may see; None for a part that one may not."""

    dwelling: Dwelling
    place: str
    open: bool
    members: tuple[Member, ...]
    matters: tuple[Matter, ...]
    rounds: tuple[Round, ...] | None
    promises: tuple[Promised, ...]
    marks: tuple[HelpMark, ...] | None
    edits: bool

    @property
    def here(self) -> list[Member]:
        """Return who lives here now."""
        return [m for m in self.members if m.current]

    @property
    def before(self) -> list[Member]:
        """Return who lived here before, or will."""
        return [m for m in self.members if not m.current]


def page_of(
    actor: Actor, dwelling: Dwelling, *, opened: bool, now: datetime | None = None
) -> HouseholdPage:
    """Return the page of a dwelling (fetched with its areas) that the actor may see; at most five queries."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    visits, helps = (
        may("households.visit", actor, dwelling),
        may("households.help", actor, dwelling),
    )
    found = visible_to(actor).filter(dwelling=dwelling)
    matters = tuple(for_list(found).order_by("-created_at", "-pk")[:FEW])
    promises = [_of_matter(m, moment) for m in matters if m.promised_at is not None]
    rounds: tuple[Round, ...] | None = None
    if visits:
        rows = Round.objects.filter(dwelling=dwelling).select_related("person", "organisation")
        rounds = tuple(rows.order_by("-at", "-pk")[:FEW])
        promises += _of_rounds(dwelling, today)
    return HouseholdPage(
        dwelling=dwelling, place=dwelling_label(dwelling), open=opened,
        members=tuple(_member(s, opened, today) for s in spells(dwelling)), matters=matters,
        rounds=rounds, promises=in_order(promises), edits=may("people.edit", actor, dwelling),
        marks=tuple(marks_of(dwelling)) if helps else None,
    )  # fmt: skip


def _member(spell: Residence, opened: bool, today: date) -> Member:
    person = spell.person
    name = person.name if opened else masks.name(person.name)
    return Member(spell, name, masks.phone(person.phone), is_current(spell, today))


def _of_rounds(dwelling: Dwelling, today: date) -> list[Promised]:
    rows = Promise.objects.filter(dwelling=dwelling).select_related("person", "organisation")
    return [promised(p, today) for p in rows.order_by("-made_at", "-pk")[:FEW]]


def promised(promise: Promise, today: date) -> Promised:
    """Return a promise as it stands on a day."""
    who = " ".join(str(one) for one in (promise.organisation, promise.person) if one)
    late = promise.state == states.OPEN and promise.due_on < today
    return Promised(
        promise.text, who, promise.due_on, LATE if late else promise.state, promise.reason, promise.pk
    )  # fmt: skip


def _of_matter(matter: Matter, now: datetime) -> Promised:
    """Return what was promised to the resident of a matter: kept if it ended in time, late after it."""
    due = matter.promised_at or now
    done = matter.finished_at or matter.ended_at
    if matter.state in matter_states.END or done is not None:
        state = states.KEPT if done is not None and done <= due else states.GIVEN_UP
    else:
        state = LATE if due < now else states.OPEN
    day = timezone.localdate(due)
    return Promised(matter.title, str(matter.accountable), day, state, matter=matter.code)


def in_order(promises: Sequence[Promised]) -> tuple[Promised, ...]:
    """Put what is late first, then what is open by its day, then the rest, the latest first."""
    first = {LATE: 0, states.OPEN: 1}
    open_ones = [p for p in promises if p.state in first]
    rest = [p for p in promises if p.state not in first]
    return (
        *sorted(open_ones, key=lambda p: (first[p.state], p.due)),
        *sorted(rest, key=lambda p: p.due, reverse=True),
    )
