"""Reading the account: entries, sums, periods and the share of one source."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear
from django.utils import timezone

from sihe.interaction.disclosure.models import (
    AccountEntry,
    Publication,
    PublicationKind,
    Side,
    Source,
)
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
    rows = AccountEntry.objects.filter(organisation=organisation)
    if public:
        last = last_published(organisation)
        rows = rows.filter(day__lte=last.until) if last and last.until else rows.none()
    return rows.select_related("counters", "countered", "kept_by").order_by("-day", "-number")


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
    told = rows.order_by().values("side", "heading").annotate(before=before, within=within)
    opening, sums, headings = 0, {Side.INCOME.value: 0, Side.SPENDING.value: 0}, []
    for row in told:
        opening += row["before"]
        if row["heading"] == OPENING_HEADING:
            opening += row["within"]
            continue
        amount = row["within"] if row["side"] == Side.INCOME else -row["within"]
        sums[row["side"]] += amount
        if amount:
            headings.append((row["side"], row["heading"], amount))
    headings.sort(key=lambda one: (one[0], -one[2], one[1]))
    return Sums(opening, sums[Side.INCOME], sums[Side.SPENDING], tuple(headings))


def trend_of(organisation: int, source: str, *, public: bool = False) -> list[Share]:
    """Return year by year how much of the income came from one source; 1 query, 2 for the public."""
    rows = AccountEntry.objects.filter(organisation=organisation, side=Side.INCOME)
    rows = rows.exclude(heading=OPENING_HEADING).order_by()
    if public:
        last = last_published(organisation)
        rows = rows.filter(day__lte=last.until) if last and last.until else rows.none()
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


def late_since(organisation: int, today: date | None = None) -> date | None:
    """Return the end of the first period that should have been published by now, or nothing."""
    day, since = today or timezone.localdate(), _next_day(organisation)
    if since is None:
        return None
    end = _month_end(since)
    return end if end + timedelta(days=number("disclosure.account_days", day).value) < day else None


def _next_day(organisation: int) -> date | None:
    last = last_published(organisation)
    if last is not None and last.until is not None:
        return last.until + timedelta(days=1)
    rows = AccountEntry.objects.filter(organisation=organisation)
    first: date | None = rows.aggregate(day=Min("day"))["day"]
    return first.replace(day=1) if first else None


def _month_end(day: date) -> date:
    after = day.replace(day=28) + timedelta(days=4)
    return after - timedelta(days=after.day)


def _quarter_end(day: date) -> date:
    return _month_end(day.replace(month=(day.month - 1) // 3 * 3 + 3, day=1))
