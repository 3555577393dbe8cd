"""Bulletins, each text they ever had, and the buildings they were sent to. Receipts are messages of kernel.notices."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.interaction.bulletins import states
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area

TITLE_MOST, TEXT_MOST, GROUP_MOST, REASON_MOST = 40, 2000, 120, 100


class Bulletin(models.Model):
    """What an organisation tells the homes of its area (公告)."""

    code = models.CharField(_("编号"), max_length=8, unique=True, editable=False)
    token = models.UUIDField(unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="bulletins", verbose_name=_("谁发的")
    )
    title = models.CharField(_("标题"), max_length=TITLE_MOST)
    text = models.TextField(_("内容"), max_length=TEXT_MOST)
    group = models.CharField(_("发群的话"), max_length=GROUP_MOST, blank=True)
    urgent = models.BooleanField(_("紧急"), default=False)
    since = models.DateField(_("从"))
    until = models.DateField(_("到"), null=True, blank=True)
    audience = models.JSONField(_("发给谁"), default=dict)
    state = models.CharField(_("状态"), max_length=12, choices=list(states.LABELS.items()))
    version = models.PositiveSmallIntegerField(default=0)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("写的时间"))
    published_at = models.DateTimeField(_("发布时间"), null=True)
    door_at = models.DateTimeField(_("几时上门"), null=True)
    door_told_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)
    reason = models.CharField(_("撤回原因"), max_length=REASON_MOST, blank=True)
    entry = models.BigIntegerField(null=True)
    views = models.PositiveIntegerField(_("打开次数"), default=0)

    class Meta:
        verbose_name = _("公告")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="bulletin_days"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state__in=["published", "withdrawn"], published_at__isnull=False),
                name="bulletin_published",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (~Q(reason="") & Q(withdrawn_at__isnull=False)),
                name="bulletin_withdrawn_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-created_at"], name="bulletin_own"),
            models.Index(
                fields=["door_at"], condition=Q(door_told_at__isnull=True), name="bulletin_doors"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One text of a bulletin as residents read it, never changed; the later ones say why they are there (更正)."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("标题"), max_length=TITLE_MOST)
    text = models.TextField(_("内容"), max_length=TEXT_MOST)
    why = models.CharField(_("为什么改"), max_length=REASON_MOST, blank=True)
    at = models.DateTimeField(_("时间"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("公告文本")
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "number"], name="one_text_a_version"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(why=""), name="corrected_for_a_reason"
            ),
        ]


class Reach(models.Model):
    """How many homes and people of one building a bulletin was for when it was published (送达范围)."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="reaches")
    building = models.ForeignKey(Area, models.PROTECT, related_name="+")
    households = models.PositiveIntegerField(_("户数"))
    people = models.PositiveIntegerField(_("人数"))
    offline = models.PositiveIntegerField(_("网上联系不到"))

    class Meta:
        verbose_name = _("送达范围")
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "building"], name="one_reach_a_building")
        ]
