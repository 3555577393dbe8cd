"""E-mail to staff by Django's mail settings (EMAIL_BACKEND, EMAIL_HOST ...)."""

from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Final, Literal

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from sihe.kernel.notices.senders import Audience, Outcome


class Email:
    """Sends plain mails."""

    name: str = "email"
    field: Literal["phone", "email"] = "email"
    audiences: frozenset[Audience] = frozenset({"staff"})

    def missing(self) -> list[str]:
        """Nothing beyond Django's own settings, which have defaults."""
        return []

    def send(self, to: str, text: str) -> Outcome:
        """Send one mail; its title is the first line of the text."""
        title = text.splitlines()[0][:60] if text.strip() else _("有一件事等你看")
        try:
            send_mail(title, text, None, [to])
        except SMTPRecipientsRefused as trouble:
            return Outcome(False, trouble=f"refused: {trouble}"[:200])
        except (SMTPException, OSError, ValueError) as trouble:
            return Outcome(
                False, again=not isinstance(trouble, ValueError), trouble=type(trouble).__name__
            )
        return Outcome(True)


SENDER: Final = Email()
