"""A household in flat 501: two adults and a child, one who moved out; everything invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from sihe.interaction.rounds import actions as rounds
from sihe.interaction.rounds.actions import MarkGiven
from sihe.interaction.rounds.models import Consent, Way
from sihe.kernel.facts import SYSTEM
from sihe.kernel.people.actions import begin_residence, end_residence, enter_person
from sihe.kernel.people.models import Person
from tests.world import World

NAME, PHONE = "示例王小明", "13800001234"
Give = Callable[..., Consent]


@dataclass
class Home:
    """Who lives in flat 501, and the world around it."""

    world: World
    adult: Person
    other: Person
    child: Person
    former: Person


def sheet() -> SimpleUploadedFile:
    """Return a small picture of a signed sheet."""
    content = BytesIO()
    Image.new("RGB", (30, 30), "white").save(content, "PNG")
    return SimpleUploadedFile("sheet.png", content.getvalue(), "image/png")


@pytest.fixture(autouse=True)
def _own_place(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def home(world: World) -> Home:
    """Let them live there."""
    year = timezone.localdate().year
    rows = (
        (NAME, PHONE, year - 70),
        ("示例李红", "13800005678", year - 68),
        ("示例王孩", "", year - 9),
    )
    people = []
    for name, phone, born in rows:
        person = enter_person(by=SYSTEM, name=name, phone=phone, birth_year=born)
        begin_residence(by=SYSTEM, person=person, dwelling=world.dwelling, kind="owner_here",
                        since=date(2021, 3, 1))  # fmt: skip
        people.append(person)
    former = enter_person(by=SYSTEM, name="示例赵前", phone="13800009999")
    spell = begin_residence(by=SYSTEM, person=former, dwelling=world.dwelling, kind="tenant",
                            since=date(2018, 1, 1))  # fmt: skip
    end_residence(by=SYSTEM, residence=spell, until=date(2020, 12, 31))
    return Home(world, people[0], people[1], people[2], former)


@pytest.fixture
def give(home: Home) -> Give:
    """Let the adult agree to marks."""

    def given(*kinds: str, by: str = "director", days_ago: int = 0, **more: Any) -> Consent:
        marks = [MarkGiven(kind) for kind in kinds or ("door",)]
        told: dict[str, Any] = {
            "dwelling": home.world.dwelling, "person": home.adult.pk, "marks": marks, "way": Way.PAPER,
            "sheet": sheet(), "signed_on": timezone.localdate() - timedelta(days=days_ago), "token": uuid4(),
        }  # fmt: skip
        return rounds.give_consent(by=home.world.actor(by), **(told | more))

    return given
