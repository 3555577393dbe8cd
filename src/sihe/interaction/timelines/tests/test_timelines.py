"""The timeline says everything once, to staff and to residents."""

from datetime import timedelta

from django.utils import timezone

from sihe.interaction.deadlines.tests.test_terms import reported
from sihe.interaction.handling import actions as handling
from sihe.interaction.timelines.queries import timeline_of
from sihe.kernel.facts import RESIDENT
from sihe.kernel.journal.telling import Audience
from tests.world import World


def texts(world: World, audience: Audience) -> list[str]:
    """Return the lines of a matter that was paused, asked about and resumed, the oldest first."""
    matter, by = reported(world, "rubbish", timezone.now()), world.actor("director")
    handling.pause(by=by, matter=matter, reason="等配件")
    handling.resume(by=by, matter=matter, text="到货了")
    handling.ask(by=by, matter=matter, text="是几号楼")
    handling.supply(by=RESIDENT, matter=matter, text="三号楼")
    handling.hang(
        by=by, matter=matter, reason="缺钱", review_on=timezone.localdate() + timedelta(days=9)
    )
    return [line.text for line in reversed(timeline_of(matter, audience))]


def test_what_a_move_says_is_not_said_again(world: World) -> None:
    said = texts(world, "staff")
    for words in ("等配件", "到货了", "是几号楼", "三号楼", "缺钱"):
        assert sum(words in line for line in said) == 1, words


def test_residents_read_it_once_too(world: World) -> None:
    said = texts(world, "resident")
    for words in ("等配件", "到货了", "是几号楼", "三号楼", "缺钱"):
        assert sum(words in line for line in said) == 1, words
