"""Whatever is kept, reversed and published: sums hold for every prefix, and only what is published shows."""

import contextlib
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sihe.interaction.disclosure import actions, queries
from sihe.interaction.disclosure.models import (
    AccountEntry,
    Publication,
    Purpose,
    Side,
    Source,
)
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.kernel.organisations.actions import enter_organisation
from sihe.kernel.organisations.models import Organisation
from tests.world import World

START = date(2023, 1, 1)
ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("keep"), st.sampled_from([*Source.values, *Purpose.values]),
            st.integers(0, 900), st.integers(1, 10**9),
        ),
        st.tuples(st.just("reverse"), st.integers(0, 9), st.integers(0, 900), st.just(0)),
        st.tuples(st.just("publish"), st.booleans(), st.just(0), st.just(0)),
    ),
    max_size=20,
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_every_prefix_and_every_published_figure_adds_up(world: World, acts: list[tuple]) -> None:
    name = f"示例{uuid4().hex[:12]}"
    own = enter_organisation(by=SYSTEM, kind="residents_committee", name=name, short_name="示例")
    for act in acts:
        with contextlib.suppress(Refused):
            do(own, *act)
    check(own)


def do(own: Organisation, verb: str, what: object, days: int, amount: int) -> None:
    """Do one thing."""
    day = START + timedelta(days=days)
    if verb == "keep":
        actions.keep_entry(
            by=SYSTEM, organisation=own, token=uuid4(), day=day, heading=str(what), amount=amount,
            words="示例",
        )  # fmt: skip
    elif verb == "reverse" and isinstance(what, int):
        rows = list(AccountEntry.objects.filter(organisation=own).order_by("number"))
        if rows:
            entry = rows[what % len(rows)]
            actions.reverse_entry(by=SYSTEM, entry=entry, token=uuid4(), words="示例", day=day)
    elif verb == "publish":
        periods = queries.periods_open(own.pk)
        if periods:
            period = periods[-1] if what else periods[0]
            actions.publish_account(by=SYSTEM, organisation=own, until=period.until)


def check(own: Organisation) -> None:
    """Add everything up again, line by line; what waits to be published is shown as it will be."""
    for preview in queries.previews(own.pk, queries.periods_open(own.pk)):
        period = preview.period
        assert preview.sums == queries.sums_of(own.pk, period.since, period.until)
    add_up(own)


def add_up(own: Organisation) -> None:
    """Add everything up again, line by line."""
    rows = list(AccountEntry.objects.filter(organisation=own).order_by("number"))
    total = 0
    for number, row in enumerate(rows, 1):
        assert (row.number, row.before) == (number, total)
        total += row.amount
        assert row.balance == total
    assert queries.balance_of(own.pk) == total
    publications = list(Publication.objects.filter(organisation=own).order_by("since"))
    closing, shown = 0, set()
    for before, made in zip([None, *publications], publications, strict=False):
        assert made.since is not None and made.until is not None
        if before is not None:
            assert before.until is not None and made.since == before.until + timedelta(days=1)
        inside = [r for r in rows if made.since <= r.day <= made.until]
        started = sum(r.amount for r in inside if r.heading == Source.OPENING)
        money = [r for r in inside if r.heading != Source.OPENING]
        assert made.opening == closing + started
        assert made.income == sum(r.amount for r in money if r.side == Side.INCOME)
        assert made.spending == -sum(r.amount for r in money if r.side == Side.SPENDING)
        closing = made.closing
        assert closing == sum(r.amount for r in rows if r.day <= made.until)
        told = queries.sums_of(own.pk, made.since, made.until)
        assert (told.opening, told.income, told.spending) == (
            made.opening,
            made.income,
            made.spending,
        )
        for side, heading, amount in told.headings:
            sign = 1 if side == Side.INCOME else -1
            assert amount == sign * sum(r.amount for r in money if r.heading == heading)
        shown |= {r.pk for r in inside}
    assert set(queries.entries_of(own.pk, public=True).values_list("pk", flat=True)) == shown
    years = {t.year: t.income for t in queries.trend_of(own.pk, Source.STREET, public=True)}
    told_years = sum(p.income for p in publications)
    assert sum(years.values()) == told_years
