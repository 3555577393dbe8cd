"""The forms of signing in, in own words and without what this installation does not offer."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext as _

# Passwords are set anew by a colleague, face to face; so nothing here leads to a mail.


def in_own_words(form: forms.Form, **names: str) -> None:
    """Name the fields of a form and say what is missing; no help, no placeholder that repeats the name."""
    for name, label in names.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.error_messages["required"] = _("还没写。")
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_own_words(self, login=_("登录名"), password=_("密码"))


class AgainForm(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_own_words(self, password=_("密码"))


class NewPasswordForm(ChangePasswordForm):
    """The old password and a new one; the page says what a new one must be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"oldpassword": _("现在的密码"), "password1": _("新密码")}
        in_own_words(self, **names, password2=_("再写一遍新密码"))


class CodeForm(AuthenticateForm):
    """The figures from the phone, or one of the spare codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_own_words(self, code=_("数字"))


class SecondStepForm(ActivateTOTPForm):
    """The first figures from the phone, which switch the second step on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_own_words(self, code=_("6 位数字"))
