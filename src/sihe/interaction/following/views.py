"""A resident follows a report with its receipt: where it stands, add, rate, take up again, withdraw."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.interaction.following import tries
from sihe.interaction.following.forms import AddForm, AgainForm, RateForm
from sihe.interaction.following.papers import slip as slip_pdf
from sihe.interaction.following.photos import key_of
from sihe.interaction.following.queries import (
    OWN,
    follow_link,
    may_reopen,
    own_report,
    public_matter,
    public_place,
)
from sihe.interaction.following.sentences import next_step, stands, teller
from sihe.interaction.handling import actions as handling
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Reporter
from sihe.interaction.matters.queries import by_receipt, tidy
from sihe.interaction.owndata.actions import own_words
from sihe.interaction.standins.actions import note_act
from sihe.interaction.standins.queries import standing_as
from sihe.interaction.timelines.queries import story_of
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import RESIDENT, About
from sihe.kernel.notices.actions import mark_read
from sihe.kernel.places.queries import place_label
from sihe.kernel.ui import toasts
from sihe.kernel.ui.paper import qr_image

Page = Callable[..., HttpResponseBase]
NOT_YET_TAKEN = (states.TRIAGE, states.OFFERED, states.RECEIVED)
OVER = (*states.END, states.ANSWERED)


def with_receipt(view: Page, agents: bool = True) -> Page:
    """Open a page to who holds the receipt; a wrong one leads to the form, and too many of them wait.

    Who signed in needs none for what is their own (`OWN` in place of the secret), nor, where `agents`, for what
    they look after in another's name.
    """

    @wraps(view)
    def guarded(request: Request, code: str, secret: str, **more: Any) -> HttpResponseBase:
        if tidy(secret) == OWN:
            reporter = own_report(request.actor, code, agents)
        else:
            reporter = None if tries.too_many(request, code) else by_receipt(code, secret)
        if reporter is None:
            return _wrong(request, code)
        response = view(request, reporter, tidy(secret), **more)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


def on_paper(view: Page) -> Page:
    """Keep the pages of a receipt to who holds its secret: without it there is none to show."""

    @wraps(view)
    def guarded(request: Request, reporter: Reporter, secret: str) -> HttpResponseBase:
        if secret == OWN:
            raise Http404
        return view(request, reporter, secret)

    return guarded


def ask(request: Request) -> HttpResponse:
    """Ask for the code and the secret, however they are typed."""
    if request.method != "POST":
        return render(request, "following/ask.html", {"typed": request.GET.get("code", "")[:20]})
    code, secret = (
        tidy(request.POST.get("code", "")[:40]),
        tidy(request.POST.get("secret", "")[:40]),
    )
    if not code or not secret:
        missing = _("编号还没写。") if not code else _("查询码还没写。")
        return _again(request, code, missing)
    if tries.too_many(request, code):
        return _wrong(request, code)
    if by_receipt(code, secret) is None:
        return _wrong(request, code)
    return redirect("following:follow", code, secret)


@with_receipt
def follow(request: Request, reporter: Reporter, secret: str) -> HttpResponse:
    """Show where a report stands and what the resident can do."""
    mark_read(about=About("matter", reporter.matter_id), recipient=About("reporter", reporter.pk))
    return _show(request, reporter, secret)


@with_receipt
@on_paper
def receipt(request: Request, reporter: Reporter, secret: str) -> HttpResponse:
    """Show the code and the secret, and what happens next, by whom and by when."""
    matter = reporter.matter
    link = follow_link(matter.code, secret)
    context = {
        "matter": matter, "reporter": reporter, "secret": secret, "link": link, "qr": qr_image(link),
        "parted": f"{secret[:4]} {secret[4:]}", "next": next_step(matter, timezone.now()),
        "place": place_label(matter), "now": timezone.now(),
        "community": matter.community.name if matter.community else "",
        "copied": _("编号%(code)s，查询码%(secret)s。查进度：%(link)s")
        % {"code": matter.code, "secret": secret, "link": link},
    }  # fmt: skip
    return render(request, "following/receipt.html", context)


@with_receipt
@on_paper
def slip(request: Request, reporter: Reporter, secret: str) -> HttpResponse:
    """Answer the receipt as a slip of paper, A6 (or A5 with ?size=a5)."""
    size = "a5" if request.GET.get("size") == "a5" else "a6"
    content = slip_pdf(reporter.matter, secret, timezone.now(), size)
    return HttpResponse(content, content_type="application/pdf")


@require_POST
@with_receipt
def act(request: Request, reporter: Reporter, secret: str, name: str) -> HttpResponse:
    """Add to a report, rate it, take it up again or withdraw it."""
    chosen = ACTS.get(name)
    if chosen is None or (name == "withdraw" and not _is_own(reporter)):
        raise Http404
    make, run, thanks = chosen
    form = make(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, reporter, secret, name, form)
    try:
        with own_words(reporter):
            run(reporter, form.cleaned_data)
            _note(request, reporter, secret, name)
    except Refused as refused:
        field = {"photo": "photos"}.get(refused.field, refused.field)
        form.add_error(field if field in form.fields else None, said(refused))
        return _show(request, Reporter.objects.get(pk=reporter.pk), secret, name, form)
    toasts.say(request, str(thanks()))
    return redirect("following:follow", reporter.matter.code, secret)


def public(request: Request, code: str) -> HttpResponse:
    """Show where a matter of a public category stands: no words of anybody, no names."""
    matter = public_matter(code)
    if matter is None:
        return redirect(f"{reverse('following:ask')}?code={tidy(code)[:12]}")
    now = timezone.now()
    context = {
        "matter": matter, "place": public_place(matter), "said": stands(matter, now, public=True), "now": now,
    }  # fmt: skip
    return render(request, "following/public.html", context)


def _show(
    request: Request, reporter: Reporter, secret: str, opened: str = "", form: forms.Form | None = None
) -> HttpResponse:  # fmt: skip
    matter, now = reporter.matter, timezone.now()
    shared = reporter.me_too or reporter.original_id != reporter.matter_id
    to_rate = matter.state in (states.ANSWERED, states.CLOSED)
    story = story_of(matter, "resident", shared)
    context = {
        "matter": matter, "reporter": reporter, "secret": secret, "now": now, "place": place_label(matter),
        "community": matter.community.name if matter.community else "",
        "said": stands(matter, now, public=shared), "story": story, "over": matter.state in OVER,
        "lines": [(line, teller(line.who, line.text)) for line in story.lines],
        "may_add": matter.state not in states.END and matter.state != states.ANSWERED,
        "may_rate": to_rate and reporter.rated_at is None, "may_reopen": may_reopen(matter, now),
        "may_withdraw": matter.state in NOT_YET_TAKEN and _is_own(reporter) and _is_alone(reporter),
        "opened": opened, "signed_in": secret == OWN, "photo_key": key_of(reporter.matter_id),
        "add_form": AddForm(), "rate_form": RateForm(), "again_form": AgainForm(),
    }  # fmt: skip
    if form is not None:
        context[{"reopen": "again_form"}.get(opened, f"{opened}_form")] = form
    return render(request, "following/follow.html", context)


def _note(request: Request, reporter: Reporter, secret: str, what: str) -> None:
    """Write down that an act was done in another's name."""
    standing = standing_as(request.actor, str(reporter.person_id)) if secret == OWN else None
    if standing is not None and standing.stand_in is not None:
        about = About("matter", reporter.matter_id)
        note_act(stand_in=standing.stand_in, what=what, about=about)


