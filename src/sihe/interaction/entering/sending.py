"""Sends the code to the phone, in the background: neither the page nor its time tells whom it is for."""

import logging

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from sihe.interaction.entering.actions import digits_of
from sihe.interaction.entering.models import SignInCode
from sihe.kernel.notices.senders import enabled, sender

log = logging.getLogger("sihe.accounts")


def ways() -> list[str]:
    """Return the senders that reach a resident's phone and are on."""
    return [name for name in enabled("resident") if sender(name).field == "phone"]


@task()
def send_code(code: int) -> None:
    """Send a code that still counts by the first way that works; a code of nobody is sent to nobody."""
    found = SignInCode.objects.select_related("account__person").filter(pk=code).first()
    if found is None or found.account is None or found.valid_until <= timezone.now():
        return
    text = _("您的登录数字是 %(digits)s，5分钟内有效。别告诉别人。") % {"digits": digits_of(found)}
    for name in ways():
        outcome = sender(name).send(found.account.person.phone, text)
        if outcome.sent:
            return
        log.warning("sender %s did not send a code: %s", name, outcome.trouble)
