"""Tables of exchange."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area


class BatchState(models.TextChoices):
    """Where an import stands. A file in a state that ends in -ing is being worked on, or was when a stop came."""

    NEW = "new", _("待选列")
    CHECKING = "checking", _("试读中")
    CHECKED = "checked", _("试读完，待导入")
    RUNNING = "running", _("导入中")
    DONE = "done", _("已导入")
    UNDOING = "undoing", _("撤销中")
    UNDONE = "undone", _("已撤销")
    FAILED = "failed", _("读不了")


AT_WORK = (BatchState.CHECKING, BatchState.RUNNING, BatchState.UNDOING)


class ImportProfile(models.Model):
    """Which column of somebody's table means what (导入模板). A version that was used is never edited."""

    name = models.SlugField(_("代码"), max_length=40)
    version = models.PositiveIntegerField(_("版本"))
    title = models.CharField(_("名称"), max_length=60)
    mapping = models.JSONField(_("列的对应"))
    created_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("导入模板")
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="one_profile_version")
        ]

    def __str__(self) -> str:
        return self.title


class ImportBatch(models.Model):
    """One file and what became of its rows: accepted (new or here before) + refused = all."""

    profile = models.ForeignKey(ImportProfile, models.PROTECT, related_name="batches")
    mapping = models.JSONField(_("列的对应"))
    file_name = models.CharField(_("文件"), max_length=120)
    kept_as = models.CharField(max_length=48, blank=True)
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(_("列"), default=list)
    state = models.CharField(_("状态"), max_length=10, choices=BatchState, default=BatchState.NEW)
    rows = models.PositiveIntegerField(_("总行数"), default=0)
    reached = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(_("新增"), default=0)
    known = models.PositiveIntegerField(_("早已有"), default=0)
    refused = models.PositiveIntegerField(_("没导入"), default=0)
    removed = models.PositiveIntegerField(_("撤销"), default=0)
    warnings = models.JSONField(_("提醒"), default=dict)
    sample = models.JSONField(_("样例"), default=list)
    trouble = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    root = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("时间"))
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("导入批次")
        indexes = [models.Index(fields=["organisation", "-created_at"], name="batch_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reached=models.F("made") + models.F("known") + models.F("refused")),
                name="every_row_accounted_for",
            )
        ]

    @property
    def accepted(self) -> int:
        """Count the rows that are in the product now because of this file or were before."""
        return self.made + self.known


class RefusedRow(models.Model):
    """A row that did not come in, and why. What stood in personal columns is not kept."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="refused_rows")
    line = models.PositiveIntegerField(_("行"))
    column = models.CharField(_("列"), max_length=60, blank=True)
    found = models.CharField(_("内容"), max_length=60, blank=True)
    reason = models.CharField(_("原因"), max_length=40)

    class Meta:
        verbose_name = _("没导入的行")
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="one_reason_a_row")]
