"""How quick owners' votes are counted. Run: `python -m bench.tally` prints a Markdown table.

Invented compounds: flats of one owner or a couple, one part in forty unsold, four ballots for five
voters. Checked before anything is told: the sums of every count add up to its totals, and input in
another order gives the same result. `peer` is the test suite's second implementation, written from
the law's text with fractions, on the same case; the results are compared first.
"""

from __future__ import annotations

import random
import sys
from typing import Any

from bench.measuring import Line, ms, repeated, table, timed
from sihe.engines.tally import cases, report

SIZES = (500, 5_000, 50_000)
GOAL_SIZE, GOAL_S = 5_000, 0.050
TURNS = 15


def compound(parts: int, seed: int = 278) -> dict[str, Any]:
    """Invent a vote on item 8 with all readings of the silent."""
    chance = random.Random(seed)
    units = [
        {
            "id": f"{n // 80 + 1}-{n % 80}",
            "area": chance.randrange(4_500, 16_000),
            "owners": [f"o{chance.randrange(parts)}"] + ([f"p{n}"] if n % 3 == 0 else []),
            "kind": "house",
            "state": "unsold" if n % 40 == 0 else "delivered",
            "building": str(n // 80 + 1),
        }
        for n in range(parts)
    ]
    voters = sorted({"+".join(sorted(u["owners"])) for u in units if u["state"] == "delivered"})
    words = chance.choices(["agree", "oppose", "abstain"], weights=[7, 2, 1], k=len(voters))
    ballots = [
        {"voter": voter, "choice": word, "channel": "online"}
        for n, (voter, word) in enumerate(zip(voters, words, strict=True))
        if n % 5
    ]
    options = {"nonvote": "follow_majority", "delivered": voters, "clause": "20", "notice": "1"}
    return {"units": units, "ballots": ballots, "matter": 8, "options": options}


def checked(case: dict[str, Any]) -> None:
    """Raise where the count of a case does not add up or depends on order."""
    found = report(*cases(case, "case"))
    sums = found["trace"]["choices"].values()
    if sum(x["area"] for x in sums) != found["total_area"]:
        raise AssertionError("sums do not add up")
    other = {**case, "units": case["units"][::-1], "ballots": case["ballots"][::-1]}
    if report(*cases(other, "case")) != found:
        raise AssertionError("order changed the result")


def lines() -> list[Line]:
    """Measure."""
    from sihe.engines.tally.tests import oracle

    found = []
    for size in SIZES:
        case = compound(size)
        checked(case)
        ready = cases(case, "case")
        goal = size == GOAL_SIZE
        both = repeated(lambda case=case: report(*cases(case, "case")), TURNS)  # type: ignore[misc]
        count = repeated(lambda ready=ready: report(*ready), TURNS)  # type: ignore[misc]
        peer = ratio = ""
        if size <= SIZES[0]:
            seconds, other = timed(lambda case=case: oracle.count(case))  # type: ignore[misc]
            mine = report(*ready)
            if {key: mine[key] for key in other} != other:
                raise AssertionError("the second implementation differs")
            peer, ratio = f"with fractions {ms(seconds)}", f"{seconds / both.median:.0f} x"
        said, met = (f"< {ms(GOAL_S)}", both.median < GOAL_S) if goal else ("", None)
        found.append(
            Line("tally: input checked and counted (median)", f"{size:,} parts", ms(both.median), said,
                 met, peer, ratio)
        )  # fmt: skip
        found.append(
            Line("tally: counted alone (median)", f"{size:,} parts", ms(count.median), "", None)
        )
    return found


if __name__ == "__main__":
    sys.stdout.write(table(lines()))
