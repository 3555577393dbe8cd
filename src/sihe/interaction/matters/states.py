"""The life of a matter as data: states, moves between them and the version that a matter keeps.

A rule change is a new version here; matters in hand go on under the one they began with.
"""

from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext_lazy as _

TRIAGE: Final = "triage"
OFFERED: Final = "offered"
RECEIVED: Final = "received"
WORKING: Final = "working"
ASKING: Final = "asking"
PAUSED: Final = "paused"
HUNG: Final = "hung"
FINISHED: Final = "finished"
ANSWERED: Final = "answered"
CLOSED: Final = "closed"
MERGED: Final = "merged"
REJECTED: Final = "rejected"
WITHDRAWN: Final = "withdrawn"

LABELS: Final = {
    TRIAGE: _("待分派"),
    OFFERED: _("待接收"),
    RECEIVED: _("待办理"),
    WORKING: _("办理中"),
    ASKING: _("待补充"),
    PAUSED: _("暂停"),
    HUNG: _("挂账"),
    FINISHED: _("待核查"),
    ANSWERED: _("待评价"),
    CLOSED: _("办结"),
    MERGED: _("已合并"),
    REJECTED: _("不予受理"),
    WITHDRAWN: _("已撤回"),
}

# Why a matter waits for a person, as the resolution of responsibilities says it.
TRIAGE_REASONS: Final = {
    "no_category": _("看不出是哪一类"),
    "no_place": _("看不出在哪里"),
    "no_line": _("权责清单里没有这一类"),
    "nobody_here": _("这里没有管这类事的主体"),
    "several_here": _("这里有几家都管这类事"),
}


def triage_reason(code: str) -> str:
    """Return the words of a triage reason."""
    return str(TRIAGE_REASONS.get(code, code))


END: Final = frozenset({CLOSED, MERGED, REJECTED, WITHDRAWN})
OPEN: Final = frozenset(LABELS) - END
IN_HAND: Final = frozenset({RECEIVED, WORKING, ASKING, PAUSED, HUNG})
CLOCK_STOPS: Final = frozenset({ASKING, PAUSED, HUNG})


@dataclass(frozen=True)
class Move:
    """One allowed change: from any of `sources` to `target`, by who holds `permission`."""

    name: str
    sources: frozenset[str]
    target: str
    permission: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workflow:
    """A version of the state machine; `births` are the states in which a matter may begin."""

    version: int
    births: frozenset[str]
    moves: dict[str, Move] = field(default_factory=dict)

    def allowed(self, state: str) -> list[Move]:
        """Return the moves that begin in a state."""
        return [move for move in self.moves.values() if state in move.sources]


def _workflow(version: int, births: set[str], *moves: Move) -> Workflow:
    return Workflow(version, frozenset(births), {move.name: move for move in moves})


def _from(*states: str) -> frozenset[str]:
    return frozenset(states)


WORKFLOWS: Final = {
    1: _workflow(
        1,
        {TRIAGE, OFFERED, RECEIVED, CLOSED, ANSWERED},
        Move("route_to_offer", _from(TRIAGE, RECEIVED, WORKING), OFFERED, "matters.route"),
        Move("route_to_own", _from(TRIAGE), RECEIVED, "matters.route"),
        Move("accept", _from(OFFERED), RECEIVED, "handovers.answer"),
        Move("give_back", _from(OFFERED), RECEIVED, "handovers.answer"),
        Move("to_triage", _from(OFFERED, RECEIVED), TRIAGE, "matters.route"),
        Move("start", _from(RECEIVED), WORKING, "matters.handle"),
        Move("ask", _from(RECEIVED, WORKING), ASKING, "matters.handle", ("text",)),
        Move("supply", _from(ASKING), WORKING, "matters.supply"),
        Move("pause", _from(RECEIVED, WORKING), PAUSED, "matters.handle", ("reason",)),
        Move(
            "hang",
            _from(RECEIVED, WORKING, PAUSED),
            HUNG,
            "matters.handle",
            ("reason", "review_on"),
        ),
        Move("resume", _from(PAUSED, HUNG, ASKING), WORKING, "matters.handle"),
        Move("finish", _from(RECEIVED, WORKING), FINISHED, "matters.handle", ("text",)),
        Move("send_back", _from(FINISHED), WORKING, "matters.check", ("text",)),
        Move("check", _from(FINISHED), ANSWERED, "matters.check"),
        Move("close", _from(ANSWERED), CLOSED, "matters.close"),
        Move("reopen", _from(ANSWERED, CLOSED), RECEIVED, "matters.reopen", ("text",)),
        Move("merge", OPEN, MERGED, "matters.merge"),
        Move("unmerge", _from(MERGED), RECEIVED, "matters.merge"),
        Move("reject", _from(TRIAGE, RECEIVED), REJECTED, "matters.route", ("text",)),
        Move("withdraw", _from(TRIAGE, OFFERED, RECEIVED), WITHDRAWN, "matters.withdraw"),
    ),
}
CURRENT: Final = max(WORKFLOWS)
