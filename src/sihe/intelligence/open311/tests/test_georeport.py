"""The open interface on the wire: what is written is read back the same, and bad documents are refused."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta, timezone
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.intelligence.open311.georeport import (
    ServiceRequest,
    WireFault,
    clean,
    from_json,
    from_xml,
    to_json,
    to_xml,
)

WORDS = st.one_of(st.none(), st.text(max_size=60).map(clean).filter(bool))
BEIJING = timezone(timedelta(hours=8))
TIMES = st.one_of(st.none(), st.datetimes(timezones=st.just(BEIJING)))
DEGREES = st.one_of(st.none(), st.floats(-180, 180, allow_nan=False))
REQUESTS = st.builds(
    ServiceRequest, service_request_id=WORDS, status=WORDS, status_notes=WORDS, service_name=WORDS,
    service_code=WORDS, description=WORDS, agency_responsible=WORDS, requested_datetime=TIMES,
    updated_datetime=TIMES, expected_datetime=TIMES, address=WORDS, lat=DEGREES, long=DEGREES,
)  # fmt: skip


@given(st.lists(REQUESTS, max_size=4))
def test_what_is_exported_is_imported_the_same(requests: list[ServiceRequest]) -> None:
    assert from_json(to_json(requests)) == requests
    assert from_xml(to_xml(requests)) == requests


@given(st.text(max_size=80))
def test_any_text_can_be_sent(text: str) -> None:
    document = to_xml([ServiceRequest(description=clean(text))])
    assert fromstring(document).tag == "service_requests"
    assert clean(clean(text)) == clean(text)


@given(st.binary(max_size=200))
def test_no_document_is_an_error_of_ours(document: bytes) -> None:
    for read in (from_json, from_xml):
        with suppress(WireFault):
            assert isinstance(read(document), list)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<service_requests><request><description>&b;</description></request></service_requests>"""
THIEF = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<request><description>&x;</description></request>"""


@pytest.mark.parametrize("document", [BOMB, THIEF, b"<request>", b"\xff\xfe", b""])
def test_dangerous_or_broken_xml(document: bytes) -> None:
    with pytest.raises(WireFault):
        from_xml(document)


BROKEN = ['{"lat": "north"}', '{"lat": NaN}', '{"lat": 1e999}', '{"requested_datetime": "2026-11-01T10:00:00"}',
          '{"description": ["a"]}', "[1]", '"text"', "[" * 3000]  # fmt: skip


@pytest.mark.parametrize("document", BROKEN)
def test_broken_json(document: str) -> None:
    with pytest.raises(WireFault):
        from_json(document)


def test_empty_values_are_not_told() -> None:
    assert "null" not in to_json([ServiceRequest(status="open")])
    assert json.loads(to_json([ServiceRequest(description="", lat=0.0)])) == [{"lat": 0.0}]
