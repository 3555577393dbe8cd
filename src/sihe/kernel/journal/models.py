"""The append-only chain of facts and the place that each listener has reached."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One fact that happened. Never changed, never deleted; holds no personal data, so it need not be."""

    seq = models.BigIntegerField(_("序号"), primary_key=True)
    at = models.DateTimeField(_("时间"), db_index=True)
    fact = models.CharField(_("事件"), max_length=64)
    actor_kind = models.CharField(_("来自"), max_length=16)
    person_id = models.BigIntegerField(_("经手人"), null=True)
    mandate_id = models.BigIntegerField(_("任职"), null=True)
    organisation_id = models.BigIntegerField(_("主体"), null=True)
    payload = models.JSONField(_("内容"))
    about = models.JSONField(_("关于"))
    previous = models.CharField(_("前一条校验值"), max_length=64)
    digest = models.CharField(_("校验值"), max_length=64)

    class Meta:
        verbose_name = _("操作记录")
        indexes = [models.Index(fields=["fact", "seq"], name="entry_fact_seq")]


class Mention(models.Model):
    """Finds the entries about one thing; derived from `Entry.about`."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=32)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("操作记录索引")
        indexes = [models.Index(fields=["kind", "object_id", "entry"], name="mention_about")]


class Head(models.Model):
    """The end of the chain: one row, locked while entries are appended, so that numbers have no gap."""

    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("操作记录末端")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_journal_head")]


class Cursor(models.Model):
    """How far a listener has heard, and its last trouble."""

    listener = models.CharField(max_length=96, unique=True)
    seq = models.BigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=400, blank=True)
    next_try = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("投递进度")


class Revision(models.Model):
    """A number that changes whenever a rarely changed set of rows changes, so that processes may keep copies."""

    name = models.CharField(max_length=40, unique=True)
    number = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("版本号")


class Job(models.Model):
    """Something that the system does every so often: when it is due, and who has claimed it."""

    name = models.CharField(_("任务"), max_length=120, unique=True)
    due_at = models.DateTimeField(_("下次"))
    last_run = models.DateTimeField(_("上次"), null=True)
    claim = models.CharField(max_length=32, blank=True, default="")
    claimed_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("定时任务")
