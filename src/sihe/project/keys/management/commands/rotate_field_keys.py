"""`sihe-manage rotate_field_keys`: encrypt personal fields anew under the first key."""

from typing import Any

from django.core.management.base import BaseCommand

from sihe.project.keys.rotation import BATCH, lying_open, rotate_keys


class Command(BaseCommand):
    """Put a new key first in SIHE_FIELD_KEYS (or the key file), restart, run this, then drop the old key."""

    help = "Encrypt personal fields anew under the first field key. May be stopped and run again."

    def add_arguments(self, parser: Any) -> None:
        """Take the size of a batch."""
        parser.add_argument("--batch", type=int, default=BATCH, help="rows in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        """Name what lies open, rotate, and say how many values each column had."""
        for found in lying_open():
            self.stderr.write(f"not encrypted at all: {found}")
        total = rotate_keys(batch=options["batch"], told=self._tell)
        self.stdout.write(f"{total} values encrypted anew; older keys may be dropped now")

    def _tell(self, column: str, done: int) -> None:
        self.stdout.write(f"{column}: {done}")
