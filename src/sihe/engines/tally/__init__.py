"""Counting owners' votes 计票: Civil Code art. 278 exactly, elections, unanimous consent (art. 279).

Pure: a case in, figures, status and every integer of the way out. Serves the owners' assembly.
Public: `cases` (from a JSON document, with faults), `report`, `counted`; `Case`, `Unit`, `Ballot`,
`Proxy`, `Policy`, `Scope`, `voter_key`, `DEVELOPER`; `decide`, `elect`, `consent`; `Law`, `Share`,
`CIVIL_CODE`. Reasons are codes (`reasons.py`). The format is docs/reference/tally.md.
"""

from sihe.engines.tally.checking import cases
from sihe.engines.tally.consent import Consent, consent
from sihe.engines.tally.election import Election, elect
from sihe.engines.tally.law import CIVIL_CODE, Law, Share
from sihe.engines.tally.problem import (
    DEVELOPER,
    Ballot,
    Case,
    Policy,
    Proxy,
    Scope,
    Unit,
    voter_key,
)
from sihe.engines.tally.report import counted, report
from sihe.engines.tally.solve import Outcome, decide

__all__ = [
    "CIVIL_CODE", "DEVELOPER", "Ballot", "Case", "Consent", "Election", "Law", "Outcome", "Policy",
    "Proxy", "Scope", "Share", "Unit", "cases", "consent", "counted", "decide", "elect", "report",
    "voter_key",
]  # fmt: skip
