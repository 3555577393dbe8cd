"""The two geometries: one tree of areas and, across it, compounds."""

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The levels of the tree, from the widest down."""

    DISTRICT = "district", _("区")
    STREET = "street", _("街道")
    COMMUNITY = "community", _("社区")
    GRID = "grid", _("网格")
    BUILDING = "building", _("楼栋")
    UNIT = "unit", _("单元")


class Compound(models.Model):
    """A set of buildings under one property management (小区, 物业管理区域); may cross grids."""

    name = models.CharField(_("名称"), max_length=60)
    other_names = models.JSONField(_("别名"), default=list, blank=True)
    street = models.ForeignKey(
        "Area", models.PROTECT, related_name="compounds", verbose_name=_("街道")
    )
    outline = models.JSONField(_("范围"), null=True, blank=True)
    lon = models.FloatField(_("经度"), null=True)
    lat = models.FloatField(_("纬度"), null=True)

    class Meta:
        verbose_name = _("小区")
        constraints = [models.UniqueConstraint(fields=["street", "name"], name="compound_name")]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A node of the tree of places. `path` = ids of all ancestors and itself: `/1/4/9/`."""

    level = models.CharField(_("层级"), max_length=12, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=120, db_index=True, editable=False, default="")
    name = models.CharField(_("名称"), max_length=60)
    code = models.CharField(_("编码"), max_length=32, blank=True)
    compound = models.ForeignKey(
        Compound, models.PROTECT, null=True, related_name="buildings", verbose_name=_("小区")
    )
    sign = models.CharField(_("楼牌码"), max_length=12, blank=True)
    outline = models.JSONField(_("范围"), null=True, blank=True)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    lon = models.FloatField(_("经度"), null=True)
    lat = models.FloatField(_("纬度"), null=True)

    class Meta:
        verbose_name = _("区域")
        constraints = [
            models.UniqueConstraint(fields=["parent", "level", "name"], name="area_name"),
            models.UniqueConstraint(
                fields=["sign"], condition=~models.Q(sign=""), name="building_sign"
            ),
        ]
        indexes = [models.Index(fields=["level", "west", "east"], name="area_box")]

    def __str__(self) -> str:
        return self.name


class Dwelling(models.Model):
    """A flat or house (房屋): the unit of space that a household lives in."""

    building = models.ForeignKey(Area, models.PROTECT, related_name="dwellings")
    unit = models.ForeignKey(Area, models.PROTECT, null=True, related_name="unit_dwellings")
    number = models.CharField(_("房号"), max_length=16)

    class Meta:
        verbose_name = _("房屋")
        constraints = [
            # an expression, since SQLite knows no NULLS NOT DISTINCT
            models.UniqueConstraint(
                F("building"), Coalesce("unit", 0), F("number"), name="dwelling_number"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Place(models.Model):
    """A spot with a use that is no dwelling: gate, square, clinic, playground (场所)."""

    name = models.CharField(_("名称"), max_length=80)
    use = models.CharField(_("用途"), max_length=40)
    grid = models.ForeignKey(Area, models.PROTECT, null=True, related_name="places")
    lon = models.FloatField(_("经度"))
    lat = models.FloatField(_("纬度"))

    class Meta:
        verbose_name = _("场所")

    def __str__(self) -> str:
        return self.name
