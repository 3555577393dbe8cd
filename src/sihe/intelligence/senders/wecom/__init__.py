"""WeCom (企业微信) to staff through a group's robot or a gateway: settings WECOM_URL and WECOM_SECRET.

Posts a text that names the person by phone number, signed; a plain robot does not look at the signature.
The answer carries `errcode`: 0 is sent, 45009 (too many) is tried again, others are not.
"""

from typing import Final, Literal

from django.conf import settings

from sihe.intelligence.senders.posting import post
from sihe.kernel.notices.senders import Audience, Outcome

TOO_MANY: Final = 45009


class WeCom:
    """Sends texts into WeCom."""

    name: str = "wecom"
    field: Literal["phone", "email"] = "phone"
    audiences: frozenset[Audience] = frozenset({"staff"})

    def missing(self) -> list[str]:
        """Return the settings that are empty."""
        return [key for key in ("WECOM_URL", "WECOM_SECRET") if not getattr(settings, key, "")]

    def send(self, to: str, text: str) -> Outcome:
        """Hand one text to WeCom."""
        content = {"msgtype": "text", "text": {"content": text, "mentioned_mobile_list": [to]}}
        answer = post(settings.WECOM_URL, settings.WECOM_SECRET, content)
        if not 200 <= answer.status < 300:
            return Outcome(False, again=answer.again, trouble=answer.trouble)
        code = answer.body.get("errcode", 0)
        if code == 0:
            return Outcome(True)
        return Outcome(False, again=code == TOO_MANY, trouble=f"errcode {code}")


SENDER: Final = WeCom()
