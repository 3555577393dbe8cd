"""The verbs of households: look for a purpose, move in and out, put right."""

from sihe.interaction.households import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.households.actions.living import correct, known_as, move_in, move_out
from sihe.interaction.households.actions.looking import look, look_at_people

__all__ = ["correct", "known_as", "look", "look_at_people", "move_in", "move_out"]
