"""What is told: notices to staff, messages to residents, and the outbox of the senders."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.notices import states
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area


class Notice(models.Model):
    """One thing told to one member of staff (通知); its words are made from code and values when shown."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    code = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    url = models.CharField(max_length=200)
    about_kind = models.CharField(max_length=32)
    about_id = models.BigIntegerField()
    entry = models.BigIntegerField()
    at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("读了"), null=True)
    urgent = models.BooleanField(_("紧急"), default=False)

    class Meta:
        verbose_name = _("通知")
        constraints = [
            models.UniqueConstraint(fields=["entry", "person", "code"], name="one_notice_an_entry")
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="notice_person"),
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
        ]


class Message(models.Model):
    """One thing told to one resident, and how far it has come."""

    text = models.CharField(_("内容"), max_length=120)
    link = models.CharField(_("网址"), max_length=200)
    about_kind = models.CharField(max_length=32)
    about_id = models.BigIntegerField()
    recipient_kind = models.CharField(max_length=32)
    recipient_id = models.BigIntegerField()
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("由谁告知")
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    entry = models.BigIntegerField()
    at = models.DateTimeField(_("时间"))
    state = models.CharField(_("状态"), max_length=12, choices=list(states.LABELS.items()))
    way = models.CharField(_("方式"), max_length=12, blank=True)
    state_at = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    urgent = models.BooleanField(_("紧急"), default=False)

    class Meta:
        verbose_name = _("告知")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "recipient_kind", "recipient_id"], name="one_message_an_entry"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.LABELS)), name="message_known_state"
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_id", "-at"], name="message_about"),
            models.Index(
                fields=["recipient_kind", "recipient_id", "about_kind", "about_id", "id"],
                name="message_recipient",
            ),
            models.Index(
                fields=["organisation", "area"],
                condition=Q(state__in=sorted(states.TO_TELL)),
                name="message_to_tell",
            ),
        ]


class DeliveryState(models.TextChoices):
    """How a sending stands."""

    WAITING = "waiting", _("等着发")
    DONE = "done", _("发出了")
    GIVEN_UP = "given_up", _("发不出去")


class Delivery(models.Model):
    """A row of the outbox: one notice or message by one sender. Holds no address; that is looked up."""

    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="deliveries")
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="deliveries")
    sender = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("发送")
        constraints = [
            models.CheckConstraint(
                condition=Q(notice__isnull=True, message__isnull=False)
                | Q(notice__isnull=False, message__isnull=True),
                name="notice_or_message",
            )
        ]
        indexes = [
            models.Index(fields=["next_try"], condition=Q(state="waiting"), name="delivery_due")
        ]
