"""Serving photos to those who may see what they belong to."""

from django.http import FileResponse, Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from sihe.kernel.access.requests import Request
from sihe.kernel.files import storage
from sihe.kernel.files.access import may_see
from sihe.kernel.files.models import StoredFile


@require_safe
def photo(request: Request, id: int, variant: str) -> HttpResponseBase:
    """Send a photo (`photo`) or its thumbnail (`small`); 404 for what one may not see."""
    file = StoredFile.objects.filter(pk=id).first()
    if file is None or variant not in storage.ENDINGS or not may_see(file, request):
        raise Http404
    try:
        content = storage.path_of(file.key, variant).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(content, content_type="image/jpeg", filename=f"{file.pk}.jpg")
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
