"""How a bulletin stands, and when a home counts as knowing it, as data."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sihe.kernel.notices import states as told

DRAFT: Final = "draft"
PUBLISHED: Final = "published"
WITHDRAWN: Final = "withdrawn"
LABELS: Final = {DRAFT: _("草稿"), PUBLISHED: _("已发布"), WITHDRAWN: _("已撤回")}
TONES: Final = {DRAFT: "wait", PUBLISHED: "ok", WITHDRAWN: "plain"}

# Whom an earlier text has reached in some way, so that they must hear of its correction or withdrawal.
REACHED: Final = frozenset({told.SENT, told.DELIVERED, told.TOLD, told.READ, told.CONFIRMED})
OPEN: Final = told.TO_TELL
OPEN_URGENT: Final = told.TO_TELL | {told.READ}
"""Of an urgent one, who has opened it and not said so still has to be spoken to."""


def still_open(urgent: bool) -> frozenset[str]:
    """Return the states in which a home stands on the door list."""
    return OPEN_URGENT if urgent else OPEN
