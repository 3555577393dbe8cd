"""The sign-in form without what this installation does not offer."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """Passwords are set anew by a colleague, face to face; so nothing here leads to a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
