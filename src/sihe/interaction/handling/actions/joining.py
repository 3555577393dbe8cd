"""The same thing told twice: "me too", merging and taking it apart again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sihe.interaction.handling.facts import Merged, MeToo, Unmerged
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.registering import ReporterGiven, add_reporter
from sihe.interaction.matters.actions.stepping import (
    abouts,
    clock_again,
    first_alert,
    locked,
    now_or,
    step,
)
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import RESIDENT, About, Actor
from sihe.kernel.journal.actions import record


@transaction.atomic
def me_too(
    *,
    by: Actor = RESIDENT,
    matter: Matter,
    given: ReporterGiven | None = None,
    at: datetime | None = None,
) -> tuple[Reporter, str]:
    """Join a resident to a matter that is already known and return them with their own secret.

    Raises:
        Refused: `already_ended`.
    """
    matter, moment = locked(matter), now_or(at)
    require("matters.register", by)
    if matter.state in states.END:
        raise Refused("already_ended", state=matter.state)
    reporter, secret = add_reporter(matter, given or ReporterGiven(), moment, me_too=True)
    record(MeToo(matter=matter.pk, reporter=reporter.pk), by=by, about=abouts(matter), at=moment)
    return reporter, secret


@transaction.atomic
def merge(*, by: Actor, matter: Matter, root: Matter, at: datetime | None = None) -> Matter:
    """Merge a matter into another; its reporters follow there, and what was merged into it comes along.

    Raises:
        Refused: `merge_into_itself`; `root_is_merged`; `has_parts`; `being_handed_over`; `wrong_state`.
    """
    moment = now_or(at)
    first, second = sorted((matter, root), key=lambda m: m.pk)  # one order of locks: no deadlock
    pair = {m.pk: m for m in (locked(first), locked(second))}
    if matter.pk == root.pk:
        raise Refused("merge_into_itself")
    matter, root = pair[matter.pk], pair[root.pk]
    require("matters.merge", by, matter)
    require("matters.merge", by, root)
    if root.root_id or root.state in states.END:
        raise Refused("root_is_merged", state=root.state)
    if matter.parts.exists() or matter.parent_id or root.parent_id:
        raise Refused("has_parts")
    if matter.state == states.OFFERED:
        raise Refused("being_handed_over")
    Matter.objects.filter(root=matter).update(root=root)
    matter.reporters.update(matter=root)
    fact = Merged(matter=matter.pk, root=root.pk)
    record(fact, by=by, about=[About("matter", root.pk)], at=moment)
    changes = clock_again(matter, moment)  # what waited with its clock stopped waits no more
    return step(
        matter, "merge", by=by, at=moment, facts=[fact], root=root, state_before=matter.state, **changes
    )  # fmt: skip


@transaction.atomic
def unmerge(*, by: Actor, matter: Matter, at: datetime | None = None) -> Matter:
    """Take a merged matter out again: its own reporters come back and it waits to be dealt with.

    Raises:
        Refused: `wrong_state`.
    """
    matter, moment = locked(matter), now_or(at)
    require("matters.merge", by, matter)
    root = matter.root
    if root is None:
        raise Refused("wrong_state", state=matter.state, move="unmerge")
    Reporter.objects.filter(original=matter).update(matter=matter)
    changes: dict[str, Any] = {"root": None, "ended_at": None, "state_before": ""}
    if matter.due_at:
        changes["alert_at"] = max(first_alert(matter.created_at, matter.due_at), moment)
    fact = Unmerged(matter=matter.pk, root=root.pk)
    record(fact, by=by, about=[About("matter", root.pk)], at=moment)
    return step(matter, "unmerge", by=by, at=moment, facts=[fact], **changes)
