"""`sihe-manage archive write FILE`, `archive read FILE` (into an empty installation), `archive open FILE OUT`."""

import getpass
import os
import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from sihe.intelligence.archive import reading, writing
from sihe.intelligence.archive.actions import SHORTEST
from sihe.intelligence.archive.sealing import NotSealed, opened
from sihe.intelligence.archive.writing import Told
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused


class Command(BaseCommand):
    """Writes, reads and opens whole-community archives, with a progress bar on a terminal."""

    help = "A whole community in one sealed file. The passphrase: SIHE_ARCHIVE_PASSPHRASE, or asked for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what to do, and with which file."""
        parser.add_argument("act", choices=("write", "read", "open"))
        parser.add_argument("file", type=Path)
        parser.add_argument("out", nargs="?", type=Path, help="of open: the ZIP file, in the clear")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        file: Path = options["file"]
        if options["act"] != "write" and not file.is_file():
            raise CommandError(f"{file} is not there")
        words = os.environ.get("SIHE_ARCHIVE_PASSPHRASE") or getpass.getpass("口令：")
        try:
            if options["act"] == "write":
                self._write(file, words)
            elif options["act"] == "read":
                with self._bar("读入") as told:
                    manifest = reading.take_in(file, words, told)
                self.stdout.write(f"读入 {sum(t['rows'] for t in manifest['tables'].values())} 行")
            else:
                self._open(file, options["out"] or file.with_suffix(".zip"), words)
        except Refused as refused:
            raise CommandError(said(refused)) from None

    def _write(self, file: Path, words: str) -> None:
        if len(words) < SHORTEST:
            raise Refused("passphrase_short", least=SHORTEST)
        with self._bar("存档") as told:
            writing.write(file, words, told)
        self.stdout.write(f"{file}：{file.stat().st_size} 字节")

    def _open(self, file: Path, out: Path, words: str) -> None:
        part = out.with_name(out.name + ".part")
        try:
            with file.open("rb") as source, part.open("wb") as plain:
                part.chmod(0o600)
                for piece in opened(source, words):
                    plain.write(piece)
            shutil.move(part, out)
        except NotSealed as fault:
            raise Refused(f"archive_{fault.why}") from None
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"{out}：没有锁，用完请删除")

    @contextmanager
    def _bar(self, what: str) -> Iterator[Told]:
        parts = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
            line = bar.add_task(what, total=None)
            yield lambda done, total: bar.update(line, completed=done, total=total)
