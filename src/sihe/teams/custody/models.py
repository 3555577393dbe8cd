"""Keys and devices, and who has them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person


class ItemKind(models.TextChoices):
    """What kind of thing is looked after."""

    KEY = "key", _("钥匙")
    DEVICE = "device", _("设备")
    SEAL = "seal", _("印章")
    PASS = "pass", _("证件")


class Item(models.Model):
    """A key, a device, a seal or a pass of an organisation (钥匙和设备)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("种类"), max_length=8, choices=ItemKind)
    name = models.CharField(_("名称"), max_length=40)
    active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("钥匙和设备")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="item_name")]

    def __str__(self) -> str:
        return self.name


class Custody(models.Model):
    """Who has an item, from when to when (保管)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="custodies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="custodies")
    since = models.DateTimeField(_("从"))
    until = models.DateTimeField(_("到"), null=True)

    class Meta:
        verbose_name = _("保管")
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(until__isnull=True), name="one_holder"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="custody_order"
            ),
        ]
