"""The live page names every component; the look is kept by its switches; an old page says so."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

import sihe
from sihe.intelligence.desks.features import FEATURES
from sihe.kernel.ui.templatetags.ui import register
from sihe.project.showcase import samples


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "zh-hans"})


def test_every_component_is_named_and_used_on_the_live_page(client: Client) -> None:
    page = client.get(reverse("showcase:parts"))
    assert page.status_code == 200
    named = " ".join(re.findall("<code>(.*?)</code>", page.content.decode(), re.S))
    missing = [tag for tag in register.tags if f"{{% {tag} " not in unescape(named)]
    assert missing == []


def test_the_live_page_shows_one_main_landmark_and_the_page_one_is_on(client: Client) -> None:
    html = client.get(reverse("showcase:parts")).content.decode()
    assert html.count("<main") == 1
    assert 'lang="zh-Hans"' in html
    assert 'aria-current="page"' in html


def test_pages_carry_no_script_or_style_of_their_own(client: Client) -> None:
    for name in ("showcase:parts", "showcase:resident"):
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
    back = reverse("showcase:parts")
    assert attribute not in client.get(back).content.decode().split("<head>")[0]
    told = {"name": name, "value": value, "back": back}
    answer = client.post(reverse("ui:look"), told)
    assert (answer.status_code, answer["Location"]) == (302, back)
    assert attribute in client.get(back).content.decode().split("<head>")[0]


def test_dark_is_for_staff_pages_only(client: Client) -> None:
    client.cookies["sihe_theme"] = "dark"
    assert 'data-bs-theme="light"' in client.get(reverse("showcase:resident")).content.decode()


def test_a_forged_cookie_is_the_plain_look(client: Client) -> None:
    client.cookies["sihe_size"] = '"><b>'
    assert 'data-size="normal"' in client.get(reverse("showcase:resident")).content.decode()


def test_the_resident_sample_keeps_what_was_typed(client: Client) -> None:
    html = client.post(
        reverse("showcase:resident"), {"what": "灯坏了", "phone": "123"}
    ).content.decode()
    assert "灯坏了" in html
    assert 'value="123"' in html
    assert "电话要11位" in html


@override_settings(DEBUG=False, CSRF_FAILURE_VIEW="sihe.kernel.ui.views.csrf_failure")
def test_an_old_page_is_told_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("showcase:resident"), {"what": "x"})
    assert answer.status_code == 403
    assert "页面放久了" in answer.content.decode()


def test_every_icon_used_is_drawn() -> None:
    source = Path(sihe.__file__).parent
    sheet = (source / "kernel/ui/static/ui/icons.svg").read_text(encoding="utf-8")
    drawn = set(re.findall('<symbol id="([a-z]+)"', sheet))
    used = {
        icon
        for f in source.rglob("*.html")
        for icon in re.findall(r'{% icon "([a-z]+)" %}', f.read_text())
    }
    used |= {entry.icon for entry in [*samples.rail().own, *samples.rail().all]}
    used |= {feature.icon for feature in FEATURES}
    assert len(used) > 20 and used <= drawn, used - drawn
