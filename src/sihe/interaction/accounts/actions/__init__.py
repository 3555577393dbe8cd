"""The verbs of residents' accounts, each one transaction: permission first, journal last."""

from sihe.interaction.accounts.actions.opening import (
    account_of,
    draw,
    forgetters,
    sign_out_everywhere,
)
from sihe.interaction.accounts.actions.slips import (
    Printed,
    end_access,
    give,
    hand_over,
    open_by_slip,
    print_slips,
    reissue,
)

__all__ = [
    "Printed", "account_of", "draw", "end_access", "forgetters", "give", "hand_over", "open_by_slip",
    "print_slips", "reissue", "sign_out_everywhere",
]  # fmt: skip
