"""The verbs of absence and turnover. Each: one transaction, permission first, journal last."""

from sihe.teams.turnover.actions.keys import add_item, give_item, retire_item
from sihe.teams.turnover.actions.leaves import (
    change_deputy,
    end_leave,
    plan_leave,
    turn_leaves,
)
from sihe.teams.turnover.actions.leaving import (
    answer,
    begin_leaving,
    call_off,
    close_leaving,
    hand,
    refuse_leaver,
)
from sihe.teams.turnover.actions.reissuing import password_changed, vouch

__all__ = [
    "add_item", "answer", "begin_leaving", "call_off", "change_deputy", "close_leaving",
    "end_leave", "give_item", "hand", "password_changed", "plan_leave", "refuse_leaver",
    "retire_item", "turn_leaves", "vouch",
]  # fmt: skip
