"""The verbs of those who deal with a matter. Each: one transaction, permission first, journal last."""

from sihe.interaction.handling.actions.assigning import assign, claim, pass_on
from sihe.interaction.handling.actions.closing import scan_closing
from sihe.interaction.handling.actions.contact import correct_contact, forget_reporter
from sihe.interaction.handling.actions.joining import me_too, merge, unmerge
from sihe.interaction.handling.actions.moving import (
    ask,
    check,
    close,
    finish,
    hang,
    open_compulsory,
    pause,
    reject,
    reopen,
    resume,
    start,
    supply,
    withdraw,
)
from sihe.interaction.handling.actions.noting import add_note, set_urgency
from sihe.interaction.handling.actions.parts import add_part, excuse_part
from sihe.interaction.handling.actions.rating import rate

__all__ = [
    "add_note",
    "add_part",
    "ask",
    "assign",
    "check",
    "claim",
    "close",
    "correct_contact",
    "excuse_part",
    "finish",
    "forget_reporter",
    "hang",
    "me_too",
    "merge",
    "open_compulsory",
    "pass_on",
    "pause",
    "rate",
    "reject",
    "reopen",
    "resume",
    "scan_closing",
    "set_urgency",
    "start",
    "supply",
    "unmerge",
    "withdraw",
]
