"""With the receipt: what is kept of oneself, who looked, a copy, a correction, erasure (PIPL art. 44-50)."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sihe.interaction.following.photos import key_of
from sihe.interaction.following.views import OVER
from sihe.interaction.following.views import with_receipt as receipt_or_agent
from sihe.interaction.matters.models import Reporter
from sihe.interaction.owndata import actions, copies
from sihe.interaction.owndata.forms import ContactForm
from sihe.interaction.owndata.queries import kept_of
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import RESIDENT
from sihe.kernel.ui import toasts

with_receipt = partial(receipt_or_agent, agents=False)
"""What is kept of somebody is theirs alone: nobody who acts for them sees, corrects or erases it."""


@require_GET
@with_receipt
def mine(request: Request, reporter: Reporter, secret: str) -> HttpResponse:
    """Show what is kept; name and phone masked until they are asked for."""
    return _show(request, reporter, secret)


@require_POST
@with_receipt
def contact(request: Request, reporter: Reporter, secret: str) -> HttpResponse:
    """Show name and phone in full; the look is written down, so that a lost receipt is noticed."""
    fresh = actions.shown(by=RESIDENT, reporter=reporter, field="contact")
    return _show(request, fresh, secret, bare=True)


@require_POST
@with_receipt
def copy(request: Request, reporter: Reporter, secret: str, form: str) -> HttpResponse:
    """Give a copy, `pdf` or `json`."""
    if form not in copies.KINDS:
        raise Http404
    fresh = actions.shown(by=RESIDENT, reporter=reporter, field="copy")
    return copies.as_file(fresh, form)


@require_POST
@with_receipt
def correct(request: Request, reporter: Reporter, secret: str) -> HttpResponse:
    """Correct name or phone; what is wrong is said beside the field."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _show(request, reporter, secret, form=form)
    try:
        actions.correct(by=RESIDENT, reporter=reporter, **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        return _show(request, reporter, secret, form=form)
    toasts.say(request, _("改好了。"))
    return redirect("following:mine", reporter.matter.code, secret)


@require_POST
@with_receipt
def erase(request: Request, reporter: Reporter, secret: str) -> HttpResponse:
    """Erase what can go at once; the rest when the matter has ended."""
    try:
        erasure = actions.erase(by=RESIDENT, reporter=reporter)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("都删了。") if erasure.done_at else _("称呼和电话删了。"))
    return redirect("following:mine", reporter.matter.code, secret)


def _show(
    request: Request, reporter: Reporter, secret: str, form: ContactForm | None = None, bare: bool = False
) -> HttpResponse:  # fmt: skip
    kept = kept_of(reporter)
    context = {
        "kept": kept, "matter": reporter.matter, "secret": secret, "bare": bare, "now": timezone.now(),
        "name": reporter.name if bare else kept.masked_name,
        "phone": reporter.phone if bare else kept.masked_phone,
        "why": copies.why(kept), "rating": copies.rating_words(kept),
        "looks": [(seen, copies.looker(seen)) for seen in kept.looks],
        "written": [(one, key_of(one.matter)) for one in kept.written],
        "form": form or ContactForm(initial={"seen": reporter.erasures.count()}),
        "may_add": reporter.matter.state not in OVER,
    }  # fmt: skip
    return render(request, "following/mine.html", context, status=422 if form else 200)
