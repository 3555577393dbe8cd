"""Reading the account: entries, sums, periods and the share of one source."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import ExtractYear
from django.utils import timezone

from sihe.interaction.disclosure.models import (
    AccountEntry,
    Publication,
    PublicationKind,
    Side,
    Source,
)
from sihe.kernel.journal.revisions import looked_up_once
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.responsibilities.queries import number

OPENING_HEADING = Source.OPENING.value


@dataclass(frozen=True)
class Sums:
    """Sums of a period in fen: opening + income - spending = closing; spending is told as a positive sum."""

    opening: int
    income: int
    spending: int
    headings: tuple[tuple[str, str, int], ...] = ()

    @property
    def closing(self) -> int:
        """Return what is left at the end."""
        return self.opening + self.income - self.spending


@dataclass(frozen=True)
class Period:
    """A month or a quarter that has passed and can be published next."""

    since: date
    until: date
    quarter: bool


@dataclass(frozen=True)
class Preview:
    """A period as publishing it would show it, and who kept its lines."""

    period: Period
    sums: Sums
    keepers: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """How much of a year's income came from one source, in fen; `percent` is None without income."""

    year: int
    income: int
    of_source: int

    @property
    def percent(self) -> float | None:
        """Return the share in percent, one place behind the point."""
        return round(100 * self.of_source / self.income, 1) if self.income > 0 else None


def entries_of(organisation: int, *, public: bool = False) -> QuerySet[AccountEntry]:
    """Return the lines of an account, the latest day first; `public`: only of published periods."""
    rows = _shown(AccountEntry.objects.filter(organisation=organisation), organisation, public)
    return rows.select_related("counters", "countered", "kept_by").order_by("-day", "-number")


def _shown(rows: QuerySet[AccountEntry], organisation: int, public: bool) -> QuerySet[AccountEntry]:
    """Leave out, for the public, what lies after the last published day; without one, everything."""
    done = Publication.objects.filter(organisation=organisation, kind=PublicationKind.ACCOUNT)
    last = done.order_by("-until").values("until")[:1]
    return rows.filter(day__lte=Subquery(last)) if public else rows


def balance_of(organisation: int) -> int:
    """Return what is left now, in fen."""
    rows = AccountEntry.objects.filter(organisation=organisation).order_by("-number")
    return rows.values_list("balance", flat=True).first() or 0


def last_published(organisation: int) -> Publication | None:
    """Return the latest published period of an account."""
    rows = Publication.objects.filter(organisation=organisation, kind=PublicationKind.ACCOUNT)
    return rows.order_by("-until").first()


def sums_of(organisation: int, since: date, until: date) -> Sums:
    """Sum a period up from its lines; one query. What was there when the account began counts as opening."""
    rows = AccountEntry.objects.filter(organisation=organisation, day__lte=until)
    before = Sum("amount", filter=Q(day__lt=since), default=0)
    within = Sum("amount", filter=Q(day__gte=since), default=0)
    told = list(rows.order_by().values("side", "heading").annotate(before=before, within=within))
    lines = [(row["side"], row["heading"], row["within"]) for row in told]
    return _summed(sum(row["before"] for row in told), lines)


def previews(organisation: int, periods: Sequence[Period]) -> list[Preview]:
    """Return what publishing each of these periods, which begin on one day, would show; 2 queries."""
    if not periods:
        return []
    last, until = last_published(organisation), max(p.until for p in periods)
    rows = AccountEntry.objects.filter(
        organisation=organisation, day__gte=periods[0].since, day__lte=until
    ).order_by("kept_by__name")
    lines = list(rows.values_list("day", "side", "heading", "amount", "kept_by__name"))
    found = []
    for period in periods:
        inside = [line for line in lines if line[0] <= period.until]
        sums = _summed(last.closing if last else 0, [line[1:4] for line in inside])
        names = tuple(dict.fromkeys(str(line[4]) for line in inside if line[4]))
        found.append(Preview(period, sums, names))
    return found


