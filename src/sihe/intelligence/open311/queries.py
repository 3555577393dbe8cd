"""What the open interface shows of matters: nothing that names a resident or repeats their words."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from sihe.intelligence.open311.georeport import ServiceRequest, WireFault, clean
from sihe.intelligence.open311.models import ApiKey
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.interaction.matters.queries import tidy
from sihe.kernel.places.queries import place_label
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.responsibilities.models import Category

MOST, SPAN = 1000, timedelta(days=90)
ABOUT_100_METRES = 3  # decimals of a degree
HIDDEN = (states.MERGED, states.REJECTED, states.WITHDRAWN)


def origin_of(key: ApiKey) -> str:
    """Return the origin of what an organisation's programs send."""
    return f"open311-{key.organisation_id}"


def services() -> list[dict[str, Any]]:
    """Return the categories in use as services; 1 query."""
    rows = Category.objects.filter(in_use=True, parent__isnull=False).select_related("parent")
    return [
        {
            "service_code": c.code, "service_name": c.name, "description": c.urgent_hint or c.name,
            "metadata": False, "type": "realtime", "group": c.parent.name if c.parent else "",
        }
        for c in rows.order_by("parent", "pk")
    ]  # fmt: skip


def requests(asked: Mapping[str, str], key: ApiKey | None) -> list[ServiceRequest]:
    """Return what an address asks for, the latest first; 1 query.

    Raises:
        WireFault: naming the part of the address that cannot be understood.
    """
    rows = _shown(key)
    ids = [tidy(code) for code in asked.get("service_request_id", "").split(",") if tidy(code)]
    if ids:
        rows = rows.filter(code__in=ids[:MOST])
    else:
        end = _moment(asked, "end_date") or timezone.now()
        start = _moment(asked, "start_date") or end - SPAN
        rows = rows.filter(created_at__gte=start, created_at__lte=end)
    codes = [code.strip() for code in asked.get("service_code", "").split(",") if code.strip()]
    if codes:
        rows = rows.filter(category__code__in=codes[:200])
    wanted = {word.strip() for word in asked.get("status", "").split(",") if word.strip()}
    if not wanted <= {"open", "closed"}:
        raise WireFault("status")
    if len(wanted) == 1:
        ended = Q(state__in=states.END)
        rows = rows.filter(ended if "closed" in wanted else ~ended)
    return [_request(matter, key) for matter in rows.order_by("-created_at", "-pk")[:MOST]]


def one(code: str, key: ApiKey | None) -> ServiceRequest | None:
    """Return one request that may be shown."""
    matter = _shown(key).filter(code=tidy(code)).first()
    return _request(matter, key) if matter else None


def _shown(key: ApiKey | None) -> QuerySet[Matter]:
    public = Q(category__public=True) & ~Q(state__in=HIDDEN)
    if key is not None:
        public |= Q(origin=origin_of(key))
    rows = Matter.objects.filter(public, parent=None)
    return rows.select_related(
        "category", "accountable", "community", "grid", "building", "unit", "compound"
    )


def _request(matter: Matter, key: ApiKey | None) -> ServiceRequest:
    own = key is not None and matter.origin == origin_of(key)
    closed = matter.state in states.END or matter.state == states.ANSWERED
    return ServiceRequest(
        service_request_id=matter.code, status="closed" if closed else "open",
        status_notes=clean(str(states.LABELS[matter.state])),
        service_name=matter.category.name if matter.category else None,
        service_code=matter.category.code if matter.category else None,
        description=clean(matter.text) if own else None,
        agency_responsible=clean(str(matter.accountable)),
        requested_datetime=matter.created_at, updated_datetime=matter.ended_at or matter.finished_at,
        expected_datetime=matter.promised_at,
        address=clean(place_label(matter, public=not own)) or None,
        lat=_degrees(matter.lat, own), long=_degrees(matter.lon, own),
    )  # fmt: skip


def _degrees(value: float | None, own: bool) -> float | None:
    return value if own or value is None else round(value, ABOUT_100_METRES)


def _moment(asked: Mapping[str, str], name: str) -> datetime | None:
    text = asked.get(name, "").strip().replace(" ", "+")  # a plus sign in an address means a space
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WireFault(name) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def key_holder(secret: str) -> ApiKey | None:
    """Return the live key that a secret belongs to."""
    if not secret:
        return None
    rows = ApiKey.objects.select_related("organisation").filter(
        digest=blind_index(secret), ended_at=None, organisation__active=True
    )
    return rows.first()
