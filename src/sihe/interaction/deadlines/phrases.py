"""The refusals about deadlines in words; also said where a part is given its own."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.kernel.access.phrases import add_phrases
from sihe.kernel.ui.words import full


def later_than_parent(values: dict[str, Any]) -> str:
    """Name the deadline of the whole."""
    return _("整件事的时限是%(day)s，分头办的不能更晚。") % {"day": full(values["due"])}


add_phrases(
    {
        "later_than_parent": later_than_parent,
        "due_in_past": gettext_lazy("时限要在现在以后，请改晚一些。"),
    }
)
