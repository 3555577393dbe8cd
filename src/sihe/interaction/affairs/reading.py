"""What pages show of accounts, posts and powers: rows as plain values, the same on a screen and on paper."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.engines.figures import Chart, Series
from sihe.interaction.affairs.words import heading_words, power_chip
from sihe.interaction.disclosure import queries
from sihe.interaction.disclosure.models import AccountEntry, Publication, PublicItem, Side, Source
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.responsibilities.queries import number
from sihe.teams.posts import queries as posts
from sihe.teams.posts.models import LEADERS


def entry_line(entry: AccountEntry, until: date | None = None) -> dict[str, Any]:
    """Return a line of the account; `until`: corrections are told only as far as they are published."""
    counter = getattr(entry, "countered", None)
    if counter is not None and until is not None and counter.day > until:
        counter = None
    note = ""
    if entry.counters is not None:
        note = _("冲销第%(n)s号") % {"n": entry.counters.number}
    elif counter is not None:
        note = _("已由第%(n)s号冲销") % {"n": counter.number}
    return {"entry": entry, "note": note, "heading": heading_words(entry.heading)}


def headings_of(sums: queries.Sums) -> dict[str, list[tuple[str, str, int]]]:
    """Return income and spending by heading: (code, words, fen)."""
    told: dict[str, list[tuple[str, str, int]]] = {Side.INCOME: [], Side.SPENDING: []}
    for side, code, amount in sums.headings:
        told[side].append((code, heading_words(code), amount))
    return {"income": told[Side.INCOME], "spending": told[Side.SPENDING]}


def trend_chart(organisation: int, source: str, *, public: bool) -> tuple[Chart | None, list[Any]]:
    """Return the share of a source by year as a chart, and the same with sums; the years open to their lines."""
    rows = queries.trend_of(organisation, source, public=public)
    rows = [row for row in rows if row.percent is not None]
    if not rows:
        return None, []
    name = "affairs:account" if public else "affairs:book"
    base = reverse(name, args=[organisation])
    series = Series(
        _("%(source)s占收入") % {"source": heading_words(source)}, [r.percent for r in rows]
    )
    chart = Chart(
        [_("%(year)d年") % {"year": r.year} for r in rows], [series], unit="%", head=_("年份"),
        links=[f"{base}?year={r.year}&side=income" for r in rows],
    )  # fmt: skip
    return chart, rows


def source_of(asked: str) -> str:
    """Return a source that a trend can be asked for; the street's money where it is none."""
    known = [code for code in Source.values if code != queries.OPENING_HEADING]
    return asked if asked in known else Source.STREET.value


def sources() -> list[tuple[str, str]]:
    """Return the sources that a trend can be asked for."""
    return [(c, str(said)) for c, said in Source.choices if c != queries.OPENING_HEADING]


def members(
    organisation: Organisation, published: Publication, *, leaders: bool
) -> list[dict[str, Any]]:
    """Return posts and names as published; who has left since is taken off at once, who came is not told yet."""
    rows = posts.sittings(organisation, leaders=leaders, known_by=published.published_at)
    return as_published(rows, published)


def as_published(rows: Sequence[posts.Sitting], published: Publication) -> list[dict[str, Any]]:
    """Return seats as the public reads them."""
    day = timezone.localdate(published.published_at)
    return [_member(row, day) for row in rows]


def _member(row: posts.Sitting, day: date) -> dict[str, Any]:
    post, seat, since = row.post, row.seat, row.seat.vacant_since
    empty = why = ""
    if row.holding is None:
        empty = _("人选待公布") if since is None else _("空缺")
    if row.holding is None and since is not None and since <= day:
        why = _("%(day)s起，%(why)s") % {"day": since, "why": seat.get_vacant_why_display()}
    term = row.holding.term_until if row.holding else None
    return {
        "of": str(post.part or post.get_body_display()), "title": post.title, "empty": empty,
        "why": why, "over": term is not None and term < timezone.localdate(),
        "name": row.holding.person.name if row.holding else "",
        "term": term,
        "where": posts.place_words(post) if post.body in LEADERS else "",
    }  # fmt: skip


def powers(organisation: int, *, public: bool) -> list[dict[str, Any]]:
    """Return the powers with the chip that says how each stands."""
    shown = []
    for one in queries.powers_of(organisation, public=public):
        tone, said = power_chip(one.state)
        shown.append({"power": one.power, "state": one.state, "tone": tone, "said": said})
    return shown


def item_line(item: PublicItem) -> dict[str, Any]:
    """Return an item with its terms: by when it has to be published, and how long it has to stay."""
    due = item.day + timedelta(days=number("disclosure.item_days", item.day).value)
    corrected = getattr(item, "corrected", None)
    if corrected is not None and corrected.publication_id is None:
        corrected = None
    stays = None
    if item.publication is not None:
        day = timezone.localdate(item.publication.published_at)
        stays = day + timedelta(days=number("disclosure.show_days", day).value)
    done = item.publication is not None
    late = not done and due < timezone.localdate()
    return {"item": item, "due": due, "late": late, "stays": stays, "corrected": corrected}
