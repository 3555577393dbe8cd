"""Organisations, their parts, and who is what for whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.models import Role
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area, Compound


class Kind(models.TextChoices):
    """The kinds of organisation that take part."""

    STREET_OFFICE = "street_office", _("街道办事处")
    RESIDENTS_COMMITTEE = "residents_committee", _("居民委员会")
    PARTY_BRANCH = "party_branch", _("社区党组织")
    OWNERS_COMMITTEE = "owners_committee", _("业主委员会")
    PROPERTY_COMPANY = "property_company", _("物业服务企业")
    SOCIAL_ORGANISATION = "social_organisation", _("社会组织")
    PUBLIC_AGENCY = "public_agency", _("职能部门")
    HOME_UNIT = "home_unit", _("派出单位")
    RESIDENT_UNIT = "resident_unit", _("驻区单位")
    ENTERPRISE = "enterprise", _("企业")


class Organisation(models.Model):
    """A body that takes part in governing a community (主体)."""

    kind = models.CharField(_("类别"), max_length=24, choices=Kind)
    name = models.CharField(_("名称"), max_length=80, unique=True)
    short_name = models.CharField(_("简称"), max_length=20)
    field = models.CharField(
        _("职能"), max_length=40, blank=True
    )  # of an agency: 城市管理, 公安 ...
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inferiors",
        verbose_name=_("上级"),
    )
    phone = models.CharField(_("办公电话"), max_length=20, blank=True)
    active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("主体")
        indexes = [models.Index(fields=["kind", "field"], name="organisation_kind")]

    def __str__(self) -> str:
        return self.short_name or self.name


class Section(models.Model):
    """A part of an organisation with a pool of its own (科室)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="sections")
    name = models.CharField(_("名称"), max_length=40)

    class Meta:
        verbose_name = _("科室")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="section_name")
        ]

    def __str__(self) -> str:
        return self.name


class Jurisdiction(models.Model):
    """Where an organisation is responsible: an area with all below it, or a compound, for a time."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="jurisdictions")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="jurisdictions")
    compound = models.ForeignKey(Compound, models.PROTECT, null=True, related_name="jurisdictions")
    since = models.DateField(_("从"))
    until = models.DateField(_("到"), null=True, blank=True)

    class Meta:
        verbose_name = _("管辖范围")
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=True, compound__isnull=False)
                | Q(area__isnull=False, compound__isnull=True),
                name="area_or_compound",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="jurisdiction_order",
            ),
        ]


class Mandate(models.Model):
    """Who a person is for whom, where, from when to when; carries a role's permissions (任职)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates")
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    role = models.ForeignKey(Role, models.PROTECT, related_name="mandates")
    title = models.CharField(_("职务"), max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="mandates")
    compound = models.ForeignKey(
        Compound, models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    home_unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="deployed_mandates"
    )
    standing_in_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stand_ins",
        verbose_name=_("代谁"),
    )
    since = models.DateField(_("从"))
    until = models.DateField(_("到"), null=True, blank=True)

    class Meta:
        verbose_name = _("任职")
        constraints = [
            # a deputy whose absent colleague came back on the first day has stood in for no day at all
            models.CheckConstraint(
                condition=Q(until__isnull=True)
                | Q(until__gte=F("since"))
                | Q(standing_in_for__isnull=False),
                name="mandate_order",
            ),
            models.CheckConstraint(
                condition=Q(standing_in_for__isnull=True) | Q(until__isnull=False),
                name="stand_in_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.title}"

    @property
    def acts_as(self) -> str:
        """Return the name under which the person acts: with whom they stand in for, if for somebody."""
        if self.standing_in_for is None:
            return self.person.name
        absent = self.standing_in_for.person.name
        return _("%(deputy)s（代%(absent)s）") % {"deputy": self.person.name, "absent": absent}
