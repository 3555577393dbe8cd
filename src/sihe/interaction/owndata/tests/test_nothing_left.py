"""Whatever was done with a report before: after erasure no table holds anything of its reporter."""

from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers import actions as handovers
from sihe.interaction.matters import actions as matters
from sihe.interaction.matters.models import Matter, Reporter
from sihe.interaction.owndata import actions
from sihe.interaction.owndata.queries import kept_of
from sihe.interaction.owndata.tests.conftest import Tell, joined, of
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, About
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.privacy.actions import reveal
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.privacy.queries import encrypted_columns
from tests.world import World

MARK = "⟦本人⟧"  # stands in every word of the reporter, and in what staff write about them
PHONE = "13866669999"


def everything() -> str:
    """Return every value of every table as the database holds it, and what is encrypted in the clear."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    for model, name in encrypted_columns():
        found += [str(value) for value in model._default_manager.values_list(name, flat=True)]
    return "\n".join(found)


def left() -> list[str]:
    """Return what of the reporter can still be found."""
    held = everything()
    return [mark for mark in (MARK, PHONE, blind_index(PHONE)) if mark in held]


def acts(world: World, matter: Matter, mine: Reporter) -> dict[str, Any]:
    """Return what may happen to a report before its end, each with words that hold the mark."""
    by, words = world.actor("director"), f"{MARK}家里"
    about = About("reporter", mine.pk)

    def own(verb: Any) -> None:
        with actions.own_words(mine):
            verb(by=RESIDENT, matter=matter, text=words)

    def part() -> None:
        made = handling.add_part(by=by, matter=matter, text=words, organisation=world.property)
        handling.excuse_part(by=by, part=made, reason=words)

    def ask_support() -> None:
        handovers.offer(
            by=by, matter=matter, receiver=world.property, share="supporting", message=words
        )

    def counter() -> None:
        handover = matter.handovers.get(state="offered")
        handovers.counter(by=world.actor("manager"), handover=handover, message=words)

    def wish() -> None:
        actions.erase(by=RESIDENT, reporter=mine)

    def keep() -> None:
        erasure = mine.erasures.get(done_at=None)
        actions.answer(by=by, erasure=erasure, erase_now=False, reason=words)

    return {
        "supply": lambda: own(handling.supply),
        "for_them": lambda: handling.supply(by=by, matter=matter, text=words),
        "note": lambda: handling.add_note(by=by, matter=matter, text=words),
        "internal": lambda: handling.add_note(by=by, matter=matter, text=words, kind="internal"),
        "ask": lambda: handling.ask(by=by, matter=matter, text=words),
        "pause": lambda: handling.pause(by=by, matter=matter, reason=words),
        "resume": lambda: handling.resume(by=by, matter=matter, text=words),
        "part": part, "ask_support": ask_support, "counter": counter, "wish": wish, "keep": keep,
        "joined": lambda: joined(matter),
        "reveal": lambda: reveal(
            by=by, about=about, field="phone", purpose="call_back", words=words
        ),
        "correct": lambda: actions.correct(by=RESIDENT, reporter=mine, name=f"{MARK}改"),
        "tell": deliver,
    }  # fmt: skip


def end(world: World, matter: Matter, how: str) -> None:
    """End a matter and its parts."""
    by, words = world.actor("director"), f"给{MARK}办好了"
    Matter.objects.filter(parent=matter).update(state="closed", ended_at=timezone.now())
    fresh = Matter.objects.get(pk=matter.pk)
    if fresh.state in ("asking", "paused"):
        handling.resume(by=by, matter=fresh)
    handling.finish(by=by, matter=fresh, text=words)
    handling.check(by=by, matter=fresh, passed=True)
    mine = of_matter(matter)
    if how == "rated":
        with actions.own_words(mine):
            handling.rate(
                by=RESIDENT, reporter=mine, solved=True, satisfaction=4, text=f"{MARK}谢谢"
            )
    else:
        handling.close(by=by, matter=fresh)


def of_matter(matter: Matter) -> Reporter:
    """Return the first reporter of a matter."""
    return Reporter.objects.select_related("matter", "original").get(original=matter, me_too=False)


def play(world: World, tell: Tell, names: list[str], how: str) -> Reporter:
    """Report, let things happen (what cannot happen now is refused), end it, have it erased."""
    made = tell(text=f"{MARK}家漏水", name=f"{MARK}老人", phone=PHONE)
    Matter.objects.filter(pk=made.matter.pk).update(place_words=f"{MARK}门口")
    mine = of(made)
    verbs = acts(world, made.matter, mine)
    for name in names:
        try:
            with transaction.atomic():
                verbs[name]()
        except (
            Refused,
            made.matter.handovers.model.DoesNotExist,
            mine.erasures.model.DoesNotExist,
        ):
            continue
    end(world, made.matter, how)
    assert MARK in left()
    deliver()  # a wish from before is fulfilled by the end itself
    if not kept_of(of_matter(made.matter)).erased:
        actions.erase(by=RESIDENT, reporter=of_matter(made.matter))
    deliver()
    return of_matter(made.matter)


NAMES = (
    "supply for_them note internal ask pause resume part ask_support counter wish keep joined "
    "reveal correct tell"
).split()
STORIES = st.tuples(
    st.lists(st.sampled_from(NAMES), max_size=9), st.sampled_from(["closed", "rated"])
)


@settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(story=STORIES)
def test_nothing_of_the_reporter_is_left(
    world: World, tell: Tell, story: tuple[list[str], str]
) -> None:
    point = transaction.savepoint()
    try:
        reporter = play(world, tell, *story)
        assert left() == []
        assert reporter.matter.category == world.categories["rubbish"]
        assert first_broken() is None
    finally:
        transaction.savepoint_rollback(point)


def test_what_is_left_would_be_found(world: World, tell: Tell) -> None:
    reporter = play(world, tell, ["note"], "closed")
    assert left() == []
    Reporter.objects.filter(pk=reporter.pk).update(phone_index=blind_index(PHONE))
    assert left() == [blind_index(PHONE)]
    Reporter.objects.filter(pk=reporter.pk).update(phone_index="", name=f"{MARK}")
    assert left() == [MARK]


def test_what_neighbours_were_told_is_emptied_too(world: World, tell: Tell) -> None:
    play(world, tell, ["joined", "ask", "tell"], "closed")
    assert left() == []


def test_what_time_takes_is_as_thorough(world: World, tell: Tell) -> None:
    made = tell(text=f"{MARK}家漏水", name=f"{MARK}老人", phone=PHONE)
    verbs = acts(world, made.matter, of(made))
    for name in ("note", "part", "ask_support", "counter", "joined"):
        verbs[name]()
    end(world, made.matter, "closed")
    assert set(left()) == {MARK, PHONE, blind_index(PHONE)}
    matters.forget(timezone.now() + timedelta(days=1))
    assert left() == []
