"""`sihe journal`: checks that the record of what happened is whole."""

import os
from typing import Annotated

import typer

app = typer.Typer(help="Check the journal (操作记录).", no_args_is_help=True)

WHY = {
    "gap": "row {seq} is missing",
    "extra": "row {seq} was put in",
    "content": "row {seq} was changed",
    "previous": "row {seq} does not continue the row before it",
    "end": "row {seq} is not the last row that was written",
}


@app.callback()
def journal() -> None:
    """Check the journal (操作记录)."""


@app.command()
def verify(
    expect: Annotated[
        str,
        typer.Option(help="digest of the end that was noted before; it must still be in the chain"),
    ] = "",
) -> None:
    """Walk the whole chain; name the first broken row and end with 1, or say that it is sound."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sihe.project.settings")
    import django

    django.setup()
    from django.db import connection

    from sihe.kernel.journal import append_only
    from sihe.kernel.journal.models import Entry, Head
    from sihe.kernel.journal.queries import first_broken

    broken = first_broken()
    if broken is not None:
        typer.echo(f"broken: {WHY[broken.why].format(seq=broken.seq)}", err=True)
        raise typer.Exit(1)
    if expect and not Entry.objects.filter(digest=expect).exists():
        typer.echo("broken: the digest noted before is not in the chain", err=True)
        raise typer.Exit(1)
    head = Head.objects.filter(pk=1).first() or Head()
    typer.echo(f"sound: {head.seq} rows, the last digest is {head.digest}")
    for name in append_only.missing(connection):
        typer.echo(f"warning: the trigger {name} is missing; run the migrations again", err=True)
