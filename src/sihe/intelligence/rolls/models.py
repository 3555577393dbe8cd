"""Tables of rolls. All that names a person is encrypted and goes when the roll is done with."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person, ResidenceKind
from sihe.kernel.places.models import Area, Compound, Dwelling
from sihe.kernel.privacy.fields import EncryptedField


class RollState(models.TextChoices):
    """Where a roll stands."""

    NEW = "new", _("待选列")
    READING = "reading", _("读取中")
    OPEN = "open", _("待确认")
    WRITING = "writing", _("写入中")
    DONE = "done", _("已办完")
    UNDOING = "undoing", _("撤销中")
    UNDONE = "undone", _("已撤销")
    DROPPED = "dropped", _("不用了")
    FAILED = "failed", _("读不了")


AT_WORK = (RollState.READING, RollState.WRITING, RollState.UNDOING)
LIVE = (*AT_WORK, RollState.OPEN)
"""While a roll is in these, no other roll of overlapping cover begins."""


class Stage(models.IntegerChoices):
    """How far a roll that is being read has come; each stage goes on where a stop interrupted it."""

    ROWS = 0, _("读每一行")
    DOORS = 1, _("逐户比对")
    MOVES = 2, _("找搬家的")
    KNOWN = 3, _("找登记过的人")
    READY = 4, _("比完了")


class Roll(models.Model):
    """One file and what it covers: a community, grid or building, or the part of a compound in it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("范围"))
    compound = models.ForeignKey(Compound, models.PROTECT, null=True, related_name="+")
    community = models.ForeignKey(Area, models.PROTECT, related_name="+")
    as_of = models.DateField(_("哪天的名册"))
    default_kind = models.CharField(
        _("没写居住情况的算"),
        max_length=16,
        choices=ResidenceKind,
        default=ResidenceKind.OWNER_HERE,
    )
    file_name = models.CharField(_("文件"), max_length=120)
    kept_as = models.CharField(max_length=48, blank=True)
    heads = models.JSONField(_("列"), default=list)
    columns = models.JSONField(_("列的对应"), default=dict)
    state = models.CharField(_("状态"), max_length=10, choices=RollState, default=RollState.NEW)
    stage = models.PositiveSmallIntegerField(choices=Stage, default=Stage.ROWS)
    after = models.BigIntegerField(default=0)  # of the present stage: the last id dealt with
    rows = models.PositiveIntegerField(_("总行数"), default=0)
    sound = models.PositiveIntegerField(_("收下"), default=0)
    refused = models.PositiveIntegerField(_("没收"), default=0)
    same = models.PositiveIntegerField(_("没变"), default=0)
    kept = models.PositiveIntegerField(_("撤不掉的"), default=0)
    warnings = models.JSONField(_("提醒"), default=dict)
    trouble = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(_("时间"))
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("人口名册")
        indexes = [models.Index(fields=["community", "-created_at"], name="roll_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(rows=F("sound") + F("refused")), name="every_roll_row_accounted_for"
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def cover_words(self) -> str:
        """Return what the roll covers as people say it."""
        compound = self.compound or self.area.compound
        return (
            f"{self.area} {self.compound}"
            if self.compound
            else f"{compound or ''} {self.area}".strip()
        )


class Verdict(models.TextChoices):
    """What a person said about a difference."""

    OPEN = "open", _("等确认")
    TAKE = "take", _("确认")
    APART = "apart", _("是两个人")
    LEAVE = "leave", _("不动")
    BACK = "back", _("撤回了")


class ChangeKind(models.TextChoices):
    """What a row turned out to be."""

    READ = "", _("待比对")
    SAME = "same", _("没变")
    IN = "in", _("搬来")
    OUT = "out", _("搬走")
    CHANGED = "changed", _("有变化")


class RollChange(models.Model):
    """A row of a roll, and then the difference that it makes; of who moved out there is no row (`line` 0).

    `given`: what the row says (JSON). `person_key`, `residence_key`: who and which spell it is about;
    `begun`, `ended`, `entered`, `before`: what writing it did, so that it can be undone. Ids, not keys, since an
    undo removes what they name.
    """

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="changes")
    line = models.PositiveIntegerField(_("行"), default=0)
    kind = models.CharField(_("变化"), max_length=8, choices=ChangeKind, default="", blank=True)
    what = models.JSONField(default=list)
    doubt = models.CharField(_("疑点"), max_length=12, blank=True)
    settled = models.BooleanField(default=False)
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="+")
    building = models.ForeignKey(Area, models.PROTECT, related_name="+")
    given = EncryptedField(blank=True, default="")
    name_key = models.CharField(max_length=32)
    id_index = models.CharField(max_length=32, blank=True)
    phone_index = models.CharField(max_length=32, blank=True)
    person_key = models.BigIntegerField(null=True)
    residence_key = models.BigIntegerField(null=True)
    verdict = models.CharField(_("处理"), max_length=8, choices=Verdict, default=Verdict.OPEN)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=40, blank=True)
    begun = models.BigIntegerField(null=True)
    ended = models.BigIntegerField(null=True)
    entered = models.BigIntegerField(null=True)
    before = EncryptedField(blank=True, default="")

    class Meta:
        verbose_name = _("名册差异")
        indexes = [
            models.Index(fields=["roll", "kind", "verdict", "building"], name="change_list"),
            models.Index(fields=["roll", "dwelling"], name="change_door"),
            models.Index(fields=["roll", "id_index"], name="change_id"),
            models.Index(fields=["roll", "name_key"], name="change_name"),
        ]


class RollRefusal(models.Model):
    """A row that did not come in, its cell and why. `found` is masked, and encrypted besides."""

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField(_("行"))
    column = models.CharField(_("列"), max_length=60, blank=True)
    found = EncryptedField(_("内容"), blank=True, default="")
    reason = models.CharField(_("原因"), max_length=40)
    name_key = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("名册没收的行")
        constraints = [
            models.UniqueConstraint(fields=["roll", "line"], name="one_reason_a_roll_row")
        ]


class RollColumns(models.Model):
    """Which column meant what the last time an organisation brought a table with these columns."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    heads = models.CharField(max_length=64)
    columns = models.JSONField(_("列的对应"))

    class Meta:
        verbose_name = _("名册的列")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "heads"], name="one_meaning_of_columns")
        ]
