"""Tables of registering: files of a step, what was wrong in them, what they made."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person


class TableState(models.TextChoices):
    """Where a table stands; in a state that ends in -ing it is being worked on, or was when a stop came."""

    NEW = "new", _("待选列")
    CHECKING = "checking", _("试读中")
    CHECKED = "checked", _("试读完，待导入")
    RUNNING = "running", _("导入中")
    DONE = "done", _("已导入")
    UNDOING = "undoing", _("撤销中")
    UNDONE = "undone", _("已撤销")
    FAILED = "failed", _("读不了")


AT_WORK = (TableState.CHECKING, TableState.RUNNING, TableState.UNDOING)
CHANGEABLE = (TableState.NEW, TableState.CHECKED, TableState.FAILED)


class TableBatch(models.Model):
    """One file of a step and what became of its rows: new + here before + refused = all."""

    step = models.SlugField(_("步骤"), max_length=20)
    file_name = models.CharField(_("文件"), max_length=120)
    kept_as = models.CharField(max_length=48, blank=True)
    columns = models.JSONField(_("列"), default=list)
    mapping = models.JSONField(_("列的对应"), default=dict)
    state = models.CharField(_("状态"), max_length=10, choices=TableState, default=TableState.NEW)
    rows = models.PositiveIntegerField(_("总行数"), default=0)
    made = models.PositiveIntegerField(_("新增"), default=0)
    known = models.PositiveIntegerField(_("早已有"), default=0)
    refused = models.PositiveIntegerField(_("没导入"), default=0)
    removed = models.PositiveIntegerField(_("撤销"), default=0)
    trouble = models.CharField(max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    mandate = models.BigIntegerField()
    created_at = models.DateTimeField(_("时间"))
    touched_at = models.DateTimeField()

    class Meta:
        verbose_name = _("登记用的表格")
        indexes = [models.Index(fields=["organisation", "-created_at"], name="table_batch_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(rows=F("made") + F("known") + F("refused")), name="every_line_counted"
            )
        ]


class RowConflict(models.Model):
    """A row that cannot come in: where, what stands there, what stands in the product. No name or phone is kept."""

    batch = models.ForeignKey(TableBatch, models.CASCADE, related_name="conflicts")
    line = models.PositiveIntegerField(_("行"))
    column = models.CharField(_("列"), max_length=60, blank=True)
    found = models.CharField(_("写着"), max_length=60, blank=True)
    reason = models.CharField(_("原因"), max_length=40)
    there = models.CharField(_("已登记的"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("对不上的行")
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="one_conflict_a_row")]


class MadeThing(models.Model):
    """One thing that a table made, so that the whole table can be taken back."""

    batch = models.ForeignKey(TableBatch, models.CASCADE, related_name="things")
    kind = models.CharField(max_length=16)
    thing = models.BigIntegerField()

    class Meta:
        verbose_name = _("表格带来的")
        constraints = [models.UniqueConstraint(fields=["batch", "kind", "thing"], name="made_once")]
