"""Leaves with a deputy, leaving a post, keys and devices, sign-ins issued anew."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Account, Person


class LeaveState(models.TextChoices):
    """Where a leave stands; follows from its days."""

    PLANNED = "planned", _("还没开始")
    RUNNING = "running", _("正在请假")
    OVER = "over", _("已回来")
    CANCELLED = "cancelled", _("已取消")


class Leave(models.Model):
    """A person is away for a period, and a deputy does their work in one organisation (请假). No reason is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="leaves")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="deputised_leaves")
    since = models.DateField(_("从"))
    until = models.DateField(_("到"))
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("回来"), null=True)

    class Meta:
        verbose_name = _("请假")
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="leave_order"),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="deputy_is_another"),
        ]
        indexes = [
            models.Index(fields=["person", "until"], name="leave_person"),
            models.Index(fields=["deputy", "until"], name="leave_deputy"),
        ]

    @property
    def state(self) -> str:
        """Return where it stands today."""
        today = timezone.localdate()
        if self.ended_at is not None:
            return LeaveState.OVER if self.begun_at is not None else LeaveState.CANCELLED
        if self.until < today:
            return LeaveState.OVER
        return LeaveState.RUNNING if self.since <= today else LeaveState.PLANNED

    @property
    def state_words(self) -> str:
        """Return where it stands in words."""
        return str(LeaveState(self.state).label)


class Departure(models.Model):
    """A person leaves an organisation and hands over what they hold (离岗)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="departures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    last_day = models.DateField(_("最后一天"))
    begun_at = models.DateTimeField(_("时间"))
    begun_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("办结"), null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    called_off = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("离岗")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(closed_at__isnull=True), name="one_departure"
            )
        ]  # fmt: skip


class PassingState(models.TextChoices):
    """How a thing that is handed over stands."""

    OFFERED = "offered", _("等签收")
    TAKEN = "taken", _("已签收")
    REFUSED = "refused", _("没接")
    GONE = "gone", _("不用交了")


class Passing(models.Model):
    """One thing that a leaver hands to a named colleague (交接)."""

    departure = models.ForeignKey(Departure, models.CASCADE, related_name="passings")
    kind = models.CharField(max_length=32)
    item = models.BigIntegerField()
    receiver = models.ForeignKey(Person, models.PROTECT, related_name="passings")
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(_("时间"))
    state = models.CharField(max_length=8, choices=PassingState, default=PassingState.OFFERED)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("交接")
        constraints = [
            models.UniqueConstraint(
                fields=["departure", "kind", "item"], condition=Q(state="offered"), name="one_open_passing"
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["receiver"], condition=Q(state="offered"), name="passing_open")
        ]


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
