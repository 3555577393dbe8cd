"""WeChat: off unless set up; against a server that answers as WeChat's does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from django.core.cache import cache
from django.test import Client

from sihe.interaction.accounts.tests.homes import Home, settle_in
from sihe.interaction.accounts.tests.test_pages import come_in, text_of
from sihe.interaction.entering.models import WechatLink

OPENIDS = {"mothers-code": "openid-of-mother", "strangers-code": "openid-of-stranger"}


class Answers(BaseHTTPRequestHandler):
    """Says whose code it is, or an error, as WeChat does: both with status 200."""

    def do_GET(self) -> None:
        asked = parse_qs(urlparse(self.path).query)
        openid = OPENIDS.get(asked["code"][0])
        right = asked["appid"] == ["wx-test"] and asked["secret"] == ["s3cret"]
        told = (
            {"openid": openid, "scope": "snsapi_base"} if openid and right else {"errcode": 40029}
        )
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server(settings: Any) -> Iterator[HTTPServer]:
    made = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    settings.WECHAT_ID, settings.WECHAT_SECRET = "wx-test", "s3cret"
    settings.WECHAT_ADDRESS = f"http://127.0.0.1:{made.server_port}"
    cache.clear()
    yield made
    made.shutdown()
    made.server_close()


def go(client: Client, code: str, state: str = "") -> Any:
    """Ask, and come back from WeChat with a code."""
    asked = client.get("/in/wechat/")
    query = parse_qs(urlparse(asked["Location"]).query)
    assert asked["Location"].startswith("https://open.weixin.qq.com/")
    assert query["scope"] == ["snsapi_base"] and query["redirect_uri"][0].endswith(
        "/in/wechat/back/"
    )
    return client.get("/in/wechat/back/", {"code": code, "state": state or query["state"][0]})


def test_off_unless_set_up(home: Home, client: Client) -> None:
    assert "微信" not in text_of(client.get("/in/"))
    assert client.get("/in/wechat/").status_code == 404
    assert client.get("/in/wechat/back/?code=mothers-code").status_code == 404


def test_linked_by_its_owner_then_it_opens_the_door(
    home: Home, client: Client, server: HTTPServer
) -> None:
    assert go(Client(), "mothers-code")["Location"] == "/in/"  # linked to nobody yet
    come_in(home, "mother", client)
    assert "绑定微信" in text_of(client.get("/my/"))
    assert go(client, "mothers-code")["Location"] == "/my/"
    assert "openid" not in str(WechatLink.objects.values("openid").get()["openid"])
    phone = Client()
    assert "用微信登录" in text_of(phone.get("/in/"))
    assert go(phone, "mothers-code")["Location"] == "/my/"
    assert "王秀英" in text_of(phone.get("/my/"))
    client.post("/my/wechat/part/")
    assert go(Client(), "mothers-code")["Location"] == "/in/"


def test_an_answer_that_was_not_asked_for_is_none(
    home: Home, client: Client, server: HTTPServer
) -> None:
    come_in(home, "mother", client)
    assert go(client, "mothers-code", state="forged")["Location"] == "/in/"
    back = {"code": "mothers-code", "state": ""}
    assert client.get("/in/wechat/back/", back)["Location"] == "/in/"
    assert go(client, "unknown-code")["Location"] == "/in/"
    assert not WechatLink.objects.exists()


def test_one_wechat_opens_one_account(home: Home, client: Client, server: HTTPServer) -> None:
    come_in(home, "mother", client)
    go(client, "mothers-code")
    other = come_in(settle_in(home.world, "502"), "mother", Client())
    assert "绑了别人的账号" in text_of(
        other.get(go(other, "mothers-code")["Location"], follow=True)
    )
    assert WechatLink.objects.count() == 1


def test_wechat_that_is_away_is_no_fault(home: Home, client: Client, server: HTTPServer) -> None:
    server.shutdown()
    server.server_close()
    assert go(client, "mothers-code")["Location"] == "/in/"


def test_signed_out_everywhere_wechat_is_parted(
    home: Home, client: Client, server: HTTPServer
) -> None:
    come_in(home, "mother", client)
    go(client, "mothers-code")
    client.post("/my/everywhere/")
    assert go(Client(), "mothers-code")["Location"] == "/in/"
