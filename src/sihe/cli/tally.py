"""`sihe tally`: counts a vote of owners by Civil Code art. 278, in integers (业主大会计票)."""

from pathlib import Path
from typing import Annotated

import typer

from sihe.cli.running import Out, run
from sihe.engines.tables import document
from sihe.engines.tally import cases, report

app = typer.Typer()


@app.command()
def tally(
    case: Annotated[
        Path,
        typer.Argument(
            metavar="CASE.json", help='one case, or {"cases": [...]}', show_default=False
        ),
    ],
    out: Out = None,
) -> None:
    """Count owners' votes (业主大会计票): decisions, elections and unanimous consent.

    The format is docs/reference/tally.md. Ends with 2 and one line a fault where the case cannot be used.
    """
    run("tally", [case], lambda _step: report(*cases(document(case), case.name)), out=out)
