"""Tables of matters."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.interaction.matters import states
from sihe.kernel.organisations.models import Organisation, Section
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area, Compound, Dwelling
from sihe.kernel.privacy.fields import EncryptedField
from sihe.kernel.responsibilities.models import Category, Phase, Responsibility, Share


class Source(models.TextChoices):
    """How a matter came in (来源)."""

    WEB = "web", _("居民网上报")
    DESK = "desk", _("前台代录")
    PAPER = "paper", _("纸质表")
    PHONE = "phone", _("电话")
    PATROL = "patrol", _("网格巡查")
    IMPORT = "import", _("批量导入")
    OPEN311 = "open311", _("接口上报")
    STAFF = "staff", _("工作人员")


class Urgency(models.TextChoices):
    """How soon somebody must come."""

    ORDINARY = "ordinary", _("一般")
    URGENT = "urgent", _("紧急")


class Matter(models.Model):
    """One thing to be dealt with (事项). Its accountable organisation is never empty."""

    code = models.CharField(_("编号"), max_length=12, unique=True)
    token = models.UUIDField(unique=True)
    workflow = models.PositiveSmallIntegerField(default=states.CURRENT)
    state = models.CharField(_("状态"), max_length=12, choices=list(states.LABELS.items()))
    title = models.CharField(_("标题"), max_length=60)
    text = models.TextField(_("内容"), max_length=2000)
    source = models.CharField(_("来源"), max_length=12, choices=Source)
    urgency = models.CharField(_("缓急"), max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    category = models.ForeignKey(Category, models.PROTECT, null=True, verbose_name=_("类别"))
    phase = models.CharField(_("时期"), max_length=12, choices=Phase, default=Phase.NORMAL)
    responsibility = models.ForeignKey(Responsibility, models.PROTECT, null=True, related_name="+")
    triage_reason = models.CharField(_("待分派原因"), max_length=40, blank=True)

    street = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    community = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    grid = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    building = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, null=True, related_name="+")
    compound = models.ForeignKey(Compound, models.PROTECT, null=True, related_name="+")
    place_words = models.CharField(_("地点"), max_length=200, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)

    accountable = models.ForeignKey(
        Organisation, models.PROTECT, related_name="matters", verbose_name=_("负责主体")
    )
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="matters")
    assignee = models.ForeignKey(Person, models.PROTECT, null=True, related_name="matters")
    first_receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    compulsory = models.BooleanField(_("必办"), default=True)
    excuse = models.CharField(_("免办原因"), max_length=200, blank=True)
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    state_before = models.CharField(max_length=12, blank=True)

    created_at = models.DateTimeField(_("上报时间"))
    due_at = models.DateTimeField(_("办理时限"), null=True)
    alert_at = models.DateTimeField(null=True)
    alert_level = models.PositiveSmallIntegerField(default=1)
    promised_at = models.DateTimeField(_("答应居民的时间"), null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    settled_at_once = models.BooleanField(_("即办即结"), default=False)
    answer = models.TextField(_("答复"), max_length=2000, blank=True)
    origin = models.CharField(_("外部来源"), max_length=40, blank=True)
    origin_key = models.CharField(_("外部编号"), max_length=80, blank=True)
    batch_id = models.BigIntegerField(null=True, db_index=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("事项")
        indexes = [
            models.Index(fields=["accountable", "state", "due_at"], name="matter_desk"),
            models.Index(fields=["assignee", "state", "due_at"], name="matter_mine"),
            models.Index(fields=["street", "state", "due_at"], name="matter_street"),
            models.Index(fields=["community", "state", "due_at"], name="matter_community"),
            models.Index(
                fields=["first_receiver", "state", "due_at", "accountable"], name="matter_first"
            ),
            models.Index(fields=["grid", "state", "-created_at"], name="matter_grid"),
            models.Index(fields=["compound", "state", "-created_at"], name="matter_compound"),
            models.Index(fields=["category", "-created_at"], name="matter_category"),
            models.Index(
                fields=["alert_at"], condition=Q(alert_at__isnull=False), name="matter_alert"
            ),
            models.Index(fields=["state", "finished_at"], name="matter_closing"),
            models.Index(fields=["lat", "lon"], name="matter_point"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "origin_key"], condition=~Q(origin=""), name="matter_origin"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.LABELS)), name="matter_known_state"
            ),
            models.CheckConstraint(
                condition=(Q(state=states.MERGED) & Q(root__isnull=False))
                | (~Q(state=states.MERGED) & Q(root__isnull=True)),
                name="matter_root_if_merged",
            ),
            models.CheckConstraint(condition=~Q(root=F("id")), name="matter_not_own_root"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Reporter(models.Model):
    """A resident who told of a matter, or said "me too". The secret is kept as a keyed hash only."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="reporters")
    secret = models.CharField(max_length=32, unique=True)
    me_too = models.BooleanField(_("我也遇到"), default=False)
    name = EncryptedField(_("称呼"), blank=True, default="")
    phone = EncryptedField(_("电话"), blank=True, default="")
    phone_index = models.CharField(max_length=32, blank=True, db_index=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="reports")
    original = models.ForeignKey(Matter, models.CASCADE, related_name="own_reporters")
    at = models.DateTimeField(_("时间"))
    responded = models.BooleanField(_("有人联系过"), null=True)
    solved = models.BooleanField(_("解决了"), null=True)
    satisfaction = models.PositiveSmallIntegerField(_("满意度"), null=True)
    rated_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("反映人")
        constraints = [
            models.CheckConstraint(
                condition=Q(satisfaction__isnull=True) | Q(satisfaction__range=(1, 5)),
                name="satisfaction_1_to_5",
            )
        ]


class Participant(models.Model):
    """An organisation that has to do with a matter beside the accountable one."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participations")
    share = models.CharField(
        _("分工"), max_length=12, choices=[*Share.choices, ("past", _("经手过"))]
    )
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("参与主体")
        constraints = [
            models.UniqueConstraint(fields=["matter", "organisation", "share"], name="one_share")
        ]
        indexes = [models.Index(fields=["organisation", "matter"], name="participant_matters")]


class NoteKind(models.TextChoices):
    """What a note is for."""

    PROGRESS = "progress", _("进展")
    ANSWER = "answer", _("答复")
    SUPPLEMENT = "supplement", _("居民补充")
    QUESTION = "question", _("请居民补充")
    INTERNAL = "internal", _("内部备注")


class Note(models.Model):
    """What somebody wrote on a matter; residents see all but the internal ones."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="notes")
    kind = models.CharField(_("种类"), max_length=12, choices=NoteKind)
    text = models.TextField(_("内容"), max_length=2000)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("记事")
        indexes = [models.Index(fields=["matter", "at"], name="note_matter")]


class Pause(models.Model):
    """A time in which the inner clock stood still, and why. A hung matter has a date to look again."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="pauses")
    state = models.CharField(max_length=12)
    reason = models.CharField(_("原因"), max_length=200)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    review_on = models.DateField(_("复查日期"), null=True)

    class Meta:
        verbose_name = _("暂停")
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(until__isnull=True), name="one_open_pause"
            ),
            models.CheckConstraint(
                condition=~Q(state=states.HUNG) | Q(review_on__isnull=False), name="hung_has_review"
            ),
        ]
