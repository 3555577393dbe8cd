"""The verbs of rounds: visit, promise, mark help with consent, end it, forget."""

from sihe.interaction.rounds import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.rounds.actions.consenting import (
    MarkGiven,
    end_moved,
    give_consent,
    remind_and_expire,
    withdraw,
)
from sihe.interaction.rounds.actions.forgetting import forget_words
from sihe.interaction.rounds.actions.visiting import end_promise, make_round

__all__ = [
    "MarkGiven", "end_moved", "end_promise", "forget_words", "give_consent", "make_round", "remind_and_expire",
    "withdraw",
]  # fmt: skip
