"""`sihe-manage import_matters FILE --profile NAME [--dry-run]`; `--undo BATCH` takes an import back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from sihe.intelligence.exchange import actions, running
from sihe.intelligence.exchange.models import BatchState, ImportBatch
from sihe.intelligence.exchange.phrases import WARNINGS, file_reason, row_reason
from sihe.intelligence.exchange.queries import refusals, same_file_waiting
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM


class Command(BaseCommand):
    """Reads a table of matters; the same steps as the page: dry run, import, undo."""

    help = "Import a table of matters: dry run first, then the rows; a second run adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file and what to do with it."""
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--profile", default="", help="default: the one that knows the columns")
        parser.add_argument("--dry-run", action="store_true", help="count only, change nothing")
        parser.add_argument("--undo", type=int, metavar="BATCH", help="take an import back")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, with a progress bar on a terminal."""
        try:
            if options["undo"] is not None:
                self._undo(options["undo"])
            elif options["file"] is None:
                raise CommandError("name a file, or --undo BATCH")
            else:
                self._bring(options["file"], options["profile"], options["dry_run"])
        except Refused as refused:
            raise CommandError(said(refused)) from None

    def _bring(self, file: Path, profile: str, dry_run: bool) -> None:
        if not file.is_file():
            raise CommandError(f"{file} is not there")
        waiting = same_file_waiting(file)
        if waiting is None:
            batch = actions.take_file(by=SYSTEM, file=file, profile=profile)
            actions.start_check(by=SYSTEM, batch=batch)
            batch = self._work(batch.pk, "试读")
            self._report(batch)
            if batch.state == BatchState.FAILED:
                raise CommandError(file_reason(batch.trouble))
            if dry_run:
                return
            actions.start_import(by=SYSTEM, batch=batch)
        else:
            batch = waiting
            self.stdout.write(f"接着第 {batch.reached + 1} 行导入（批次 {batch.pk}）")
        batch = self._work(batch.pk, "导入")
        if batch.state != BatchState.DONE:
            raise CommandError(f"批次 {batch.pk}: {batch.get_state_display()} {batch.trouble}")
        self._report(batch)
        self.stdout.write(f"批次 {batch.pk}，撤销：sihe-manage import_matters --undo {batch.pk}")

    def _undo(self, number: int) -> None:
        batch = ImportBatch.objects.filter(pk=number).first()
        if batch is None:
            raise CommandError(f"没有批次 {number}")
        if batch.state != BatchState.UNDOING:
            actions.start_undo(by=SYSTEM, batch=batch)
        batch = self._work(number, "撤销")
        self.stdout.write(
            f"撤销 {batch.removed} 件，留下 {batch.made - batch.removed} 件已有人办过"
        )

    def _work(self, batch: int, what: str) -> ImportBatch:
        columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        # the text of a terminal, not of a page: progress goes to stderr, results to stdout
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            line = bar.add_task(what, total=None)
            return running.go_on(
                batch, lambda done, total: bar.update(line, completed=done, total=total or None)
            )

    def _report(self, batch: ImportBatch) -> None:
        write = self.stdout.write
        write(f"{batch.file_name}（{batch.profile}）：共 {batch.rows} 行")
        write(
            f"  收 {batch.accepted} 行（新 {batch.made}，早已有 {batch.known}），没收 {batch.refused} 行"
        )
        for code, count in sorted(batch.warnings.items()):
            write(f"  提醒 {count} 行：{WARNINGS.get(code, code)}")
        for reason, count, line in refusals(batch):
            write(f"  没收 {count} 行：{row_reason(reason)}，如第 {line} 行")
