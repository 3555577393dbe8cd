"""Persons, their accounts, households and spells of residence."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.places.models import Area, Dwelling
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.privacy.fields import EncryptedField

TAIL = 4
"""Digits by which a phone is found."""


class Person(models.Model):
    """One human being, whether resident, staff, volunteer or all three."""

    name = models.CharField(_("姓名"), max_length=40)
    phone = EncryptedField(_("电话"), blank=True, default="")
    phone_index = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    phone_tail = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    id_number = EncryptedField(_("身份证号"), blank=True, default="")
    id_index = models.CharField(max_length=32, blank=True, editable=False)
    other_names = models.JSONField(_("别的写法"), default=list, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("出生年"), null=True, blank=True)
    email = EncryptedField(_("邮箱"), blank=True, default="")

    class Meta:
        verbose_name = _("人员")
        constraints = [
            models.UniqueConstraint(
                fields=["id_index"], condition=~Q(id_index=""), name="one_person_an_id"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def index(self) -> "Person":
        """Renew the keyed hashes by which phone and identity number are found; the same person comes back."""
        self.phone_index = blind_index(self.phone)
        self.phone_tail = blind_index(f"tail {self.phone[-TAIL:]}") if self.phone else ""
        self.id_index = blind_index(f"id {self.id_number}") if self.id_number else ""
        return self


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
    must_change = models.BooleanField(_("登录后要改密码"), default=False)

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
    """A dated spell of a person in a dwelling: moving ends one and begins another.

    `until` is the last day. `dwelling`, `community` and `name` repeat what household and person say,
    so that a constraint can count and a person is found among a million. `batch`: the
    roll that brought it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="residences")
    household = models.ForeignKey(Household, models.PROTECT, related_name="residences")
    kind = models.CharField(_("居住情况"), max_length=16, choices=ResidenceKind)
    since = models.DateField(_("从"))
    until = models.DateField(_("到"), null=True, blank=True)
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="+", editable=False)
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", editable=False)
    name = models.CharField(max_length=40, editable=False)
    batch = models.BigIntegerField(null=True, db_index=True, editable=False)

    class Meta:
        verbose_name = _("居住情况")
        indexes = [models.Index(fields=["community", "name"], name="residence_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="residence_order"
            ),
            models.UniqueConstraint(
                fields=["person", "dwelling", "kind"],
                condition=Q(until__isnull=True),
                name="one_current_spell",
            ),
        ]
