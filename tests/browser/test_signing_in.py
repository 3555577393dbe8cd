"""Staff sign in with name and password: wrong, right, empty, with script off, and with the second step."""

from __future__ import annotations

import base64
import hmac
import struct
import time

import pytest
from playwright.sync_api import Page, expect

from sihe.kernel.people.models import Account
from tests.browser.street_site import Site, press

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PASSWORD = "yinxing-3-lou-2026"
WORKER = "grid_worker"


@pytest.fixture
def account(site: Site) -> Account:
    """A grid worker who has a password."""
    account = Account.objects.get(username=WORKER)
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(page: Page, name: str, password: str) -> None:
    """Fill in and send the form."""
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(password)
    press(page, "登录")


def figures(secret: str) -> str:
    """Return the six figures that a phone shows for a secret just now (RFC 6238)."""
    step = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret), step, "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


@pytest.mark.parametrize("script", [True, False])
def test_wrong_then_right(site: Site, account: Account, script: bool) -> None:
    page = site.window(phone=True, script=script)
    page.goto(f"{site.address}/desk/")
    press(page, "登录")
    expect(page.locator(".errors")).to_contain_text("登录名：还没写。")
    sign_in(page, WORKER, "cuole-cuole-2026")
    expect(page.locator(".errors")).to_contain_text("登录名或密码不对，请再看看。")
    assert page.get_by_label("登录名").input_value() == WORKER
    assert page.get_by_label("密码").input_value() == ""
    sign_in(page, WORKER, PASSWORD)
    page.wait_for_url("**/desk/")
    expect(page.locator("h1")).to_contain_text(account.person.name)


def test_a_made_up_name_is_told_no_more_than_a_wrong_password(site: Site, account: Account) -> None:
    page = site.window()
    site.go(page, "/accounts/login/")
    sign_in(page, "nobody-here", PASSWORD)
    expect(page.locator(".errors")).to_contain_text("登录名或密码不对，请再看看。")
    site.look_over(page)


def test_the_second_step(site: Site, account: Account) -> None:
    page = site.window()
    site.go(page, "/accounts/login/")
    sign_in(page, WORKER, PASSWORD)
    page.wait_for_url("**/desk/")
    page.goto(f"{site.address}/accounts/2fa/totp/activate/")
    page.get_by_label("密码").fill(PASSWORD)
    press(page, "确认")
    site.look_over(page)
    secret = page.locator("code").inner_text()
    page.get_by_label("6 位数字").fill("000")
    press(page, "打开")
    expect(page.locator(".errors")).to_contain_text("数字不对，请看最新的一组。")
    page.get_by_label("6 位数字").fill(figures(secret))
    press(page, "打开")
    expect(page.locator("h1")).to_contain_text("备用码")
    spare = page.locator("code").first.inner_text()
    again = site.window(phone=True)
    again.goto(f"{site.address}/accounts/login/")
    sign_in(again, WORKER, PASSWORD)
    expect(again.locator("h1")).to_contain_text("两步登录")
    site.look_over(again)
    again.get_by_label("数字").fill(spare)
    press(again, "登录")
    again.wait_for_url("**/desk/")
