"""A resident who reported something with name, phone, flat and photo; everything invented."""

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from sihe.interaction.handling import actions as handling
from sihe.interaction.locating.queries import settle
from sihe.interaction.matters import actions
from sihe.interaction.matters.actions import Registered, ReporterGiven
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.facts import RESIDENT
from sihe.kernel.places.spots import PlaceGiven
from sihe.kernel.responsibilities.queries import resolve
from tests.world import World

NAME, PHONE, WORDS = "示例反映人", "13800001234", "厨房一直漏水，门朝北那家"
Tell = Callable[..., Registered]


def photo() -> SimpleUploadedFile:
    """Return a small picture."""
    content = BytesIO()
    Image.new("RGB", (30, 30), "teal").save(content, "PNG")
    return SimpleUploadedFile("a.png", content.getvalue(), "image/png")


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def tell(world: World) -> Tell:
    """Report something that the committee deals with itself, in flat 501."""

    def told(
        text: str = WORDS, name: str = NAME, phone: str = PHONE, photos: int = 1
    ) -> Registered:
        now, spot = timezone.now(), settle(PlaceGiven(dwelling=world.dwelling.pk))
        category = world.categories["rubbish"]
        return actions.register(
            by=RESIDENT, token=uuid4(), text=text, source="web", spot=spot, category=category,
            resolution=resolve(category=category.pk, spot=spot, at=now), at=now,
            reporter=ReporterGiven(phone=phone, name=name), photos=[photo() for _ in range(photos)],
        )  # fmt: skip

    return told


def of(made: Registered) -> Reporter:
    """Return the reporter of a report."""
    return Reporter.objects.select_related("matter", "original").get(
        original=made.matter, me_too=False
    )


def joined(matter: Matter, name: str = "示例邻居", phone: str = "13900005678") -> Reporter:
    """Let a neighbour say "me too"."""
    return handling.me_too(matter=matter, given=ReporterGiven(phone=phone, name=name))[0]


def ended(world: World, matter: Matter, text: str = "修好了") -> Matter:
    """Deal with a matter to its end."""
    by = world.actor("director")
    handling.finish(by=by, matter=matter, text=text)
    matter = handling.check(by=by, matter=matter, passed=True)
    return handling.close(by=by, matter=matter)
