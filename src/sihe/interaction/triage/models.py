"""What past reports teach about the next one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sihe.kernel.places.models import Area


class Vocabulary(models.Model):
    """How people of a street say things: counts of pieces of text by category, no sentence of anybody."""

    street = models.OneToOneField(Area, models.CASCADE, related_name="vocabulary")
    counts = models.JSONField(_("词频"), default=dict)
    matters = models.PositiveIntegerField(_("学自几件事"), default=0)
    learned_at = models.DateTimeField(_("学习时间"))

    class Meta:
        verbose_name = _("常用说法")
