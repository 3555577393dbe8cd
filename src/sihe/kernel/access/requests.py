"""A request as the middlewares leave it, so that views can be typed."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from sihe.kernel.facts import Actor

AS_RESIDENT = "as_resident"
"""Set in the session of who came in as a resident, or chose to act as one: no mandate counts there."""


class Request(HttpRequest):
    """`actor`: who acts; `mandates`: all current mandates of the person; `htmx`: whether a part is asked for."""

    actor: Actor
    mandates: list[Any]
    htmx: HtmxDetails
