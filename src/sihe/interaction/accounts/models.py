"""Slips, wishes to be counted to a household, agreements to act for another, and what opens the door."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Account, Household, Person
from sihe.kernel.places.models import Dwelling
from sihe.kernel.privacy.fields import EncryptedField


class Reason(models.TextChoices):
    """Why a slip was made."""

    FIRST = "first", _("第一次发")
    FAMILY = "family", _("给家人")
    LOST_PHONE = "lost_phone", _("手机丢了")
    CHANGED_NUMBER = "changed_number", _("换了号码")
    STAND_IN = "stand_in", _("请人代办")


class Slip(models.Model):
    """A piece of paper with a QR code and eight digits that opens one account, once (开通单).

    Without `person` one member of the household may use it. Of the digits a keyed hash is kept. With `acts`
    it opens no account: who brings it may act for `person` in these things.
    """

    number = models.CharField(_("单号"), max_length=8, unique=True)
    code = models.CharField(max_length=32)
    reason = models.CharField(_("为什么发"), max_length=16, choices=Reason)
    household = models.ForeignKey(Household, models.CASCADE, null=True, related_name="slips")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="slips")
    acts = models.JSONField(_("可代办"), default=list)
    acts_until = models.DateField(_("代办到"), null=True)
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
                fields=["person", "reason"],
                condition=Q(person__isnull=False, used_at__isnull=True, void_at__isnull=True),
                name="one_open_slip_a_person",
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=False) | Q(person__isnull=False),
                name="slip_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(void_at__isnull=True),
                name="slip_used_or_void",
            ),
            models.CheckConstraint(
                condition=~Q(reason="stand_in")
                | Q(person__isnull=False, acts_until__isnull=False),
                name="slip_to_act_until",
            ),
        ]


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


class Basis(models.TextChoices):
    """Why somebody may act for another."""

    AGREED = "agreed", _("本人同意")
    GUARDIAN = "guardian", _("监护人")


class StandIn(models.Model):
    """A resident agreed that a named person acts for them in some things until a day (代办).

    A ballot needs a written proxy: its photo belongs to this row, and `written` says that there is one.
    """

    principal = models.ForeignKey(Person, models.CASCADE, related_name="stand_ins")
    agent = models.ForeignKey(Person, models.CASCADE, related_name="stands_for")
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.AGREED)
    acts = models.JSONField(_("可代办"), default=list)
    ballots = models.BooleanField(_("可代投票"), default=False)
    written = models.BooleanField(_("有书面委托"), default=False)
    since = models.DateField(_("从"))
    until = models.DateField(_("到"))
    way = models.CharField(_("怎么同意的"), max_length=10)
    agreed_at = models.DateTimeField(_("时间"))
    witness = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("停止时间"), null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("代办")
        constraints = [
            models.CheckConstraint(condition=~Q(principal=F("agent")), name="stand_in_two"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="stand_in_order"),
            models.CheckConstraint(
                condition=Q(ballots=False) | Q(written=True, basis="agreed"),
                name="ballot_needs_paper",
            ),
            models.UniqueConstraint(
                fields=["principal", "agent"],
                condition=Q(ended_at__isnull=True),
                name="one_stand_in_a_pair",
            ),
        ]


class Pin(models.Model):
    """A number or word of one's own with which a resident comes in again; nobody needs one (口令)."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="pin")
    word = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("口令")


class SignInCode(models.Model):
    """Six digits sent to a phone. They are derived from `nonce` with the installation's key, never kept."""

    nonce = models.CharField(max_length=32, unique=True)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    phone_index = models.CharField(max_length=32, db_index=True)
    at = models.DateTimeField()
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("验证码")
