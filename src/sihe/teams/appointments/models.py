"""Sign-ins issued anew."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.people.models import Account, Person


class Reissue(models.Model):
    """Two colleagues vouch for who cannot sign in; then a start password is given out (重发登录)."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="reissues")
    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("时间"))
    second = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("重发登录")
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=F("first")), name="two_colleagues"
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True, given_at__isnull=True)
                | Q(second__isnull=False, given_at__isnull=False),
                name="given_by_the_second",
            ),
        ]
        indexes = [models.Index(fields=["account", "-asked_at"], name="reissue_account")]
