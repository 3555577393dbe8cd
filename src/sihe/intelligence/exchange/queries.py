"""Reading imports, their refused rows, and the answers that go back."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.db.models import Avg, Count, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from sihe.intelligence.exchange.mapping import shipped
from sihe.intelligence.exchange.models import BatchState, ImportBatch, ImportProfile
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.facts import Actor


def visible_to(actor: Actor) -> QuerySet[ImportBatch]:
    """Return the imports that an actor may see: those of its own organisation."""
    rows = ImportBatch.objects.select_related("profile", "person", "receiver", "root")
    if actor.kind == "system":
        return rows
    if actor.organisation is None or not actor.holds("exchange.import"):
        return rows.none()
    return rows.filter(organisation=actor.organisation)


def profiles() -> list[tuple[str, str]]:
    """Return (name, title) of every profile: the shipped ones, then an office's own."""
    own = ImportProfile.objects.filter(name__startswith="own-").order_by("name", "version")
    given = {name: profile["title"] for name, profile in shipped().items()}
    return list((given | {p.name: p.title for p in own}).items())


def refusals(batch: ImportBatch) -> list[tuple[str, int, int]]:
    """Return (reason, how many, first line) of what did not come in, the commonest first."""
    rows = batch.refused_rows.values("reason").annotate(n=Count("pk"), first=Min("line"))
    return list(rows.order_by("-n", "reason").values_list("reason", "n", "first"))


def same_file_waiting(file: Path) -> ImportBatch | None:
    """Return the batch of this very file whose import was stopped half-way, if there is one."""
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    rows = ImportBatch.objects.filter(sha256=digest, state=BatchState.RUNNING, organisation=None)
    return rows.order_by("-pk").first()


def kept_after_undo(batch: ImportBatch) -> QuerySet[Matter]:
    """Return the matters of an import that are (still) here."""
    return Matter.objects.filter(batch_id=batch.pk).select_related("accountable", "category")


def answered(batch: ImportBatch) -> int:
    """Count the matters of an import whose answer can go back."""
    return _with_answers(batch).count()


def answers(batch: ImportBatch) -> Iterator[list[str]]:
    """Yield the heads of the table that goes back, then one line for each matter that has its answer."""
    columns = batch.mapping.get("answers") or _own_columns(batch)
    yield [head for head, _what in columns]
    for matter in _with_answers(batch).iterator(chunk_size=1000):
        told = _told(matter)
        yield [told[what] for _head, what in columns]


def _own_columns(batch: ImportBatch) -> list[tuple[str, str]]:
    """Where a profile names none, the number's column as the sender calls it, and what every sender asks for."""
    named = batch.mapping["columns"].get("number", ["编号"])
    number = named if isinstance(named, str) else named[0]
    rest = [("承办单位", "accountable"), ("办理结果", "answer"), ("办结时间", "ended")]
    return [(number, "number"), *rest]


def _with_answers(batch: ImportBatch) -> QuerySet[Matter]:
    ended = (states.ANSWERED, states.CLOSED, states.REJECTED)
    rating = Reporter.objects.filter(matter=OuterRef("pk")).order_by().values("matter")
    rows = kept_after_undo(batch).filter(state__in=ended, parent=None)
    mean = rating.annotate(mean=Avg("satisfaction")).values("mean")
    return rows.annotate(mean=Subquery(mean)).order_by("pk")


def _told(matter: Matter) -> dict[str, str]:
    ended = matter.finished_at or matter.ended_at
    mean: float | None = getattr(matter, "mean", None)
    return {
        "number": matter.origin_key, "code": matter.code, "state": str(states.LABELS[matter.state]),
        "accountable": str(matter.accountable), "answer": matter.answer,
        "ended": timezone.localtime(ended).strftime("%Y-%m-%d %H:%M:%S") if ended else "",
        "satisfaction": f"{mean:.1f}" if mean else "",
    }  # fmt: skip
