"""Registration of the look with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """The app ``ui``: templates, static files and template tags; it has no tables."""

    name = "sihe.kernel.ui"
    label = "ui"
    verbose_name = _("界面")
