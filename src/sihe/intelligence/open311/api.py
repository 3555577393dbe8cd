"""The open interface: Open311 GeoReport v2 under `/open311/v2/`, as JSON and XML.

Anybody may read what is public anyway: category, place to the building, state. Words of residents, names and phones
are in no answer, except that an organisation reads back what its own program sent. Sending needs a key.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from sihe.intelligence.open311 import georeport, queries
from sihe.intelligence.open311.georeport import ServiceRequest, WireFault
from sihe.intelligence.open311.models import ApiKey
from sihe.interaction.intake.actions import Sent, report
from sihe.interaction.matters.models import Source
from sihe.kernel.access.counting import count
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import Actor
from sihe.kernel.places.spots import PlaceGiven

TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
A_MINUTE = 60
READS, WRITES = 120, 60  # a minute, for an address or a key
MOST_BODY = 64 * 1024
View = Callable[..., HttpResponse]


def answer(kind: str, rows: Sequence[Any], form: str, status: int = 200) -> HttpResponse:
    """Return a document."""
    return HttpResponse(
        georeport.written(kind, rows, form), content_type=TYPES[form], status=status
    )


def trouble(form: str, status: int, words: str) -> HttpResponse:
    """Return what is wrong and how to mend it, as the standard wants it."""
    return answer("errors", [{"code": status, "description": words}], form, status)


def limited(most: int) -> Callable[[View], View]:
    """Let one address, or one key, ask only so often a minute."""

    def limit(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, form: str, **rest: Any) -> HttpResponse:
            who = _key(request) or request.META.get("REMOTE_ADDR", "")
            asked = count(f"open311-{request.method}", who, A_MINUTE)
            if asked > most:
                response = trouble(form, 429, _("问得太密了，一分钟后再来。"))
                response.headers["Retry-After"] = str(A_MINUTE)
                return response
            return view(request, form=form, **rest)

        return counted

    return limit


def _key(request: HttpRequest) -> str:
    given = request.headers.get("X-Api-Key") or request.GET.get("api_key")
    return given or (request.POST.get("api_key", "") if request.method == "POST" else "")


@require_safe
@limited(READS)
def services(request: HttpRequest, form: str) -> HttpResponse:
    """List the categories that one may report."""
    return answer("services", queries.services(), form)


@require_safe
@limited(READS)
def service(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """Describe one category; none asks for more than the common fields."""
    found = [row for row in queries.services() if row["service_code"] == code]
    if not found:
        return trouble(form, 404, _("没有这个类别，请先查 services。"))
    return answer("services", found, form)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """List requests, or take one in."""
    asked = create if request.method == "POST" else listing
    return asked(request, form=form)


@limited(READS)
def listing(request: HttpRequest, form: str) -> HttpResponse:
    """List public requests: by id, category, state and time; at most 1,000, of 90 days unless asked otherwise."""
    try:
        rows = queries.requests(request.GET, queries.key_holder(_key(request)))
    except WireFault as fault:
        return trouble(form, 400, _("「%(name)s」看不懂，请改后再查。") % {"name": fault})
    return answer("requests", [georeport.plain(row) for row in rows], form)


@require_safe
@limited(READS)
def one(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """Show one request."""
    found = queries.one(code, queries.key_holder(_key(request)))
    if found is None:
        return trouble(form, 404, _("没有这个编号，或者不公开。"))
    return answer("requests", [georeport.plain(found)], form)


@limited(WRITES)
def create(request: HttpRequest, form: str) -> HttpResponse:
    """Take one request in, by the way of every report."""
    key = queries.key_holder(_key(request))
    if key is None:
        return trouble(form, 403, _("要先有接口密钥，请找街道要。"))
    if int(request.headers.get("Content-Length") or 0) > MOST_BODY:
        return trouble(form, 413, _("太大了，内容最多2000字。"))
    try:
        told, more = _told(request)
        made = _report(request, key, told, more)
    except WireFault as fault:
        return trouble(form, 400, _("「%(name)s」看不懂，请改后再发。") % {"name": fault})
    except Refused as refused:
        return trouble(form, 400, said(refused))
    return answer("requests", [made], form, 200)


def _told(request: HttpRequest) -> tuple[ServiceRequest, dict[str, str]]:
    kind = request.content_type or ""
    if kind.endswith(("json", "xml")):
        read = georeport.from_json if kind.endswith("json") else georeport.from_xml
        found = read(request.body)
        if len(found) != 1:
            raise WireFault("request")
        return found[0], {}
    given = {name: georeport.clean(value) for name, value in request.POST.dict().items()}
    given.setdefault("address", given.get("address_string", ""))
    return georeport.from_fields(given), given


def _report(
    request: HttpRequest, key: ApiKey, told: ServiceRequest, more: dict[str, str]
) -> dict[str, str]:
    known = {row["service_code"] for row in queries.services()}
    if told.service_code and told.service_code not in known:
        raise Refused("unknown_category", field="service_code")
    once = request.headers.get("Idempotency-Key", "")
    token = uuid5(NAMESPACE_URL, f"open311:{key.organisation_id}:{once}") if once else uuid4()
    name = " ".join(more.get(part, "") for part in ("last_name", "first_name")).strip()
    made = report(
        by=Actor(kind="system", organisation=key.organisation_id), token=token, text=told.description or "",
        given=PlaceGiven(words=told.address or "", lon=told.long, lat=told.lat),
        category_code=told.service_code or "", phone=more.get("phone", "")[:30], name=name[:40],
        source=Source.OPEN311, sent=Sent(queries.origin_of(key), token.hex),
    )  # fmt: skip
    notice = _("凭编号%(code)s和查询码%(secret)s查进度。") % {
        "code": made.matter.code, "secret": made.secret
    }  # fmt: skip
    return {"service_request_id": made.matter.code, "service_notice": notice}
