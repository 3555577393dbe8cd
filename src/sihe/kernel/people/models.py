"""Persons, their accounts, households and spells of residence."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.places.models import Dwelling
from sihe.kernel.privacy.fields import EncryptedField


class Person(models.Model):
    """One human being, whether resident, staff, volunteer or all three."""

    name = models.CharField(_("姓名"), max_length=40)
    phone = EncryptedField(_("电话"), blank=True, default="")
    phone_index = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    id_number = EncryptedField(_("身份证号"), blank=True, default="")
    birth_year = models.PositiveSmallIntegerField(_("出生年"), null=True, blank=True)
    email = EncryptedField(_("邮箱"), blank=True, default="")

    class Meta:
        verbose_name = _("人员")

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None, **extra: object) -> "Account":
        """Create an account with a hashed password; without one nobody can sign in."""
        account = self.model(username=username, **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What a person signs in with."""

    username = models.CharField(_("登录名"), max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(_("可登录"), default=True)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("登录账号")

    def __str__(self) -> str:
        return self.username


class Household(models.Model):
    """People living together in one dwelling (户)."""

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="households")

    class Meta:
        verbose_name = _("户")


class ResidenceKind(models.TextChoices):
    """How a person belongs to a dwelling."""

    OWNER_HERE = "owner_here", _("自住业主")
    OWNER_AWAY = "owner_away", _("外住业主")
    TENANT = "tenant", _("租户")
    FLATSHARE = "flatshare", _("合租")
    REGISTERED_AWAY = "registered_away", _("户籍不在")


class Residence(models.Model):
    """A dated spell of a person in a dwelling: moving ends one and begins another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="residences")
    household = models.ForeignKey(Household, models.PROTECT, related_name="residences")
    kind = models.CharField(_("居住情况"), max_length=16, choices=ResidenceKind)
    since = models.DateField(_("从"))
    until = models.DateField(_("到"), null=True, blank=True)

    class Meta:
        verbose_name = _("居住情况")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="residence_order"
            ),
            models.UniqueConstraint(
                fields=["person", "household", "kind"],
                condition=Q(until__isnull=True),
                name="one_current_spell",
            ),
        ]
