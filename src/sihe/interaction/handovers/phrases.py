"""The refusals of hand-overs in words: why it cannot be done, and what can be done now."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.handovers.models import HandoverState
from sihe.kernel.access.phrases import add_phrases


def answered_already(values: dict[str, Any]) -> str:
    """Say how the offer stands now."""
    state = HandoverState(values["state"]).label
    return _("这次转交%(state)s，不用再答复。看看最新经过。") % {"state": state}


add_phrases(
    {
        "answered_already": answered_already,
        "offer_to_itself": gettext_lazy("这件事已由他们负责，请选别家。"),
        "inactive_receiver": gettext_lazy("%(receiver)s已停用，请选别家。"),
        "offered_already": gettext_lazy("已经转给%(receiver)s，等他们答复或先收回。"),
        "ground_missing": gettext_lazy("还没选退回的理由。"),
        "reply_missing": gettext_lazy("选了其他，请写明理由。"),
        "terms_missing": gettext_lazy("写出要改的时限，或还缺什么。"),
        "no_round_left": gettext_lazy("已商量够次数，请接下或退回。"),
    }
)
