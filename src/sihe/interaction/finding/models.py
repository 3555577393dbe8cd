"""How often somebody searched for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person


class FindCount(models.Model):
    """How often one person searched for people on a day; never what for."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    day = models.DateField(_("哪天"))
    number = models.PositiveIntegerField(_("次数"), default=0)

    class Meta:
        verbose_name = _("查找次数")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "day"], name="one_find_count_a_day"
            )
        ]
