"""The page on which a community takes everything along."""

from collections.abc import Iterator

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sihe.intelligence.archive import actions, queries
from sihe.intelligence.archive.forms import ArchiveForm
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@who_holds("archive.make")
def make(request: Request) -> HttpResponseBase:
    """Show what an archive holds; give it, sealed, piece by piece."""
    form = ArchiveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            pieces = actions.make(
                by=request.actor, passphrase=given["passphrase"], purpose=given["purpose"]
            )
        except Refused as refused:
            form.add_error(refused.field or None, said(refused))
        else:
            return _sealed(pieces)
    context = {"form": form, "holds": queries.what_is_here(), "last": queries.last_made()}
    return render(request, "archive/make.html", context, status=422 if form.errors else 200)


def _sealed(pieces: Iterator[bytes]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    name = f"sihe-{timezone.localtime():%Y%m%d-%H%M}.sihe"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
