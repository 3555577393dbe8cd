"""How long what is kept, and the words of a purpose, which can be erased."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.privacy.fields import EncryptedField


class RetentionAction(models.TextChoices):
    """What is done when the time is over."""

    ANONYMISE = "anonymise", _("去掉个人信息")
    ERASE = "erase", _("删除")


class RetentionRule(models.Model):
    """How many days one kind of record is kept after its end, and by what rule."""

    kind = models.CharField(_("记录"), max_length=32, unique=True)
    days = models.PositiveIntegerField(_("保存天数"))
    action = models.CharField(_("到期后"), max_length=12, choices=RetentionAction)
    source = models.CharField(_("依据"), max_length=200)
    since = models.DateField(_("从"))

    class Meta:
        verbose_name = _("保存期限")
        constraints = [models.CheckConstraint(condition=Q(days__gt=0), name="retention_positive")]


class RevealWords(models.Model):
    """What somebody added in words to the purpose of a look; kept out of the journal, so it can go."""

    words = EncryptedField(_("说明"))
    at = models.DateTimeField(_("时间"), db_index=True)

    class Meta:
        verbose_name = _("查看说明")
