"""Wishes to be counted to who lives in a flat."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Dwelling
from sihe.kernel.privacy.fields import EncryptedField


class RequestState(models.TextChoices):
    """How a wish stands."""

    WAITING = "waiting", _("等确认")
    CONFIRMED = "confirmed", _("确认了")
    REFUSED = "refused", _("没有确认")


class MembershipRequest(models.Model):
    """Somebody says that they live in a dwelling and waits for a word from those who know (入户申请)."""

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="membership_requests")
    name = EncryptedField(_("姓名"))
    phone = EncryptedField(_("电话"), blank=True, default="")
    secret = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.WAITING)
    at = models.DateTimeField(_("时间"))
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    decided_at = models.DateTimeField(_("答复时间"), null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("入户申请")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(decided_at__isnull=False),
                name="membership_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(person__isnull=False),
                name="membership_person",
            ),
        ]
        indexes = [models.Index(fields=["state", "dwelling"], name="membership_waiting")]
