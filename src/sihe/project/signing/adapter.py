"""How staff sign in: accounts are made by colleagues, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sihe.kernel.facts import Actor
from sihe.kernel.people.actions import set_password as kept
from sihe.kernel.people.models import Account


class StaffAdapter(DefaultAccountAdapter):
    """Closes open sign-up, and says what is wrong in the words of this product."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("登录名或密码不对，请再看看。"),
        "too_many_login_attempts": _("试得太多了，过五分钟再来。"),
        "incorrect_password": _("密码不对，请再输一次。"),
        "enter_current_password": _("现在的密码不对，请再输一次。"),
    }

    def set_password(self, user: Account, password: str) -> None:
        """Keep the password that a person chose; a start password is over with it."""
        kept(by=Actor(kind="resident", person=user.person_id), account=user,
             password=password, must_change=False)  # fmt: skip

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go to work, the password being changed."""
        return str(settings.LOGIN_REDIRECT_URL)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account without a colleague who vouches for it."""
        return False


class SecondStep(DefaultMFAAdapter):
    """Says what is wrong with the second step in the words of this product."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("数字不对，请看最新的一组。"),
    }
