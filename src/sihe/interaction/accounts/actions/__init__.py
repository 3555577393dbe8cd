"""The verbs of residents' accounts, each one transaction: permission first, journal last."""

from sihe.interaction.accounts.actions.coming_in import end_access, new_code, open_by_code, open_by_pin, set_pin
from sihe.interaction.accounts.actions.joining import answer, ask, open_by_request
from sihe.interaction.accounts.actions.slips import (
    Printed,
    give,
    hand_over,
    open_by_slip,
    print_slips,
    reissue,
)
from sihe.interaction.accounts.actions.standing import accept, agree, end, guard, note_act, offer

__all__ = [
    "Printed", "accept", "agree", "answer", "ask", "end", "end_access", "give", "guard", "hand_over",
    "new_code", "note_act", "offer", "open_by_code", "open_by_pin", "open_by_request", "open_by_slip",
    "print_slips", "reissue", "set_pin",
]  # fmt: skip
