"""The service worker, at the root so that it may watch over /quick/."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

SCRIPT = Path(__file__).parents[1] / "static" / "intake" / "worker.js"


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """Answer the worker's script; the browser asks for it again at each visit."""
    response = HttpResponse(
        SCRIPT.read_text("utf-8"), content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = "no-cache"
    return response
