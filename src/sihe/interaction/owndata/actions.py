"""The verbs of a resident's own data: show, correct, erase; and the answer to a wish for erasure.

A resident's identity is checked before: by the receipt (following), or at a desk by the receipt's code
and the phone number or the secret (`identified`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from sihe.interaction.matters.actions import correct_contact as _correct
from sihe.interaction.matters.actions import forget_reporter
from sihe.interaction.matters.actions.stepping import abouts, locked
from sihe.interaction.matters.models import Matter, Note, Reporter
from sihe.interaction.matters.queries import tidy
from sihe.interaction.owndata import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.owndata.models import REASON_MOST, Erasure, OwnNote
from sihe.interaction.owndata.queries import is_over, kept_of, others_notes, own_notes
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.facts.privacy import ErasureAnswered, ErasureAsked, Revealed
from sihe.kernel.journal.actions import record
from sihe.kernel.notices.actions import erase_messages
from sihe.kernel.privacy.actions import erase_words
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.responsibilities.queries import number
from sihe.kernel.ui.inputs import tidy_phone
