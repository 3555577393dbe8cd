"""Tables of deadlines."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sihe.interaction.matters.models import Matter


class Alert(models.Model):
    """A near or past deadline that was told, once per level and deadline."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="alerts")
    level = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("时限提醒")
        constraints = [
            models.UniqueConstraint(fields=["matter", "level", "due_at"], name="one_alert_a_level")
        ]
