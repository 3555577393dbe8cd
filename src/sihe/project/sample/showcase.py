"""Matters that stand at a certain point today, so that every desk of the sample has something to do."""

import random
from datetime import datetime, timedelta

from django.utils import timezone

from sihe.interaction.matters import states
from sihe.project.sample.plan import Planned, Planner

# (category, compound, turn, where it rests, hours ago)
STANDING = (
    ("leak", "a2", "plain", states.OFFERED, 3),
    ("entrance", "a2", "plain", states.OFFERED, 20),
    ("guard", "a2", "plain", states.OFFERED, 2),
    ("stairlight", "a2", "plain", states.OFFERED, 5),
    ("cleaning", "a2", "plain", states.WORKING, 27),
    ("parking", "a2", "agree", "countered", 26),
    ("stairlight", "a2", "plain", states.RECEIVED, 30),
    ("charging", "a2", "plain", states.WORKING, 22),
    ("drain", "a2", "ask", states.ASKING, 40),
    ("wall", "a2", "pause", states.PAUSED, 90),
    ("cleaning", "a2", "plain", states.FINISHED, 72),
    ("greenery", "a2", "plain", states.ANSWERED, 120),
    ("fee", "a2", "plain", states.OFFERED, 9),
    ("fee", "a2", "plain", states.WORKING, 100),
    ("hallstuff", "a2", "plain", states.RECEIVED, 8),
    ("homenoise", "a2", "plain", states.RECEIVED, 28),
    ("elderly", "a2", "plain", states.WORKING, 26),
    ("elderly", "a1", "plain", states.RECEIVED, 5),
    ("leak", "a1", "hang", states.HUNG, 700),
    ("wall", "a1", "part", states.WORKING, 100),
    ("dispute", "a2", "part", states.WORKING, 50),
    ("dispute", "a2", "part", "part", 30),
    ("elderly", "a1", "support", "asked:social-work", 28),
    ("activity", "a2", "support", "asked:party-west", 26),
    ("lift", "e", "agree", "countered", 5),
    ("entrance", "f", "insist", "countered", 30),
    ("lift", "f", "plain", states.WORKING, 30),
    ("lift", "d", "plain", states.FINISHED, 50),
    ("relief", "a2", "plain", states.OFFERED, 6),
    ("relief", "a1", "plain", states.WORKING, 70),
    ("stall", "", "plain", states.OFFERED, 2),
    ("stall", "", "plain", states.WORKING, 26),
    ("sitenoise", "", "plain", states.WORKING, 60),
    ("building", "a2", "plain", states.WORKING, 150),
    ("streetlight", "", "plain", states.OFFERED, 4),
    ("heating", "a2", "plain", states.WORKING, 15),
    ("water", "f", "plain", states.OFFERED, 1),
    ("papers", "a2", "plain", states.RECEIVED, 2),
    ("homenoise", "f", "unrouted", states.TRIAGE, 2),
    ("dogs", "a2", "unrouted", states.TRIAGE, 5),
    ("guard", "", "unrouted", states.TRIAGE, 11),
    ("activity", "a2", "plain", states.ANSWERED, 96),
)


def showcase(planner: Planner, rng: random.Random, now: datetime) -> list[Planned]:
    """Return these matters; those of the last hours lie in daytime."""
    found = []
    for category, compound, turn, stop, hours in STANDING:
        at = now - timedelta(hours=hours, minutes=rng.randrange(50))
        local = timezone.localtime(at)
        if hours > 24 and not 7 <= local.hour < 22:
            at = local.replace(hour=rng.randrange(8, 20))
        found.append(
            planner.draw(
                at=at, category=category, compound=compound, turn=turn, stop=stop, quick=False,
                source="web",
            )
        )  # fmt: skip
    return found
