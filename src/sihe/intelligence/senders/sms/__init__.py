"""SMS to residents through a gateway: settings SMS_URL and SMS_SECRET.

Posts `{"phone": ..., "text": ...}`, signed. 2xx means taken; `{"delivered": true}` in the answer means
that the phone has it. 429, 5xx and silence are tried again, other answers are not.
"""

from typing import Final, Literal

from django.conf import settings

from sihe.intelligence.senders.posting import post
from sihe.kernel.notices.senders import Audience, Outcome


class Sms:
    """Sends short texts to phone numbers."""

    name: str = "sms"
    field: Literal["phone", "email"] = "phone"
    audiences: frozenset[Audience] = frozenset({"resident"})

    def missing(self) -> list[str]:
        """Return the settings that are empty."""
        return [key for key in ("SMS_URL", "SMS_SECRET") if not getattr(settings, key, "")]

    def send(self, to: str, text: str) -> Outcome:
        """Hand one text to the gateway."""
        answer = post(settings.SMS_URL, settings.SMS_SECRET, {"phone": to, "text": text})
        if 200 <= answer.status < 300:
            return Outcome(True, delivered=answer.body.get("delivered") is True)
        return Outcome(False, again=answer.again, trouble=answer.trouble)


SENDER: Final = Sms()
