"""The switches lead nowhere else and take nothing unknown; the error pages say what to do."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import reverse

from sihe.kernel.ui import views

pytestmark = pytest.mark.urls("sihe.kernel.ui.tests.addresses")
FORBIDDEN = re.compile(
    "提交成功|操作失败|请注意|系统检测到|该|其|相关|被|工单|流转|用户|数据|派遣|立案|退回|[!！]"
)
STATIC = Path(views.__file__).parent / "static" / "ui"


def test_a_switch_leads_nowhere_else_and_takes_nothing_unknown(client: Client) -> None:
    elsewhere = {"name": "sihe_size", "value": "large", "back": "https://example.test/"}
    assert client.post(reverse("ui:look"), elsewhere)["Location"] == "/"
    assert (
        client.post(reverse("ui:look"), {"name": "sihe_size", "value": "huge"}).status_code == 400
    )
    assert client.post(reverse("ui:look"), {"name": "sessionid", "value": "x"}).status_code == 400
    assert client.get(reverse("ui:look")).status_code == 405


@pytest.mark.parametrize("name", ["404", "403", "403_csrf", "400", "500"])
def test_error_pages_stand_alone_and_say_what_to_do(name: str) -> None:
    html = render_to_string(f"{name}.html")
    body = re.sub("<[^>]+>", " ", re.sub("(?s)<script.*?</script>", "", html.split("<body")[1]))
    assert "回到首页" in body
    assert not FORBIDDEN.search(body)


@override_settings(DEBUG=False)
def test_a_missing_page_is_told_in_words() -> None:
    answer = Client().get("/no-such-page-here/")
    assert answer.status_code == 404
    assert "没找到这一页" in answer.content.decode()


def test_assets_keep_their_size() -> None:
    for asset in STATIC.iterdir():
        assert len(asset.read_text().splitlines()) <= 400, asset
