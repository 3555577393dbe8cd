"""How staff sign in: accounts are made by colleagues, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


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


class SecondStep(DefaultMFAAdapter):
    """Says what is wrong with the second step in the words of this product."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("数字不对，请看最新的一组。"),
    }
