"""How a promise stands: the allowed moves as data. Late is no state: it is an open promise after its day."""

from typing import Final

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

OPEN: Final = "open"
KEPT: Final = "kept"
GIVEN_UP: Final = "given_up"

LABELS: Final[dict[str, str | Words]] = {
    OPEN: _("还没到"),
    KEPT: _("做到了"),
    GIVEN_UP: _("没做到"),
}
FROM: Final[dict[str, frozenset[str]]] = {KEPT: frozenset({OPEN}), GIVEN_UP: frozenset({OPEN})}
