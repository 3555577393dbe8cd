"""Slips that open an account."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Household, Person


class Reason(models.TextChoices):
    """Why a slip was made."""

    FIRST = "first", _("第一次发")
    FAMILY = "family", _("给家人")
    LOST_PHONE = "lost_phone", _("手机丢了")
    CHANGED_NUMBER = "changed_number", _("换了号码")


class Slip(models.Model):
    """A piece of paper with a QR code and eight digits that opens one account, once (开通单).

    Without `person` one member of the household may use it. Of the digits a keyed hash is kept.
    """

    number = models.CharField(_("单号"), max_length=8, unique=True)
    code = models.CharField(max_length=32)
    reason = models.CharField(_("为什么发"), max_length=16, choices=Reason)
    household = models.ForeignKey(Household, models.CASCADE, related_name="slips")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="slips")
    issued_at = models.DateTimeField(_("打印时间"))
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    valid_until = models.DateField(_("有效到"))
    handed_at = models.DateTimeField(_("送到时间"), null=True)
    handed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(_("开通时间"), null=True)
    used_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    void_at = models.DateTimeField(_("作废时间"), null=True)

    class Meta:
        verbose_name = _("开通单")
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(person__isnull=True, used_at__isnull=True, void_at__isnull=True),
                name="one_open_slip_a_household",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(person__isnull=False, used_at__isnull=True, void_at__isnull=True),
                name="one_open_slip_a_person",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(void_at__isnull=True),
                name="slip_used_or_void",
            ),
        ]
