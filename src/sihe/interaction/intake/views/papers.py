"""Papers as PDF: the form to fill in by hand, and the signs for stairwells."""

from django.http import Http404, HttpResponse

from sihe.interaction.intake import papers
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.places.models import Area, Level
from sihe.kernel.places.queries import by_sign

MOST = 200


def blank_form(request: Request) -> HttpResponse:
    """Answer the form for filling in by hand; ?sign= prints a building's name and code on it."""
    building = by_sign(request.GET.get("sign", "")[:40])
    return _pdf(papers.blank_form(building))


@staff_only
def signs(request: Request) -> HttpResponse:
    """Answer the signs of one building (?building=) or of a compound (?compound=), a sheet each."""
    if not may("intake.print_signs", request.actor):
        raise Http404
    rows = Area.objects.filter(level=Level.BUILDING).exclude(sign="").select_related("compound")
    for name, column in (("building", "pk"), ("compound", "compound")):
        asked = request.GET.get(name, "")
        if asked.isascii() and asked.isdigit() and len(asked) < 12:
            found = list(rows.filter(**{column: int(asked)}).order_by("name")[:MOST])
            if found:
                return _pdf(papers.signs(found))
    raise Http404


def _pdf(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf")
