"""Residents of the sample with accounts: slips of one building, a family that has come in, and one who waits."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from sihe.interaction.accounts import actions as accounts
from sihe.interaction.accounts.queries import Member, household_of, members, without_slip
from sihe.interaction.joining import actions as joining
from sihe.interaction.standins import actions as standins
from sihe.interaction.standins.queries import REPORT
from sihe.kernel.facts import RESIDENT, SYSTEM, Actor
from sihe.kernel.people.actions import open_account
from sihe.kernel.people.models import Account, Household
from sihe.project.sample.bodies import Bodies
from sihe.project.sample.ground import Ground, House
from sihe.project.sample.households import Home
from sihe.project.sample.passwords import password

USERNAME, NAME = "resident", "居民"
WHO = "榆荫苑的一位居民：看自己的上报，给家人开通"
COMPOUND, FAMILY = "a2", 3
SOME, HANDED = 24, 10


def build(ground: Ground, bodies: Bodies, homes: list[Home], now: datetime) -> None:
    """Print slips for the first building whose grid has a worker, and let one family use theirs."""
    _counted()
    for house in ground.house_in(COMPOUND):
        worker = bodies.grid_workers.get(house.grid)
        family = _family([home for home in homes if home.house is house])
        if worker is not None and family is not None:
            _slips(worker, house, now)
            _come_in(worker, family, now)
            return


def _counted() -> None:
    """Let PostgreSQL count what this one transaction has put in: it takes tables for empty until then, and plans so."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _slips(worker: Actor, house: House, now: datetime) -> None:
    printed, handed = now - timedelta(days=4), now - timedelta(days=2)
    some = without_slip(house.area)[:SOME]
    made = accounts.print_slips(by=worker, building=house.area, households=some, at=printed)
    for one in made[:HANDED]:
        accounts.hand_over(by=worker, slip=one.slip, at=handed)


def _come_in(worker: Actor, home: Household, now: datetime) -> None:
    first, second = [m.person for m in members(home) if not m.child][:2]
    if (
        settings.DEMO
    ):  # a sample sign-in has the password that the sample prints; a real resident's has none
        account = open_account(by=SYSTEM, person=first, username=USERNAME)
        Account.objects.filter(pk=account.pk).update(password=make_password(password()))
    joining.ask(
        by=RESIDENT, dwelling=home.dwelling, name=second.name, old_enough=True,
        at=now - timedelta(hours=3),
    )  # fmt: skip
    until = timezone.localdate(now) + timedelta(days=90)
    standins.agree(
        by=worker, principal=second, agent=first, acts=[REPORT], until=until, seen=True,
        at=now - timedelta(days=1),
    )  # fmt: skip


def _family(homes: list[Home]) -> Household | None:
    """Return the first household with two grown-ups and a child."""
    for home in homes:
        found = household_of(home.person.pk)
        people = members(found) if found else []
        if found and len(people) >= FAMILY and any(m.child for m in people) and _two(people):
            return found
    return None


def _two(people: list[Member]) -> bool:
    return sum(not m.child for m in people) >= 2
