"""What stands on a person's desk. At most seven queries, each with a limit, whatever the number of matters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from sihe.intelligence.desks import piles
from sihe.interaction.handovers.models import Handover, HandoverState
from sihe.interaction.matters.models import Matter, Source
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Kind, Mandate
from sihe.kernel.places.queries import place_label
from sihe.kernel.responsibilities.models import Share

MOST = 40
SHORT = 8


@dataclass(frozen=True)
class Row:
    """One line of a desk: what, where and whose, who waits, until when, and what the button says."""

    code: str
    title: str
    note: str
    who: str
    due: datetime | None
    verb: str
    before: str = ""
    urgent: bool = False
    stead: str = ""  # the absent colleague whose it is
    mandate: int | None = None  # under which one works on it, where that is another than now


@dataclass(frozen=True)
class Desk:
    """Everything on one desk. `capped`: there is more than is shown."""

    todo: list[Row]
    late: int
    capped: bool
    waiting: list[Row]
    support: list[Row]
    area_late: list[Row]
    deployed: list[Row]


def desk_of(actor: Actor, mandate: Mandate, now: datetime, every: Sequence[Mandate] = ()) -> Desk:
    """Return the desk of a person under one mandate; `every`: all that they have, also for absent colleagues."""
    worker = actor.holds("matters.handle")
    offers = piles.offers(actor, 2 * MOST)
    mine_rows = piles.mine(actor, MOST + 1) if worker else []
    lent = lent_here(actor, every)
    stood = piles.of_absent(actor, lent, MOST + 1)
    checks = piles.to_check(actor, MOST + 1)
    triage = piles.to_triage(actor, MOST + 1)
    others = piles.with_others(actor, 2 * SHORT) if worker else []
    support = piles.supported(actor, SHORT) if worker else []
    late = piles.late_here(actor, now, SHORT)
    home = mandate.organisation.kind == Kind.HOME_UNIT
    deployed = piles.of_deployed(actor, 2 * SHORT) if home else []
    todo = [
        *(_offer_row(h) for h in offers if _my_move(actor, h)),
        *(_row(m, _("去办")) for m in mine_rows),
        *(_stead_row(m, lent, actor) for m in stood),
        *(_row(m, _("核查"), str(m.accountable)) for m in checks),
        *(_row(m, _("分派")) for m in triage),
    ]
    todo.sort(key=lambda row: (row.due is None, row.due or now))
    waiting = [
        *(_waiting_offer(h) for h in offers if not _my_move(actor, h)),
        *(_row(m, _("看进展"), str(m.accountable)) for m in others),
    ]
    waiting.sort(key=lambda row: (row.due is None, row.due or now))
    return Desk(
        todo=todo[:MOST],
        late=sum(1 for row in todo if row.due is not None and row.due < now),
        capped=len(todo) > MOST,
        waiting=waiting[: 2 * SHORT],
        support=[
            _row(m, _("去帮忙"), str(m.accountable))
            for m in support
            if m.code not in {row.code for row in waiting}
        ],
        area_late=[_row(m, _("看看"), str(m.accountable)) for m in late],
        deployed=[_row(m, _("看看"), str(m.assignee)) for m in deployed],
    )


def lent_here(actor: Actor, every: Sequence[Mandate]) -> dict[int, Mandate]:
    """Return by absent colleague the mandate under which the person stands in for them, where they act now."""
    return {
        m.standing_in_for.person_id: m
        for m in every
        if m.standing_in_for is not None and m.organisation_id == actor.organisation
    }


def _stead_row(matter: Matter, lent: dict[int, Mandate], actor: Actor) -> Row:
    own = lent[matter.assignee_id or 0]
    absent = own.standing_in_for.person.name if own.standing_in_for else ""
    there = None if own.pk == actor.mandate else own.pk
    return replace(_row(matter, _("代办")), stead=absent, mandate=there)


def _my_move(actor: Actor, handover: Handover) -> bool:
    giver_moves = handover.state == HandoverState.COUNTERED
    side = handover.giver_id if giver_moves else handover.receiver_id
    needed = "handovers.offer" if giver_moves else "handovers.answer"
    return side == actor.organisation and actor.holds(needed)


def _offer_row(handover: Handover) -> Row:
    countered = handover.state == HandoverState.COUNTERED
    who = handover.receiver if countered else handover.giver
    helping = handover.share == Share.SUPPORTING
    verb = _("答复条件") if countered else (_("去不去帮忙") if helping else _("接下或商量"))
    note = _note(handover.matter)
    if countered and handover.counter_message:
        note = f"{note} · {handover.counter_message[:40]}"
    return Row(handover.matter.code, handover.matter.title, note, str(who), handover.answer_by,
               verb, before=_("等你表态"), urgent=handover.matter.urgency == "urgent")  # fmt: skip


def _waiting_offer(handover: Handover) -> Row:
    countered = handover.state == HandoverState.COUNTERED
    who = handover.giver if countered else handover.receiver
    words = _("等%(who)s答复条件") if countered else _("等%(who)s表态")
    return Row(handover.matter.code, handover.matter.title,
               f"{_note(handover.matter)} · {words % {'who': who}}", str(who), handover.answer_by,
               _("看进展"))  # fmt: skip


def _row(matter: Matter, verb: str, who: str = "") -> Row:
    return Row(matter.code, matter.title, _note(matter), who or waiting_for(matter), matter.due_at,
               verb, urgent=matter.urgency == "urgent")  # fmt: skip


def waiting_for(matter: Matter) -> str:
    """Return in words who waits for a matter."""
    if matter.parent is not None:
        return str(matter.parent.accountable)
    if matter.source == Source.PATROL:
        return _("网格巡查")
    if matter.source == Source.STAFF:
        return _("同事")
    return _("居民")


def _note(matter: Matter) -> str:
    words = [place_label(matter), str(matter.category or _("没分类"))]
    if matter.parent_id is not None:
        words.append(_("分头办"))
    return " · ".join(word for word in words if word)
