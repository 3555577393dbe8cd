"""Some visits of the sample: what was said, promised and kept, and help marked with a signed sheet (示例)."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from sihe.interaction.rounds.actions import MarkGiven, end_promise, give_consent, make_round
from sihe.interaction.rounds.models import Help, Met, RoundKind, Way
from sihe.kernel.access.rules import may
from sihe.kernel.facts import Actor
from sihe.project.sample import reading
from sihe.project.sample.households import Home

EACH, OLD = 10, 65
"""Visits of one grid worker; from which age on a household of the sample is marked."""


def visits(
    homes: Sequence[Home], workers: Sequence[Actor], rng: random.Random, now: datetime
) -> None:
    """Let every grid worker visit some homes of the last weeks; the eldest agree to marks."""
    for worker in workers:
        near = [h for h in homes if may("households.visit", worker, h.dwelling)]
        for place, home in enumerate(near[:: max(len(near) // EACH, 1)][:EACH]):
            at = now - timedelta(days=rng.randint(1, 40), minutes=rng.randint(0, 300))
            _visit(home, worker, rng, at, now, place)
            born = home.person.birth_year or now.year
            if now.year - born > OLD and may("households.help", worker, home.dwelling):
                _consent(home, worker, rng, at)


def _visit(
    home: Home, worker: Actor, rng: random.Random, at: datetime, now: datetime, place: int
) -> None:
    words, promised = reading.toml("words"), place % 2 == 0
    day = timezone.localdate(at) + timedelta(days=rng.randint(2, 20))
    made = make_round(
        by=worker, dwelling=home.dwelling, kind=RoundKind.ROUTINE,
        met=Met.HOME if promised else rng.choice(Met.values), token=_token(rng),
        note=rng.choice(words["round_notes"]), at=at,
        promise=rng.choice(words["round_promises"]) if promised else "", due_on=day if promised else None,
    )  # fmt: skip
    over = timezone.localdate(now)
    for promise in made.promises.select_related("dwelling__building"):
        if day < over and place % 4 == 0:
            kept = rng.random() < 0.7
            reason = "" if kept else rng.choice(words["round_reasons"])
            end_promise(by=worker, promise=promise, kept=kept, reason=reason, at=now)


def _consent(home: Home, worker: Actor, rng: random.Random, at: datetime) -> None:
    kinds = rng.sample([Help.DOOR, Help.CARRY, Help.MEDICINE], rng.randint(1, 2))
    give_consent(
        by=worker, dwelling=home.dwelling, person=home.person.pk, marks=[MarkGiven(k) for k in kinds],
        way=Way.SCREEN, sheet=_signature(rng), signed_on=timezone.localdate(at), token=_token(rng), at=at,
    )  # fmt: skip


def _signature(rng: random.Random) -> SimpleUploadedFile:
    """Draw a line that stands for a signature."""
    sheet = Image.new("RGB", (320, 110), "white")
    line = [(20 + 18 * step, rng.randint(25, 85)) for step in range(16)]
    ImageDraw.Draw(sheet).line(line, fill="black", width=3)
    out = BytesIO()
    sheet.save(out, "PNG")
    return SimpleUploadedFile("signature.png", out.getvalue(), "image/png")


def _token(rng: random.Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)
