"""Open311 GeoReport v2 on the wire: service requests as JSON and XML, both ways. No database.

What one server writes another can read: `from_json(to_json(x)) == x` and the same for XML, for every request whose
texts are `clean`. XML that comes in is read by defusedxml, so that entities and bombs are refused.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

# what XML 1.0 can hold; a carriage return would come back as a line feed
UNFIT: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CONTAINERS: Final = {
    "requests": ("service_requests", "request"),
    "services": ("services", "service"),
    "errors": ("errors", "error"),
}


class WireFault(ValueError):
    """What came in is no request in JSON or XML."""


@dataclass(frozen=True, kw_only=True)
class ServiceRequest:
    """One request; None means not told. Times are aware; degrees are WGS84."""

    service_request_id: str | None = None
    status: str | None = None
    status_notes: str | None = None
    service_name: str | None = None
    service_code: str | None = None
    description: str | None = None
    agency_responsible: str | None = None
    requested_datetime: datetime | None = None
    updated_datetime: datetime | None = None
    expected_datetime: datetime | None = None
    address: str | None = None
    lat: float | None = None
    long: float | None = None


KINDS: Final = {f.name: str(f.type) for f in fields(ServiceRequest)}


def clean(text: str) -> str:
    """Return a text without what XML cannot hold; outer white space goes, too."""
    return UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def plain(request: ServiceRequest) -> dict[str, Any]:
    """Return what is told, as JSON values; times as ISO 8601 with their offset."""
    told = ((name, getattr(request, name)) for name in KINDS)
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in told
        if value is not None and value != ""
    }


def written(kind: str, rows: Sequence[Mapping[str, Any]], form: str) -> str:
    """Return rows of a kind (requests, services, errors) as a document of a form (json, xml)."""
    if form == "json":
        return json.dumps(list(rows), ensure_ascii=False)
    container, item = CONTAINERS[kind]
    root = Element(container)
    for row in rows:
        node = SubElement(root, item)
        for name, value in row.items():
            SubElement(node, name).text = _said(value)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def to_json(requests: Sequence[ServiceRequest]) -> str:
    """Return requests as a JSON document."""
    return written("requests", [plain(r) for r in requests], "json")


def to_xml(requests: Sequence[ServiceRequest]) -> str:
    """Return requests as an XML document."""
    return written("requests", [plain(r) for r in requests], "xml")


def from_json(document: str | bytes) -> list[ServiceRequest]:
    """Read requests; one object stands for a list of one.

    Raises:
        WireFault: no JSON, or a value that does not fit its field.
    """
    try:
        found = json.loads(document, parse_constant=_refuse)
    except (ValueError, RecursionError, UnicodeDecodeError):
        raise WireFault("json") from None
    rows = [found] if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise WireFault("json")
    return [from_fields(row) for row in rows]


def from_xml(document: str | bytes) -> list[ServiceRequest]:
    """Read requests from XML.

    Raises:
        WireFault: no XML, XML that declares entities, or a value that does not fit its field.
    """
    data = document.encode() if isinstance(document, str) else document
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise WireFault("xml") from None
    nodes = [root] if root.tag == "request" else root.findall("request")
    return [from_fields({child.tag: child.text or "" for child in node}) for node in nodes]


def from_fields(row: Mapping[str, Any]) -> ServiceRequest:
    """Build a request from named values; unknown names are left out, empty ones mean not told."""
    told = {n: row[n] for n in KINDS if row.get(n) is not None and str(row[n]).strip() != ""}
    return ServiceRequest(**{name: _value(name, value) for name, value in told.items()})


def _value(name: str, value: Any) -> Any:
    try:
        if "datetime" in KINDS[name]:
            moment = datetime.fromisoformat(str(value).strip())
            if moment.tzinfo is None:
                raise WireFault(name)
            return moment
        if "float" in KINDS[name]:
            number = float(value)
            if not abs(number) <= 180:
                raise WireFault(name)
            return number
    except (TypeError, ValueError, OverflowError):
        raise WireFault(name) from None
    if not isinstance(value, str | int | float):
        raise WireFault(name)
    return clean(str(value))


def _refuse(constant: str) -> None:
    raise WireFault(constant)
