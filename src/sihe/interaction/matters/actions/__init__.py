"""The verbs that make a matter, place it and hand it on. Each: one transaction, permission first, journal last."""

from sihe.interaction.matters.actions.correcting import route, set_category, set_place
from sihe.interaction.matters.actions.forgetting import forget, forgetters
from sihe.interaction.matters.actions.handing import (
    accept_for,
    join_in,
    offer_out,
    show_to,
    take_back,
    to_triage,
)
from sihe.interaction.matters.actions.importing import (
    Past,
    bring_in,
    brought_before,
    take_out,
    untouched,
)
from sihe.interaction.matters.actions.registering import Registered, ReporterGiven, register, settle

__all__ = [
    "Past",
    "Registered",
    "ReporterGiven",
    "accept_for",
    "bring_in",
    "brought_before",
    "forget",
    "forgetters",
    "join_in",
    "offer_out",
    "register",
    "route",
    "set_category",
    "set_place",
    "settle",
    "show_to",
    "take_back",
    "take_out",
    "to_triage",
    "untouched",
]
