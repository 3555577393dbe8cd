"""The page of one matter and what is fetched into it on demand."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.interaction.casework import acts
from sihe.interaction.casework.forms import ActForm
from sihe.interaction.matters.models import Matter
from sihe.interaction.matters.queries import one_for, parts_of
from sihe.interaction.matters.states import triage_reason
from sihe.interaction.timelines.queries import story_of
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.facts import About
from sihe.kernel.notices import states as notice_states
from sihe.kernel.notices.models import Message
from sihe.kernel.notices.queries import group_text, messages
from sihe.kernel.organisations.models import Kind
from sihe.kernel.places.queries import place_label
from sihe.kernel.privacy.actions import reveal as reveal_field
from sihe.kernel.privacy.masks import phone as masked
from sihe.kernel.privacy.rules import PURPOSES
from sihe.kernel.responsibilities.models import Share
from sihe.kernel.ui import toasts
from sihe.kernel.ui.panels import panels


@dataclass(frozen=True)
class OpenAct:
    """An act whose form stands open on the page."""

    act: acts.Act
    form: ActForm


def matter_or_404(request: Request, code: str) -> Matter:
    """Return the matter that the person may see."""
    matter = one_for(request.actor, code)
    if matter is None:
        raise Http404
    return matter


@staff_only
def detail(request: Request, code: str) -> HttpResponse:
    """Show a matter with everything that one may do about it."""
    return page(request, matter_or_404(request, code))


def page(request: Request, matter: Matter, opened: OpenAct | None = None) -> HttpResponse:
    """Show the page of a matter, with the form of one act open if one is given."""
    actor = request.actor
    story = story_of(matter)
    added = panels("matter", request, matter)
    before = [p for p in added if p.place == "acts"]
    able = acts.buttons(actor, matter)
    if before:  # an answer is due: that stands open, the rest can wait
        able = acts.Buttons((), able.shown + able.rest)
    context = {
        "matter": matter,
        "place": place_label(matter),
        "why_waiting": triage_reason(matter.triage_reason) if matter.triage_reason else "",
        "listed": listed(matter),
        "shares": shares(matter),
        "story": story,
        "parts": list(parts_of(matter)),
        "may_excuse": may("matters.part", actor, matter),
        "buttons": able,
        "opened": opened,
        "main": [p for p in added if p.place == "main"],
        "side": [p for p in added if p.place == "side"],
        "acts": before,
        "acts_after": [p for p in added if p.place == "acts_after"],
        "told": told(request, matter),
        "phone": masked(getattr(matter, "reporter_phone", "") or ""),
        "may_reveal": actor.holds("privacy.reveal"),
        "purposes": PURPOSES.items(),
        "now": timezone.now(),
    }  # fmt: skip
    return render(request, "casework/detail.html", context)


def listed(matter: Matter) -> str:
    """Return whom the matter's line of the list makes accountable, read together with the matter."""
    kind, field = getattr(matter, "listed_kind", ""), getattr(matter, "listed_field", "")
    name = getattr(matter, "listed_name", "") or (str(Kind(kind).label) if kind else "")
    return f"{name}（{field}）" if field else name


@dataclass(frozen=True)
class Told:
    """The latest that a resident was told, how far it came, the ways to pass it on, and what was said before."""

    message: Message
    text: str
    tone: str
    may_tell: bool
    done: bool
    ways: tuple[tuple[str, str], ...]
    before: list[Message]


def told(request: Request, matter: Matter) -> Told | None:
    """Return what residents were told last; one query."""
    rows = list(messages(About("matter", matter.pk)).select_related("area")[:4])
    if not rows:
        return None
    last = rows[0]
    ways = tuple(
        (way, str(notice_states.WAY_LABELS[way])) for way in ("phone", "door", "not_reached")
    )
    return Told(
        last, group_text(last), notice_states.TONES[last.state] or "plain",
        request.actor.holds("notices.tell") and may("notices.tell", request.actor, last),
        last.state in notice_states.KNOWS, ways, rows[1:],
    )  # fmt: skip


def shares(matter: Matter) -> list[tuple[str, str]]:
    """Return (organisation, share in words) of the open shares beside the accountable one, each once."""
    labels: dict[str, str] = {
        Share.SUPPORTING: _("协办"),
        Share.CONSULTED: _("商量"),
        Share.INFORMED: _("知情"),
    }
    rows = [p for p in matter.participants.all() if p.organisation_id != matter.accountable_id]
    order = list(labels)
    rows = sorted((p for p in rows if p.share in labels), key=lambda p: order.index(p.share))
    best: dict[str, str] = {}
    for part in rows:
        best.setdefault(str(part.organisation), labels[part.share])
    return list(best.items())


@require_POST
@staff_only
def reveal(request: Request, code: str) -> HttpResponse:
    """Show a reporter's phone number for a purpose that is written down."""
    matter = matter_or_404(request, code)
    reporter = getattr(matter, "reporter_id", None)
    if reporter is None:
        raise Http404
    purpose = request.POST.get("purpose", "")
    try:
        number = reveal_field(
            by=request.actor, about=About("reporter", reporter), field="phone", purpose=purpose
        )
    except Refused as refused:
        toasts.warn(request, said(refused))
        return redirect("matters:detail", matter.code)
    context: dict[str, Any] = {"matter": matter, "number": number}
    return render(request, "casework/revealed.html", context)
