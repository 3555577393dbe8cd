"""Leaves with a deputy."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person


class LeaveState(models.TextChoices):
    """Where a leave stands; follows from its days."""

    PLANNED = "planned", _("还没开始")
    RUNNING = "running", _("正在请假")
    OVER = "over", _("已回来")
    CANCELLED = "cancelled", _("已取消")


class Leave(models.Model):
    """A person is away for a period, and a deputy does their work in one organisation (请假). No reason is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="leaves")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="deputised_leaves")
    since = models.DateField(_("从"))
    until = models.DateField(_("到"))
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("回来"), null=True)

    class Meta:
        verbose_name = _("请假")
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="leave_order"),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="deputy_is_another"),
        ]
        indexes = [
            models.Index(fields=["person", "until"], name="leave_person"),
            models.Index(fields=["deputy", "until"], name="leave_deputy"),
        ]

    @property
    def state(self) -> str:
        """Return where it stands today."""
        today = timezone.localdate()
        if self.ended_at is not None:
            return LeaveState.OVER if self.begun_at is not None else LeaveState.CANCELLED
        if self.until < today:
            return LeaveState.OVER
        return LeaveState.RUNNING if self.since <= today else LeaveState.PLANNED

    @property
    def state_words(self) -> str:
        """Return where it stands in words."""
        return str(LeaveState(self.state).label)
