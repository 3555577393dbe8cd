"""Reading for those who follow a matter: what is public, what they may still do, their own address."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from sihe.interaction.following.sentences import Said, next_step, short, stands
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Reporter
from sihe.interaction.matters.queries import tidy
from sihe.interaction.standins.queries import REPORT, reach_of
from sihe.kernel.facts import Actor
from sihe.kernel.responsibilities.queries import number

__all__ = [
    "OWN", "Said", "follow_link", "may_reopen", "next_step", "own_report", "own_reports",
    "public_matter", "public_place", "short", "stands",
]  # fmt: skip
SHOWN = ("category", "accountable", "grid", "building", "unit", "compound", "community", "assignee")


OWN = "OWN"
"""Stands in the place of a receipt's secret for who has signed in; a secret has eight letters."""


def own_reports(people: Collection[int]) -> QuerySet[Reporter]:
    """Return what was reported in the name of these people, the newest first."""
    rows = Reporter.objects.filter(person__in=people, matter__forgotten_at=None)
    return rows.select_related("matter", "person").order_by("-at", "-pk")


def own_report(actor: Actor, code: str, agents: bool = True) -> Reporter | None:
    """Return one such report by its code; without `agents` only the actor's own."""
    named = Q(original__code=tidy(code)) | Q(matter__code=tidy(code))
    people = reach_of(actor)[REPORT]
    rows = own_reports(people if agents else people & {actor.person or 0}).filter(named)
    return rows.select_related(
        "original", *(f"matter__{name}" for name in (*SHOWN, "root"))
    ).first()


def follow_link(code: str, secret: str) -> str:
    """Return the whole address of a report's own page."""
    return settings.PUBLIC_ADDRESS + reverse("following:follow", args=[code, secret])


def public_place(matter: Matter) -> str:
    """Return a place to the building, no closer."""
    building = matter.building.name if matter.building else ""
    compound = matter.compound.name if matter.compound else ""
    near = matter.grid or matter.community
    return f"{compound} {building}".strip() or (near.name if near else "")


def public_matter(code: str) -> Matter | None:
    """Return a matter whose category is public; nothing tells whether another one exists."""
    rows = Matter.objects.select_related(*SHOWN, "first_receiver")
    return rows.filter(
        code=tidy(code)[:12], category__public=True, parent__isnull=True, forgotten_at__isnull=True
    ).first()


def may_reopen(matter: Matter, now: datetime) -> bool:
    """Tell whether the term for reopening still runs."""
    ended = matter.ended_at or matter.finished_at
    days = timedelta(days=number("matters.reopen_days").value)
    over = matter.state in (states.ANSWERED, states.CLOSED)
    return over and (ended is None or now <= ended + days)
