"""`sihe-manage sample`: load the invented street into an empty database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sihe.project.sample.loading import SEED, NotEmpty, is_loaded, load
from sihe.project.sample.passwords import password
from sihe.project.sample.reading import personas

STEPS = {
    "ground": (0.05, "places"), "bodies": (0.1, "organisations"), "duties": (0.12, "responsibilities"),
    "households": (0.14, "households"), "affairs": (0.17, "committees"), "history": (0.2, "half a year of matters"),
}  # fmt: skip


class Command(BaseCommand):
    """Loads the sample street once."""

    help = "Load the invented sample street (示例街道) into an empty database; a second run does nothing."

    def add_arguments(self, parser: Any) -> None:
        """Take the seed."""
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, another history")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what there is now."""
        if is_loaded():
            self.stdout.write("The sample street is here already; nothing to do.")
            return
        columns = (TextColumn("Loading the sample street:"), BarColumn(), TextColumn("{task.description}"),
                   TimeElapsedColumn())  # fmt: skip
        try:
            with Progress(*columns, transient=True) as bar:
                task = bar.add_task("", total=1.0)

                def tell(what: str, share: float) -> None:
                    begin, words = STEPS[what]
                    done = begin + share * (1 - begin) if what == "history" else begin
                    bar.update(task, completed=done, description=words)

                loaded = load(seed=options["seed"], tell=tell)
        except NotEmpty:
            raise CommandError(
                "This database has organisations of its own; the sample street belongs in an empty one."
            ) from None
        self.stdout.write(
            f"Sample street loaded: {loaded.organisations} organisations, {loaded.households} households, "
            f"{loaded.people} residents, {loaded.matters} matters."
        )
        if settings.DEMO:
            names = ", ".join(p.username for p in personas())
            self.stdout.write(f"Sample sign-ins (password {password()}): {names}")
