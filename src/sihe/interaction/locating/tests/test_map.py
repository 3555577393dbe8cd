"""The data of the map."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from pytest_django import Settings

from sihe.kernel.places.tests.conftest import Town

MAP = "/places/map.json"


def test_the_map_is_for_the_demo_and_for_staff(
    town: Town, client: Client, settings: Settings
) -> None:
    street = town.areas["street"].pk
    settings.DEMO = False
    assert client.get(MAP, {"street": street}).status_code == 404
    settings.DEMO = True
    response = client.get(MAP, {"street": street})
    body = json.loads(response.content)
    assert body["attribution"] == "© OpenStreetMap contributors, ODbL 1.0"
    levels = [f["properties"]["level"] for f in body["features"]]
    assert (levels.count("grid"), levels.count("building"), levels.count("compound")) == (3, 5, 1)
    assert town.areas["yu3"].sign not in response.content.decode()
    again = client.get(MAP, {"street": street}, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("street", ["", "x", "-1", "9" * 30, "１", "999999"])
def test_a_street_that_is_none(town: Town, client: Client, settings: Settings, street: str) -> None:
    settings.DEMO = True
    assert client.get(MAP, {"street": street}).status_code == 404
