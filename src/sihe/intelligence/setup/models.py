"""What a person said of the six steps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sihe.kernel.people.models import Person


class StepDone(models.Model):
    """A person said that a step is done; the step `first` closes the first start for good."""

    step = models.SlugField(_("步骤"), max_length=20, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("办完的步骤")
