"""The verbs of households: look, visit, promise, mark help with consent, move in and out, forget."""

from sihe.interaction.households import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.households.actions.consenting import (
    MarkGiven,
    end_consents,
    end_moved,
    give_consent,
    remind_and_expire,
    withdraw,
)
from sihe.interaction.households.actions.forgetting import forget_words
from sihe.interaction.households.actions.living import correct, move_in, move_out
from sihe.interaction.households.actions.looking import count_find, look, look_at_people
from sihe.interaction.households.actions.visiting import end_promise, make_round

__all__ = [
    "MarkGiven", "correct", "count_find", "end_consents", "end_moved", "end_promise", "forget_words", "give_consent", "look",
    "look_at_people", "make_round", "move_in", "move_out", "remind_and_expire", "withdraw",
]  # fmt: skip
