"""A request as the middlewares leave it, so that views can be typed."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from sihe.kernel.facts import Actor


class Request(HttpRequest):
    """`actor`: who acts; `mandates`: all current mandates of the person; `htmx`: whether a part is asked for."""

    actor: Actor
    mandates: list[Any]
    htmx: HtmxDetails
