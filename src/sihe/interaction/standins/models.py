"""Agreements to act for another, and the offers from which they come."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person


class Offer(models.Model):
    """A number and eight digits with which whoever brings them may act for a resident (代办单)."""

    number = models.CharField(_("单号"), max_length=8, unique=True)
    code = models.CharField(max_length=32)
    principal = models.ForeignKey(Person, models.CASCADE, related_name="offers")
    acts = models.JSONField(_("可代办"), default=list)
    until = models.DateField(_("代办到"))
    at = models.DateTimeField(_("时间"))
    valid_until = models.DateField(_("有效到"))
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("代办单")
        constraints = [
            models.UniqueConstraint(
                fields=["principal"], condition=Q(used_at__isnull=True), name="one_open_offer"
            )
        ]


class Basis(models.TextChoices):
    """Why somebody may act for another."""

    AGREED = "agreed", _("本人同意")
    GUARDIAN = "guardian", _("监护人")


class StandIn(models.Model):
    """A resident agreed that a named person acts for them in some things until a day (代办).

    A ballot needs a written proxy: its photo belongs to this row, and `written` says that there is one.
    """

    principal = models.ForeignKey(Person, models.CASCADE, related_name="stand_ins")
    agent = models.ForeignKey(Person, models.CASCADE, related_name="stands_for")
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.AGREED)
    acts = models.JSONField(_("可代办"), default=list)
    ballots = models.BooleanField(_("可代投票"), default=False)
    written = models.BooleanField(_("有书面委托"), default=False)
    since = models.DateField(_("从"))
    until = models.DateField(_("到"))
    way = models.CharField(_("怎么同意的"), max_length=10)
    agreed_at = models.DateTimeField(_("时间"))
    witness = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("停止时间"), null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("代办")
        constraints = [
            models.CheckConstraint(condition=~Q(principal=F("agent")), name="stand_in_two"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="stand_in_order"),
            models.CheckConstraint(
                condition=Q(ballots=False) | Q(written=True, basis="agreed"),
                name="ballot_needs_paper",
            ),
            models.UniqueConstraint(
                fields=["principal", "agent"],
                condition=Q(ended_at__isnull=True),
                name="one_stand_in_a_pair",
            ),
        ]