def _is_own(reporter: Reporter) -> bool:
    """Tell whether it is the matter that this resident told of, and not one that theirs became part of."""
    return not reporter.me_too and reporter.original_id == reporter.matter_id


def _is_alone(reporter: Reporter) -> bool:
    """Tell whether nobody else waits for the same matter."""
    return reporter.matter.reporters.count() == 1


def _wrong(request: Request, code: str) -> HttpResponse:
    if tries.too_many(request, code):
        return _again(request, code, _("试得太多了，过十分钟再来，或找居委会查。"), 429)
    tries.note_wrong(request, code)
    return _again(request, code, _("编号和查询码对不上，请看看回执。"), 404)


def _again(request: Request, code: str, wrong: str, status: int = 200) -> HttpResponse:
    context = {"typed": tidy(code)[:12], "wrong": wrong}
    return render(request, "following/ask.html", context, status=status)


def _add(reporter: Reporter, data: dict[str, Any]) -> None:
    handling.supply(by=RESIDENT, matter=reporter.matter, text=data["text"], photos=data["photos"])


def _rate(reporter: Reporter, data: dict[str, Any]) -> None:
    handling.rate(
        by=RESIDENT, reporter=reporter, solved=data["solved"] == "yes",
        satisfaction=data["satisfaction"], text=data["text"],
    )  # fmt: skip


def _reopen(reporter: Reporter, data: dict[str, Any]) -> None:
    handling.reopen(by=RESIDENT, matter=reporter.matter, text=data["text"])


def _withdraw(reporter: Reporter, data: dict[str, Any]) -> None:
    handling.withdraw(by=RESIDENT, matter=reporter.matter)


Run = Callable[[Reporter, dict[str, Any]], None]
ACTS: dict[str, tuple[type[forms.Form], Run, Callable[[], str]]] = {
    "add": (AddForm, _add, lambda: _("收到您的补充，经办人能看到。")),
    "rate": (RateForm, _rate, lambda: _("谢谢您，评价记下了。")),
    "reopen": (AgainForm, _reopen, lambda: _("收到，这件事接着办。")),
    "withdraw": (forms.Form, _withdraw, lambda: _("好的，这件事停下了。")),
}
