"""The live page names every component; the switches keep; the error pages say what to do."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import reverse

from sihe.kernel.ui import samples
from sihe.kernel.ui.templatetags.ui import register

pytestmark = pytest.mark.urls("sihe.kernel.ui.tests.addresses")
FORBIDDEN = re.compile(
    "提交成功|操作失败|请注意|系统检测到|该|其|相关|被|工单|流转|用户|数据|派遣|立案|退回|[!！]"
)
STATIC = Path(samples.__file__).parent / "static" / "ui"


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "zh-hans"})


def test_every_component_is_named_and_used_on_the_live_page(client: Client) -> None:
    page = client.get(reverse("ui:parts"))
    assert page.status_code == 200
    named = " ".join(re.findall("<code>(.*?)</code>", page.content.decode(), re.S))
    missing = [tag for tag in register.tags if f"{{% {tag} " not in unescape(named)]
    assert missing == []


def test_the_live_page_shows_one_main_landmark_and_the_page_one_is_on(client: Client) -> None:
    html = client.get(reverse("ui:parts")).content.decode()
    assert html.count("<main") == 1
    assert 'lang="zh-Hans"' in html
    assert 'aria-current="page"' in html


def test_pages_carry_no_script_or_style_of_their_own(client: Client) -> None:
    for name in ("ui:parts", "ui:resident"):
        html = client.get(reverse(name)).content.decode()
        scripts = re.findall("<script([^>]*)>", html)
        assert scripts
        assert all(" src=" in one or "application/json" in one for one in scripts)
        assert not re.search(r"\son[a-z]+=|\sstyle=|<style|https?://", html)
        assert len(html.encode()) < 150_000


@pytest.mark.parametrize(
    ("name", "value", "attribute"),
    [
        ("sihe_size", "large", 'data-size="large"'),
        ("sihe_theme", "dark", 'data-bs-theme="dark"'),
    ],
)
def test_a_switch_keeps(client: Client, name: str, value: str, attribute: str) -> None:
    back = reverse("ui:parts")
    assert attribute not in client.get(back).content.decode().split("<head>")[0]
    told = {"name": name, "value": value, "back": back}
    answer = client.post(reverse("ui:look"), told)
    assert (answer.status_code, answer["Location"]) == (302, back)
    assert attribute in client.get(back).content.decode().split("<head>")[0]


def test_dark_is_for_staff_pages_only(client: Client) -> None:
    client.cookies["sihe_theme"] = "dark"
    assert 'data-bs-theme="light"' in client.get(reverse("ui:resident")).content.decode()


def test_a_switch_leads_nowhere_else_and_takes_nothing_unknown(client: Client) -> None:
    elsewhere = {"name": "sihe_size", "value": "large", "back": "https://example.test/"}
    assert client.post(reverse("ui:look"), elsewhere)["Location"] == "/"
    assert (
        client.post(reverse("ui:look"), {"name": "sihe_size", "value": "huge"}).status_code == 400
    )
    assert client.post(reverse("ui:look"), {"name": "sessionid", "value": "x"}).status_code == 400
    assert client.get(reverse("ui:look")).status_code == 405


def test_a_forged_cookie_is_the_plain_look(client: Client) -> None:
    client.cookies["sihe_size"] = '"><b>'
    assert 'data-size="normal"' in client.get(reverse("ui:resident")).content.decode()


def test_the_resident_sample_keeps_what_was_typed(client: Client) -> None:
    html = client.post(reverse("ui:resident"), {"what": "灯坏了", "phone": "123"}).content.decode()
    assert "灯坏了" in html
    assert 'value="123"' in html
    assert "电话要11位" in html


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


@override_settings(DEBUG=False, CSRF_FAILURE_VIEW="sihe.kernel.ui.views.csrf_failure")
def test_an_old_page_is_told_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("ui:resident"), {"what": "x"})
    assert answer.status_code == 403
    assert "页面放久了" in answer.content.decode()


def test_every_icon_used_is_drawn() -> None:
    drawn = set(re.findall('<symbol id="([a-z]+)"', (STATIC / "icons.svg").read_text()))
    used: set[str] = set()
    for template in (STATIC.parents[1] / "templates").rglob("*.html"):
        used |= set(re.findall(r'{% icon "([a-z]+)" %}', template.read_text()))
    entries = [*samples.rail().own, *samples.rail().all]
    used |= {entry.icon for entry in entries}
    assert used <= drawn, used - drawn


def test_templates_and_assets_keep_their_size() -> None:
    for template in (STATIC.parents[1] / "templates").rglob("*.html"):
        assert len(template.read_text().splitlines()) <= 150, template
    for asset in STATIC.iterdir():
        assert len(asset.read_text().splitlines()) <= 400, asset
