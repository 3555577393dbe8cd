"""`sihe opinions`: opinion groups, what each stands for, and what all agree on (意见分组)."""

from pathlib import Path
from typing import Annotated, Any

import typer

from sihe.cli.running import Out, Progress, run
from sihe.engines.opinions import analyse, read_groups, read_votes

app = typer.Typer()


@app.command()
def opinions(
    votes: Annotated[
        Path,
        typer.Argument(
            metavar="VOTES.csv", help="voter-id, comment-id, vote, timestamp", show_default=False
        ),
    ],
    comments: Annotated[
        Path | None, typer.Option(metavar="FILE", help="comment-id, moderated (-1: moderated out)")
    ] = None,
    groups: Annotated[
        Path | None, typer.Option(metavar="FILE", help="participant, group-id: use these groups")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="chance of the stability figure")] = 0,
    runs: Annotated[
        int, typer.Option(min=0, max=1000, help="runs of the stability figure; 0 for none")
    ] = 20,
    out: Out = None,
) -> None:
    """Find opinion groups (意见分组): groups, what each stands for, consensus, stability.

    The format is docs/reference/opinions.md. Ends with 2 and one line a fault where the files cannot be used.
    """

    def compute(step: Progress) -> dict[str, Any]:
        given = read_votes(votes, comments)
        named, unknown = read_groups(groups, given) if groups else (None, 0)
        return analyse(given, named, unknown=unknown, seed=seed, runs=runs, step=step)

    run("opinions", [file for file in (votes, comments, groups) if file], compute, out=out)
