"""How one matter is shown in a row: its place and category, state and deadline."""

from datetime import datetime

from django import template
from django.utils.safestring import SafeString

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.kernel.places.queries import place_label
from sihe.kernel.ui import chips

register = template.Library()
TONES = {
    states.TRIAGE: "wait", states.OFFERED: "wait", states.ASKING: "wait", states.FINISHED: "wait",
    states.HUNG: "wait", states.PAUSED: "wait", states.WORKING: "ok", states.RECEIVED: "ok",
    states.ANSWERED: "ok",
}  # fmt: skip


@register.simple_tag
def matter_note(matter: Matter) -> str:
    """Return code, category and place in one quiet line."""
    words = (matter.code, str(matter.category or ""), place_label(matter))
    return " · ".join(word for word in words if word)


@register.simple_tag
def matter_state(matter: Matter) -> SafeString:
    """Return the chip of the state."""
    return chips.chip(str(states.LABELS[matter.state]), TONES.get(matter.state, "plain"))


@register.simple_tag
def matter_deadline(matter: Matter, now: datetime) -> SafeString:
    """Return the deadline's chip; a finished matter says how it ended, a dropped one says nothing."""
    if matter.state in (states.MERGED, states.REJECTED, states.WITHDRAWN):
        return SafeString("")
    dealt = matter.state in (states.FINISHED, states.ANSWERED, states.CLOSED)
    done = (matter.finished_at or matter.ended_at) if dealt else None
    return chips.deadline_chip(matter.due_at, now, done)
