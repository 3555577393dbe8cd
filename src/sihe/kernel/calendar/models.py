"""What an office adds to the published calendar, and when it is open."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.engines.terms.count import FIRST_YEAR, LAST_YEAR


class Day(models.Model):
    """A day that an office has set by hand; it overrides what is published."""

    date = models.DateField(_("日期"), unique=True)
    working = models.BooleanField(_("上班"))
    name = models.CharField(_("名目"), max_length=40)
    source = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = _("工作日历")


class Year(models.Model):
    """A year that an office has checked against the published arrangement, so that it warns no more."""

    year = models.PositiveSmallIntegerField(
        _("年份"), unique=True, validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )  # fmt: skip
    source = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = _("已核对的年份")


class OfficeHours(models.Model):
    """When offices are open on a working day, from a day on: one span or two, minutes after midnight."""

    since = models.DateField(_("从"), unique=True)
    opens = models.PositiveSmallIntegerField(_("上班"))
    closes = models.PositiveSmallIntegerField(_("下班"))
    opens_again = models.PositiveSmallIntegerField(_("下午上班"), null=True, blank=True)
    closes_again = models.PositiveSmallIntegerField(_("下午下班"), null=True, blank=True)

    class Meta:
        verbose_name = _("办公时间")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes"), closes__lte=24 * 60), name="office_hours_order"
            ),
            models.CheckConstraint(
                condition=Q(opens_again__isnull=True, closes_again__isnull=True)
                | Q(
                    opens_again__gt=F("closes"),
                    closes_again__gt=F("opens_again"),
                    closes_again__lte=24 * 60,
                ),
                name="office_hours_afternoon",
            ),
        ]
