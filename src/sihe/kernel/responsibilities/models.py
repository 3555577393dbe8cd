"""Categories, the dated matrix of responsibilities and the phases of areas."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Kind, Organisation
from sihe.kernel.places.models import Area, Compound


class Phase(models.TextChoices):
    """The four phases (时期)."""

    NORMAL = "normal", _("常态")
    EARLY = "early", _("初期")
    LATER = "later", _("中后期")
    RECOVERY = "recovery", _("恢复期")


class TermUnit(models.TextChoices):
    """Units in which a term runs."""

    HOURS = "hours", _("小时")
    WORKING_HOURS = "working_hours", _("工作时")
    DAYS = "days", _("日")
    WORKING_DAYS = "working_days", _("工作日")


class Category(models.Model):
    """What kind of thing a matter is (类别), in a tree of two levels."""

    code = models.SlugField(_("代码"), unique=True)
    name = models.CharField(_("名称"), max_length=40)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    keywords = models.JSONField(_("常用说法"), default=dict, blank=True)  # word -> weight
    public = models.BooleanField(_("进度可公开"), default=False)
    urgent_hint = models.CharField(_("紧急提示"), max_length=60, blank=True)
    in_use = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("类别")

    def __str__(self) -> str:
        return self.name


class Matrix(models.Model):
    """One dated version of the list of responsibilities (权责清单)."""

    name = models.CharField(_("名称"), max_length=60)
    street = models.ForeignKey(Area, models.PROTECT, null=True, related_name="matrices")
    source = models.CharField(_("依据"), max_length=200)
    since = models.DateTimeField(_("生效"))
    until = models.DateTimeField(_("失效"), null=True, blank=True)

    class Meta:
        verbose_name = _("权责清单")

    def __str__(self) -> str:
        return self.name


class Responsibility(models.Model):
    """One line: for this category, here, in this phase (blank = any), with this term."""

    matrix = models.ForeignKey(Matrix, models.CASCADE, related_name="lines")
    category = models.ForeignKey(Category, models.PROTECT, related_name="lines")
    phase = models.CharField(_("时期"), max_length=12, choices=Phase, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    compound = models.ForeignKey(Compound, models.PROTECT, null=True, blank=True, related_name="+")
    term = models.PositiveIntegerField(_("时限"))
    term_unit = models.CharField(_("单位"), max_length=16, choices=TermUnit)
    basis = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("权责")
        constraints = [
            models.CheckConstraint(condition=Q(term__gt=0), name="term_positive"),
            models.UniqueConstraint(
                F("matrix"),
                F("category"),
                F("phase"),
                Coalesce("area", 0),
                Coalesce("compound", 0),
                name="one_line_a_cell",
            ),
        ]


class Share(models.TextChoices):
    """What an organisation has to do with a matter."""

    ACCOUNTABLE = "accountable", _("负责")
    SUPPORTING = "supporting", _("协办")
    CONSULTED = "consulted", _("商量")
    INFORMED = "informed", _("知情")


class Bearer(models.Model):
    """Who bears a share of a responsibility: a kind (with an agency's field), or one organisation."""

    responsibility = models.ForeignKey(Responsibility, models.CASCADE, related_name="bearers")
    share = models.CharField(_("分工"), max_length=12, choices=Share)
    kind = models.CharField(_("主体类别"), max_length=24, choices=Kind, blank=True)
    field = models.CharField(_("职能"), max_length=40, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("分工")
        constraints = [
            models.UniqueConstraint(
                fields=["responsibility"],
                condition=Q(share="accountable"),
                name="one_accountable_bearer",
            ),
            models.CheckConstraint(
                condition=(~Q(kind="") & Q(organisation__isnull=True))
                | (Q(kind="") & Q(organisation__isnull=False)),
                name="kind_or_organisation",
            ),
        ]


class PhaseSpell(models.Model):
    """A phase declared for an area by an authority, for a reason, until a date; it ends by itself."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="phase_spells")
    phase = models.CharField(_("时期"), max_length=12, choices=Phase)
    authority = models.CharField(_("宣布单位"), max_length=80)
    reason = models.CharField(_("原因"), max_length=200)
    since = models.DateTimeField(_("从"))
    until = models.DateTimeField(_("到"))

    class Meta:
        verbose_name = _("时期")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="phase_order")
        ]


class Number(models.Model):
    """A number that a rule needs (a term, a cap), dated and with its source; the newest in force counts."""

    name = models.SlugField(_("名称"), max_length=60)
    value = models.PositiveIntegerField(_("数值"))
    unit = models.CharField(_("单位"), max_length=16)
    meaning = models.CharField(_("含义"), max_length=120)
    source = models.CharField(_("依据"), max_length=200)
    since = models.DateField(_("生效"))

    class Meta:
        verbose_name = _("规则数值")
        constraints = [models.UniqueConstraint(fields=["name", "since"], name="one_number_a_day")]
