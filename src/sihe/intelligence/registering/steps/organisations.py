"""Step 4: organisations, and where they are responsible."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sihe.engines.suggestion import cells
from sihe.intelligence.registering.ground import Ground
from sihe.intelligence.registering.steps.shape import Column, Given, RowWrong, Step
from sihe.kernel.organisations.actions import enter_organisation, give_jurisdiction
from sihe.kernel.organisations.models import Jurisdiction, Kind, Organisation
from sihe.kernel.places.models import Area, Compound, Level

# how people call the kinds, beside their full names
CALLED: Final = {
    "街道办": Kind.STREET_OFFICE, "街道": Kind.STREET_OFFICE, "居委会": Kind.RESIDENTS_COMMITTEE,
    "社区居委会": Kind.RESIDENTS_COMMITTEE, "党组织": Kind.PARTY_BRANCH, "社区党委": Kind.PARTY_BRANCH,
    "党支部": Kind.PARTY_BRANCH, "业委会": Kind.OWNERS_COMMITTEE, "物业": Kind.PROPERTY_COMPANY,
    "物业公司": Kind.PROPERTY_COMPANY, "物业企业": Kind.PROPERTY_COMPANY, "社工站": Kind.SOCIAL_ORGANISATION,
    "部门": Kind.PUBLIC_AGENCY, "原单位": Kind.HOME_UNIT, "驻区单位": Kind.RESIDENT_UNIT, "公司": Kind.ENTERPRISE,
}  # fmt: skip
UNDER_STREET: Final = (Kind.RESIDENTS_COMMITTEE, Kind.PARTY_BRANCH)


def bring(given: Given, ground: Ground) -> None:
    """Bring an organisation in with the places where it is responsible."""
    name, kind = given["name"], _kind(given["kind"])
    places = [place(ground, where, "where") for where in cells.several(given.get("where", ""))]
    superior = _superior(given, ground, kind)
    here = ground.organisations.get(cells.tidy(name))
    if here is not None and here.kind != kind:
        raise RowWrong("kind_differs", "kind", given["kind"], str(Kind(here.kind).label))
    if here is not None and superior and here.superior_id and here.superior_id != superior.pk:
        raise RowWrong("superior_differs", "superior", str(superior), str(here.superior))
    if here is None:
        here = enter_organisation(
            by=ground.by, kind=kind, name=name, short_name=given.get("short") or name[:20],
            field=given.get("field", ""), phone=given.get("phone", "")[:20], superior=superior,
        )  # fmt: skip
        ground.note("organisation", [here.pk])
        ground.keep_organisation(here)
    for area, compound in places:
        if not Jurisdiction.objects.filter(
            organisation=here, area=area, compound=compound
        ).exists():
            made = give_jurisdiction(by=ground.by, organisation=here, area=area, compound=compound)
            ground.note("jurisdiction", [made.pk])


def place(ground: Ground, name: str, column: str) -> tuple[Area | None, Compound | None]:
    """Return what a name means: a compound, a community, a grid (with its community before it) or the street."""
    found: list[tuple[Area | None, Compound | None]] = []
    compounds = {c.pk: c for (_, k), c in ground.compounds.items() if k == cells.key(name)}
    found += [(None, compound) for compound in compounds.values()]
    for level in (Level.COMMUNITY, Level.STREET, Level.GRID):
        found += [(area, None) for area in ground.named(level, name) if _says(name, area)]
    for grid in ground.below(Level.GRID):
        if grid.parent and cells.tidy(name) == cells.tidy(f"{grid.parent.name}{grid.name}"):
            found.append((grid, None))
    if not found:
        raise RowWrong("place_unknown", column, name)
    if len(found) > 1:
        raise RowWrong("place_several", column, name, "、".join(str(a or c) for a, c in found[:3]))
    return found[0]


def _says(name: str, area: Area) -> bool:
    """榆荫社区 is no compound and no grid; 第3网格 is no community called 3."""
    ends = [level for level in Level if cells.tidy(name).endswith(str(level.label))]
    return not ends or max(ends, key=lambda level: len(str(level.label))) == area.level


def _kind(text: str) -> str:
    tidy = cells.tidy(text).replace(" ", "")
    found = next((kind for kind in Kind if str(kind.label) == tidy), None) or CALLED.get(tidy)
    if found is None:
        raise RowWrong("kind_unknown", "kind", text, "、".join(str(k.label) for k in Kind)[:80])
    return str(found)


def _superior(given: Given, ground: Ground, kind: str) -> Organisation | None:
    """Return the superior that is named; a committee's or party branch's is the street office where there is one."""
    name = given.get("superior", "")
    if name:
        found = ground.organisations.get(cells.tidy(name))
        if found is None:
            raise RowWrong("superior_unknown", "superior", name)
        return found
    offices = {o.pk: o for o in ground.organisations.values() if o.kind == Kind.STREET_OFFICE}
    return next(iter(offices.values())) if kind in UNDER_STREET and len(offices) == 1 else None


ORGANISATIONS = Step(
    "organisations", _("主体"), _("居委会、物业、业委会、职能部门等，各管哪里。"),
    (
        Column("name", _("名称"), ("单位名称", "单位", "全称", "主体"), needed=True, help=_("写全名。")),
        Column("short", _("简称"), ("单位简称",), help=_("平时的叫法，最多20字。")),
        Column("kind", _("类别"), ("单位类别", "类型", "性质"), needed=True,
               help=_("如居民委员会、物业服务企业、职能部门。")),
        Column("field", _("职能"), ("业务", "职责"), help=_("职能部门写上，如公安、城市管理。")),
        Column("superior", _("上级"), ("上级单位", "主管单位"), help=_("居委会不写，就归街道办。")),
        Column("where", _("负责范围"), ("管辖", "服务范围", "范围", "负责小区"),
               help=_("写社区、小区或街道，几个用顿号隔开。")),
        Column("phone", _("办公电话"), ("电话", "联系电话"), help=_("对外的电话。")),
    ),
    (
        ("示例街道榆荫社区居民委员会", "榆荫居委会", "居民委员会", "", "", "榆荫社区", ""),
        ("示例榆荫物业服务有限公司", "榆荫物业", "物业服务企业", "", "", "榆荫苑", ""),
        ("示例街道派出所", "示例派出所", "职能部门", "公安", "", "示例街道", ""),
    ),
    bring,
)  # fmt: skip
