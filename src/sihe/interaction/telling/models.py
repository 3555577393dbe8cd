"""When a member of staff wants no calls of the telephone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.people.models import Person


class QuietHours(models.Model):
    """A person's own quiet hours (免打扰), full hours on the wall clock; who has none keeps the house's."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="quiet_hours")
    begins = models.PositiveSmallIntegerField(_("从几点"))
    ends = models.PositiveSmallIntegerField(_("到几点"))

    class Meta:
        verbose_name = _("免打扰")
        constraints = [
            models.CheckConstraint(
                condition=Q(begins__lt=24, ends__lt=24), name="quiet_hours_of_a_day"
            )
        ]
