"""WeChat, where an office has set it up: its sign-in library is there only then, and nobody needs it."""

from django.apps import apps
from django.conf import settings


def is_on() -> bool:
    """Tell whether this installation has a WeChat number of its own and the library is loaded."""
    return bool(settings.WECHAT_ID) and apps.is_installed("allauth.socialaccount")
