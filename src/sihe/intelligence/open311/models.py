"""Tables of the open interface."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation


class ApiKey(models.Model):
    """What lets an organisation's program in by the open interface (接口密钥); kept as a keyed hash only."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="api_keys")
    name = models.CharField(_("用途"), max_length=60)
    digest = models.CharField(max_length=32, unique=True)
    created_at = models.DateTimeField(_("时间"))
    ended_at = models.DateTimeField(_("停用"), null=True)

    class Meta:
        verbose_name = _("接口密钥")
