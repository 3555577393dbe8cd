"""Tables of hand-overs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.interaction.matters.models import Matter
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.kernel.responsibilities.models import Share


class HandoverState(models.TextChoices):
    """Where an offer stands; in `offered` the receiver has the move, in `countered` the giver."""

    OFFERED = "offered", _("等对方答复")
    COUNTERED = "countered", _("对方另提条件")
    ACCEPTED = "accepted", _("已接受")
    DECLINED = "declined", _("已退回")
    WITHDRAWN = "withdrawn", _("已收回")


OPEN = (HandoverState.OFFERED, HandoverState.COUNTERED)


class Ground(models.TextChoices):
    """Why a receiver declines (退回理由)."""

    NOT_ON_LIST = "not_on_list", _("不在清单里")
    NO_POWER = "no_power", _("没有权限")
    NO_MEANS = "no_means", _("没有条件")
    HELD_ALREADY = "held_already", _("资料已有")
    WRONG_AREA = "wrong_area", _("不归本辖区")
    OTHER = "other", _("其他")


class Handover(models.Model):
    """An offer of a matter (the whole, or support for it) with its terms and its answer."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="given")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="received")
    share = models.CharField(
        _("分工"),
        max_length=12,
        choices=[(Share.ACCOUNTABLE, _("负责")), (Share.SUPPORTING, _("协办"))],
    )
    state = models.CharField(_("状态"), max_length=12, choices=HandoverState)
    round = models.PositiveSmallIntegerField(_("回合"), default=1)
    message = models.CharField(_("说明"), max_length=400, blank=True)
    due_at = models.DateTimeField(_("办理时限"), null=True)
    counter_due_at = models.DateTimeField(_("提出的时限"), null=True)
    counter_message = models.CharField(_("提出的条件"), max_length=400, blank=True)
    ground = models.CharField(_("退回理由"), max_length=16, choices=Ground, blank=True)
    reply = models.CharField(_("答复说明"), max_length=400, blank=True)
    offered_at = models.DateTimeField(_("转出时间"))
    answer_by = models.DateTimeField(_("答复时限"))
    answered_at = models.DateTimeField(null=True)
    offered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("转交")
        indexes = [
            models.Index(fields=["receiver", "state", "answer_by"], name="handover_in"),
            models.Index(fields=["giver", "state", "answer_by"], name="handover_out"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(state__in=OPEN, share=Share.ACCOUNTABLE),
                name="one_open_offer_of_a_matter",
            ),
            models.UniqueConstraint(
                fields=["matter", "receiver"],
                condition=Q(state__in=OPEN),
                name="one_open_offer_each",
            ),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="handover_to_another"),
            models.CheckConstraint(
                condition=~Q(state=HandoverState.DECLINED) | ~Q(ground=""),
                name="decline_has_ground",
            ),
        ]
