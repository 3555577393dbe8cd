"""What one reads about posts: the organisations, one organisation's posts, its leaders, one post, a table."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sihe.engines.tables.writing import csv_lines
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.journal.revisions import looked_up_once
from sihe.kernel.organisations.models import Organisation
from sihe.teams.posts import queries
from sihe.teams.posts.models import LEADERS, Post, SubCommittee
from sihe.teams.posts.queries import Sitting
from sihe.teams.register.forms import (
    ChangeForm,
    FillForm,
    LeadersForm,
    LeaveForm,
    PartForm,
    TermForm,
    VacancyForm,
)
from sihe.teams.register.words import band_words, size_words, term_words, vacancy_words

SIZE = 50


@require_GET
@staff_only
def index(request: Request) -> HttpResponse:
    """List the organisations whose posts one may see; with one only, go there."""
    rows = list(queries.visible_to(request.actor)[:200])
    if len(rows) == 1:
        return redirect("register:overview", rows[0].pk)
    counted = queries.counts([o.pk for o in rows])
    shown = [(o, *counted.get(o.pk, (0, 0, 0))) for o in rows]
    return render(request, "register/index.html", {"rows": shown})


@require_GET
@staff_only
@looked_up_once()
def overview(request: Request, organisation: int) -> HttpResponse:
    """Show the posts of an organisation, who holds them, what is vacant and what stands in them."""
    one = organisation_of(request, organisation)
    today = timezone.localdate()
    every = queries.sittings(one)
    rows = [r for r in every if r.post.body not in LEADERS]
    told = queries.figures(rows, today)
    members = queries.committee_size(rows)
    context = {
        "organisation": one, "lines": [line(r, today) for r in rows], "figures": told,
        "bands": [(band_words(code), n) for code, n in told.bands],
        "professions": [(name or _("没填"), n) for name, n in told.professions],
        "size": size_words(queries.size_fault(members) if queries.is_committee(one) else "", members),
        "parts": SubCommittee.objects.filter(organisation=one, until__isnull=True).order_by("name"),
        "leaders": len(every) - len(rows), "may_edit": may("posts.edit", request.actor, one),
        "over": sum(1 for r in every if queries.term_state(r.holding, today) == "over"),
        "soon": sum(1 for r in every if queries.term_state(r.holding, today) == "soon"),
        "part_form": PartForm(auto_id="part_%s"),
    }  # fmt: skip
    return render(request, "register/overview.html", context)


@require_GET
@staff_only
@looked_up_once()
def leaders(request: Request, organisation: int) -> HttpResponse:
    """List group and building leaders and the buildings without one; `?q=` narrows, `?show=vacant`."""
    one, today = organisation_of(request, organisation), timezone.localdate()
    seats = queries.sittings(one, leaders=True)
    rows = [line(r, today) for r in seats]
    asked, show = request.GET.get("q", "").strip(), request.GET.get("show", "")
    if asked:
        rows = [r for r in rows if asked in f"{r['where']} {r['name']} {r['post'].title}"]
    if show == "vacant":
        rows = [r for r in rows if r["holding"] is None]
    without = queries.leaderless(one, seats)
    context = {
        "organisation": one, "page": Paginator(rows, SIZE).get_page(request.GET.get("page")),
        "total": len(rows), "without": without, "may_edit": may("posts.edit", request.actor, one),
        "unposted": sum(1 for w in without if not w.has_post),
        "shows": [("", _("全部")), ("vacant", _("空着的"))],
        "form": LeadersForm(initial={"title": _("楼门长")}),
    }  # fmt: skip
    return render(request, "register/leaders.html", context)


@require_GET
@staff_only
def post_page(request: Request, post: int) -> HttpResponse:
    """Show one post with its seats and what can be done."""
    return show_post(request, post_of(request, post))


@looked_up_once()
def show_post(
    request: Request, post: Post, *, form: Any = None, at: tuple[str, int] = ("", 0)
) -> HttpResponse:
    """Show a post; `form` with faults stands in place of the fresh one at (what, id)."""
    today = timezone.localdate()
    seats = queries.seats_of(post)
    edit = may("posts.edit", request.actor, post.organisation) and post.until is None
    rows: list[dict[str, Any]] = []
    people: list[Any] = []  # who may take a seat, read once for all vacant seats
    for row in seats:
        shown = line(row, today)
        if edit and row.holding and row.holding.person.birth_year:
            age = today.year - row.holding.person.birth_year
            shown["band"] = _("%(age)s岁") % {"age": age}
        for name, maker in _forms(post, row, today, people).items() if edit else ():
            key = (
                name,
                row.holding.pk if row.holding and name in ("renew", "leave") else row.seat.pk,
            )
            shown[name] = form if form is not None and at == key else maker
        rows.append(shown)
    change = ChangeForm(initial={"title": post.title, "seats": len(seats)}, auto_id="change_%s")
    context = {
        "post": post, "rows": rows, "may_edit": edit, "past": queries.past(post),
        "where": queries.place_words(post) if post.body in LEADERS else "", "held": any(r.holding for r in seats),
        "change": form if at[0] == "change" else change,
    }  # fmt: skip
    return render(request, "register/post.html", context, status=422 if form is not None else 200)


def _forms(post: Post, row: Sitting, today: date, people: list[Any]) -> dict[str, Any]:
    start = {"since": today, "on": today}
    if row.holding is None:
        why = {"reason": row.seat.vacant_why}
        auto = f"seat{row.seat.pk}_%s"
        fill = FillForm(post.organisation, initial=start, auto_id=auto)
        people[:] = people or list(fill.fields["person"].choices)  # type: ignore[attr-defined]
        fill.fields["person"].choices = people  # type: ignore[attr-defined]
        return {
            "fill": fill,
            "vacancy_form": VacancyForm(initial=why, auto_id=f"why{row.seat.pk}_%s"),
        }
    pk = row.holding.pk
    kept = {"profession": row.holding.profession, "chosen_by": row.holding.chosen_by}
    return {
        "renew": TermForm(initial=start | kept, auto_id=f"renew{pk}_%s"),
        "leave": LeaveForm(initial=start, auto_id=f"leave{pk}_%s"),
    }


@require_GET
@staff_only
def export(request: Request, organisation: int) -> StreamingHttpResponse:
    """Give the posts as a table, with names and bands, never phone or year of birth."""
    one = organisation_of(request, organisation)
    answer = StreamingHttpResponse(csv_lines(_table(one)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="posts-{one.pk}.csv"'
    return answer


def _table(organisation: Organisation) -> Iterator[list[str]]:
    today = timezone.localdate()
    yield [_("属于"), _("岗位"), _("负责哪里"), _("怎么产生"), _("姓名"), _("年龄段"), _("专业或职业"), _("从"),
           _("任期到"), _("空缺")]  # fmt: skip
    for row in queries.sittings(organisation):
        shown, h = line(row, today), row.holding
        yield [
            shown["of"], row.post.title, shown["where"], row.post.get_kind_display(), shown["name"],
            shown["band"] if h else "", h.profession if h else "", str(h.since) if h else "",
            str(h.term_until or "") if h else "", shown["vacancy"],
        ]  # fmt: skip


def line(row: Sitting, today: date) -> dict[str, Any]:
    """Return what one row of a list shows."""
    h = row.holding
    tone, term = term_words(h, today)
    return {
        "post": row.post, "seat": row.seat, "holding": h, "name": h.person.name if h else "",
        "of": str(row.post.part or row.post.get_body_display()),
        "where": queries.place_words(row.post) if row.post.body in LEADERS else "",
        "band": band_words(queries.band(h.person.birth_year, today)) if h else "",
        "tone": tone, "term": term, "vacancy": "" if h else vacancy_words(row.seat),
        "years": round((today - h.since).days / queries.YEAR, 1) if h else None,
    }  # fmt: skip


def organisation_of(request: Request, pk: int) -> Organisation:
    """Return an organisation whose posts the actor may see; otherwise 404."""
    found = queries.visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def post_of(request: Request, pk: int) -> Post:
    """Return a post that the actor may see; otherwise 404."""
    rows = queries.seen_posts(request.actor).select_related("organisation", "part")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
