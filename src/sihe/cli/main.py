"""The `sihe` command. Each subcommand is a module of this package, imported when it is asked for: an engine
starts without Django."""

from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_command as command_of

COMMANDS: Final = ("journal", "opinions", "serve", "tally", "work")


class Lazy(TyperGroup):
    """Finds a subcommand in the module of its name."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all subcommands."""
        return [*COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import one subcommand."""
        if cmd_name not in COMMANDS:
            return None
        command = command_of(import_module(f"sihe.cli.{cmd_name}").app)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Lazy,
    help="Sihe 四合: a community governed together.",
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def sihe() -> None:
    """Sihe 四合: a community governed together."""
