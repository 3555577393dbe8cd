"""Leaving a post, and what is handed over."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person


class Departure(models.Model):
    """A person leaves an organisation and hands over what they hold (离岗)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="departures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    last_day = models.DateField(_("最后一天"))
    begun_at = models.DateTimeField(_("时间"))
    begun_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("办结"), null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    called_off = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("离岗")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(closed_at__isnull=True), name="one_departure"
            )
        ]  # fmt: skip


class PassingState(models.TextChoices):
    """How a thing that is handed over stands."""

    OFFERED = "offered", _("等签收")
    TAKEN = "taken", _("已签收")
    REFUSED = "refused", _("没接")
    GONE = "gone", _("不用交了")


class Passing(models.Model):
    """One thing that a leaver hands to a named colleague (交接)."""

    departure = models.ForeignKey(Departure, models.CASCADE, related_name="passings")
    kind = models.CharField(max_length=32)
    item = models.BigIntegerField()
    receiver = models.ForeignKey(Person, models.PROTECT, related_name="passings")
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(_("时间"))
    state = models.CharField(max_length=8, choices=PassingState, default=PassingState.OFFERED)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("交接")
        constraints = [
            models.UniqueConstraint(
                fields=["departure", "kind", "item"], condition=Q(state="offered"), name="one_open_passing"
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["receiver"], condition=Q(state="offered"), name="passing_open")
        ]