def _summed(opening: int, lines: Iterable[tuple[str, str, int]]) -> Sums:
    """Sum lines (side, heading, amount) up on top of what was there before."""
    headings: Counter[tuple[str, str]] = Counter()
    for side, heading, amount in lines:
        if heading == OPENING_HEADING:
            opening += amount
        else:
            headings[side, heading] += amount if side == Side.INCOME else -amount
    told = [(side, heading, amount) for (side, heading), amount in headings.items() if amount]
    told.sort(key=lambda one: (one[0], -one[2], one[1]))
    income, spending = (
        sum(amount for side, _heading, amount in told if side == wanted)
        for wanted in (Side.INCOME, Side.SPENDING)
    )
    return Sums(opening, income, spending, tuple(told))


def trend_of(organisation: int, source: str, *, public: bool = False) -> list[Share]:
    """Return year by year how much of the income came from one source; 1 query."""
    rows = AccountEntry.objects.filter(organisation=organisation, side=Side.INCOME)
    rows = _shown(rows.exclude(heading=OPENING_HEADING).order_by(), organisation, public)
    of_source = Sum("amount", filter=Q(heading=source), default=0)
    years = rows.annotate(year=ExtractYear("day")).values("year")
    told = years.annotate(income=Sum("amount"), of_source=of_source).order_by("year")
    return [Share(row["year"], row["income"], row["of_source"]) for row in told]


def periods_open(organisation: int, today: date | None = None) -> list[Period]:
    """Return what can be published next: the month after the last published one, or its whole quarter."""
    day, since = today or timezone.localdate(), _next_day(organisation)
    if since is None:
        return []
    month, quarter = _month_end(since), _quarter_end(since)
    found = [Period(since, month, quarter=False)] if month < day else []
    if quarter < day and quarter != month:
        found.append(Period(since, quarter, quarter=True))
    return found


def late_of(periods: Sequence[Period], today: date | None = None) -> date | None:
    """Return the same as `late_since`, from what can be published next."""
    return _late(periods[0].since, today or timezone.localdate()) if periods else None


def late_since(organisation: int, today: date | None = None) -> date | None:
    """Return the end of the first period that should have been published by now, or nothing."""
    return _late(_next_day(organisation), today or timezone.localdate())


def standing(rows: QuerySet[Organisation]) -> list[tuple[Organisation, date | None, int]]:
    """Return (organisation, end of the period that is late, balance in fen); 2 queries for all together."""
    lines = AccountEntry.objects.filter(organisation=OuterRef("pk"))
    done = Publication.objects.filter(organisation=OuterRef("pk"), kind=PublicationKind.ACCOUNT)
    told = rows.annotate(
        balance=Subquery(lines.order_by("-number").values("balance")[:1]),
        first_day=Subquery(lines.order_by("day").values("day")[:1]),
        last_day=Subquery(done.order_by("-until").values("until")[:1]),
    )
    today = timezone.localdate()
    with looked_up_once():
        return [(o, _late(_after(o.last_day, o.first_day), today), o.balance or 0) for o in told]


def _late(since: date | None, day: date) -> date | None:
    if since is None:
        return None
    end = _month_end(since)
    return end if end + timedelta(days=number("disclosure.account_days", day).value) < day else None


def _next_day(organisation: int) -> date | None:
    last = last_published(organisation)
    rows = AccountEntry.objects.filter(organisation=organisation)
    first = None if last else rows.aggregate(day=Min("day"))["day"]
    return _after(last.until if last else None, first)


def _after(last: date | None, first: date | None) -> date | None:
    """Return the day after the last published one, else the first of the month of the first line."""
    if last is not None:
        return last + timedelta(days=1)
    return first.replace(day=1) if first else None


def _month_end(day: date) -> date:
    after = day.replace(day=28) + timedelta(days=4)
    return after - timedelta(days=after.day)


def _quarter_end(day: date) -> date:
    return _month_end(day.replace(month=(day.month - 1) // 3 * 3 + 3, day=1))
