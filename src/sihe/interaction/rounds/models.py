"""Visits to households, what was promised, and marks of help, none of which stands without a consent."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.interaction.rounds import states
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Household, Person
from sihe.kernel.places.models import Dwelling
from sihe.kernel.privacy.fields import EncryptedField

NOTE_MOST, PROMISE_MOST, REASON_MOST, CONTACT_MOST = 500, 120, 120, 20


class RoundKind(models.TextChoices):
    """What a visit is for."""

    ROUTINE = "routine", _("平时走访")
    HELP = "help", _("上门帮忙")
    CHECK = "check", _("核对情况")
    FOLLOW = "follow", _("办后回访")


class Met(models.TextChoices):
    """Whether anybody was there."""

    HOME = "home", _("在家")
    AWAY = "away", _("家里没人")
    PHONE = "phone", _("打的电话")


class Round(models.Model):
    """One visit to a household (走访): who, when, what for, and what was agreed."""

    token = models.UUIDField(unique=True, editable=False)
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="rounds")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="rounds")
    kind = models.CharField(_("为什么去"), max_length=12, choices=RoundKind)
    met = models.CharField(_("见到没有"), max_length=8, choices=Met)
    note = EncryptedField(_("说了什么"), blank=True, default="")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("时间"))
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("走访")
        indexes = [models.Index(fields=["dwelling", "-at"], name="round_dwelling"),
                   models.Index(fields=["at"], name="round_at")]  # fmt: skip


class Promise(models.Model):
    """What somebody promised a household until a day (承诺)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="promises")
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="promises")
    text = EncryptedField(_("答应了什么"), blank=True, default="")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("什么时候答应的"))
    due_on = models.DateField(_("哪天前"))
    state = models.CharField(
        _("状态"), max_length=8, choices=list(states.LABELS.items()), default=states.OPEN
    )
    reason = EncryptedField(_("原因"), blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("承诺")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=states.OPEN, ended_at__isnull=True)
                | Q(state__in=[states.KEPT, states.GIVEN_UP], ended_at__isnull=False),
                name="promise_open_or_ended",
            )
        ]
        indexes = [models.Index(fields=["dwelling", "-made_at"], name="promise_dwelling"),
                   models.Index(fields=["organisation", "state", "due_on"], name="promise_open")]  # fmt: skip


class Way(models.TextChoices):
    """How a resident signed."""

    PAPER = "paper", _("纸上签字，拍下来")
    SCREEN = "screen", _("在手机上签字")


class Ending(models.TextChoices):
    """Why a consent no longer holds."""

    WITHDRAWN = "withdrawn", _("本人撤回")
    EXPIRED = "expired", _("到期")
    RENEWED = "renewed", _("重新签了")
    MOVED = "moved", _("搬走了")


class Consent(models.Model):
    """A resident's written word (书面同意) that the help their household needs may be marked, until a day.

    The signed sheet is a photo about it; it stays as evidence for a time after the end, the marks do not.
    """

    token = models.UUIDField(unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    household = models.ForeignKey(Household, models.PROTECT, related_name="consents")
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="consents")
    way = models.CharField(_("怎么签的"), max_length=8, choices=Way)
    signed_on = models.DateField(_("哪天签的"))
    until = models.DateField(_("到哪天"))
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("什么时候录的"))
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(_("怎么结束的"), max_length=10, choices=Ending, blank=True)

    class Meta:
        verbose_name = _("书面同意")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("signed_on")), name="consent_has_an_end"),
            models.UniqueConstraint(
                fields=["person", "household"], condition=Q(ended_at__isnull=True),
                name="one_open_consent",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="")
                | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="consent_ends_for_a_reason",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["until"], condition=Q(ended_at__isnull=True), name="consent_until")
        ]


class Help(models.TextChoices):
    """What a household needs; no kind names an illness, and there is no room to write one."""

    DOOR = "door", _("需上门")
    CARRY = "carry", _("需搬抬")
    MEDICINE = "medicine", _("需代购药")
    CONTACT = "contact", _("紧急联系人")


class HelpMark(models.Model):
    """One kind of help that a household needs (帮助标记); it lives no longer than its consent."""

    consent = models.ForeignKey(Consent, models.CASCADE, related_name="marks")
    kind = models.CharField(_("需要什么"), max_length=10, choices=Help)
    contact_name = EncryptedField(_("联系人"), blank=True, default="")
    contact_phone = EncryptedField(_("联系人电话"), blank=True, default="")

    class Meta:
        verbose_name = _("帮助标记")
        constraints = [
            models.UniqueConstraint(fields=["consent", "kind"], name="one_mark_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=Help.values), name="known_help"),
            models.CheckConstraint(
                condition=Q(kind=Help.CONTACT) | Q(contact_name="", contact_phone=""),
                name="contact_only_for_contact",
            ),
        ]
