"""The hand-over sheet on paper, with room for both signatures."""

from pathlib import Path
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.kernel.ui.paper import printed
from sihe.kernel.ui.words import full
from sihe.teams.turnover.holdings import held, kinds
from sihe.teams.turnover.models import Departure, PassingState
from sihe.teams.turnover.showing import in_words

SHEET: Final = Path(__file__).parent / "typst" / "sheet.typ"


def sheet(departure: Departure) -> bytes:
    """Return the PDF: what went to whom, what is still held, and lines for the signatures."""
    passings = departure.passings.select_related("receiver").order_by(
        "receiver__name", "kind", "pk"
    )
    taken = [p for p in passings if p.state in (PassingState.TAKEN, PassingState.OFFERED)]
    still = (
        held(departure.person_id, departure.organisation_id) if departure.closed_at is None else {}
    )
    rest = [
        [str(kinds[kind].label), one.label, one.note]
        for kind, ids in still.items()
        for one in kinds[kind].told(ids)
    ]
    told = {
        "title": _("离岗交接单"), "made": full(timezone.now()),
        "rows": [
            [_("姓名"), departure.person.name], [_("单位"), departure.organisation.name],
            [_("最后一天"), f"{departure.last_day:%Y-%m-%d}"],
            [_("办结"), full(departure.closed_at) if departure.closed_at else _("还没办结")],
        ],
        "heads": [_("种类"), _("内容"), _("交给谁"), _("签收")],
        "items": [
            [label, f"{one.label} {one.note}".strip(), passing.receiver.name,
             full(passing.answered_at) if passing.answered_at else ""]
            for passing, label, one in in_words(taken)
        ],
        "rest_title": _("还在手上的"), "rest": rest, "none": _("没有"),
        "signatures": [_("移交人签字"), _("接收人签字"), _("监交人签字"), _("日期")],
    }  # fmt: skip
    return printed(SHEET, told)
