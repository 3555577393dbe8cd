"""How staff sign in: accounts are made by colleagues, never by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from sihe.kernel.facts import Actor
from sihe.kernel.people.actions import set_password
from sihe.kernel.people.models import Account
from sihe.project.signing.changing import MARK
from sihe.teams.appointments.actions import password_changed
from sihe.teams.appointments.queries import start_is_over


class StaffAdapter(DefaultAccountAdapter):
    """Closes open sign-up, and says what is wrong in the words of this product."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("登录名或密码不对，请再看看。"),
        "too_many_login_attempts": _("试得太多了，过五分钟再来。"),
        "incorrect_password": _("密码不对，请再输一次。"),
        "enter_current_password": _("现在的密码不对，请再输一次。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account without a colleague who vouches for it."""
        return False

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """Let nobody in with a start password whose time is over."""
        if user.must_change and start_is_over(user.pk):
            messages.warning(request, _("起始密码过期了，请再找两位同事重发。"))
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: Account) -> None:
        """Remember in the session that a start password has to be changed."""
        super().login(request, user)
        if user.must_change:
            request.session[MARK] = True

    def set_password(self, user: Account, password: str) -> None:
        """Set the password that a person chose; a start password has served."""
        set_password(by=Actor(kind="staff", person=user.person_id), account=user, password=password,
                     must_change=False)  # fmt: skip
        password_changed(account=user)
        if self.request is not None:
            self.request.session.pop(MARK, None)


class SecondStep(DefaultMFAAdapter):
    """Says what is wrong with the second step in the words of this product."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("数字不对，请看最新的一组。"),
    }
