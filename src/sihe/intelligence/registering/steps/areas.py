"""Step 1: street, communities and grids. Step 2: compounds."""

from django.utils.translation import gettext_lazy as _

from sihe.engines.suggestion import cells
from sihe.intelligence.registering.ground import Ground
from sihe.intelligence.registering.steps.shape import Column, Given, RowWrong, Step, listed
from sihe.kernel.places.models import Area, Level


def street_of(given: Given, ground: Ground) -> Area:
    """Return the street that a row names, or the only one."""
    streets, name = ground.below(Level.STREET), given.get("street", "")
    if name:
        found = ground.find(Level.STREET, None, name)
        if found is None:
            raise RowWrong("street_unknown", "street", name, "、".join(s.name for s in streets[:3]))
        return found
    if len(streets) != 1:
        raise RowWrong("street_missing", "street", "", "、".join(s.name for s in streets[:3]))
    return streets[0]


def bring_area(given: Given, ground: Ground) -> None:
    """Bring a community with its grids in; a row with nothing but a street enters the street."""
    name = given.get("community", "")
    grids = listed(given, "grid")
    if not name and not grids and given.get("street"):
        if ground.find(Level.STREET, None, given["street"]) is None:
            ground.make(Level.STREET, None, given["street"])
        return
    if not name:
        raise RowWrong("community_missing", "community")
    street = street_of(given, ground)
    community = ground.find(Level.COMMUNITY, street, name)
    community = community or ground.make(Level.COMMUNITY, street, name)
    for grid in grids:
        called = f"第{grid}网格" if grid.isdigit() else grid
        if ground.find(Level.GRID, community, called) is None:
            ground.make(Level.GRID, community, called)


def bring_compound(given: Given, ground: Ground) -> None:
    """Bring a compound in; who it is under another name is asked of a person."""
    street, others = street_of(given, ground), cells.several(given.get("others", ""))
    name = given["name"]
    here = ground.compounds.get((street.pk, cells.key(name)))
    taken = {other: ground.compounds.get((street.pk, cells.key(other))) for other in others}
    for other, owner in taken.items():
        if owner is not None and owner != here:
            raise RowWrong("name_of_other", "others", other, owner.name)
    if here is None:
        ground.make_compound(street, name, others)
        return
    if cells.tidy(here.name) != cells.tidy(name):
        raise RowWrong("name_of_other", "name", name, here.name)
    if any(owner is None for owner in taken.values()):
        there = "、".join(here.other_names)
        raise RowWrong("other_names_differ", "others", given["others"], there)


STREET = Column("street", _("街道"), ("街镇",), help=_("只有一个街道时不用写。"))
AREAS = Step(
    "areas", _("街道、社区和网格"), _("一行一个社区，网格可以写成“第1-5网格”。"),
    (
        STREET,
        Column("community", _("社区"), ("居委会", "社区名称", "村居"), help=_("写全名，如榆荫社区。")),
        Column("grid", _("网格"), ("网格名称", "网格号"), help=_("几个网格用顿号隔开，连号写成“第1-5网格”。")),
    ),
    (("", "榆荫社区", "第1-3网格"), ("", "书香社区", "第4网格、第5网格")),
    bring_area,
)  # fmt: skip
COMPOUNDS = Step(
    "compounds", _("小区"), _("一行一个小区，居民怎么叫也写上。"),
    (
        Column("name", _("小区"), ("小区名称", "小区名", "物业区域"), needed=True, help=_("写正式的名称。")),
        Column("others", _("别名"), ("俗称", "曾用名", "又名"), help=_("居民平时的叫法，几个用顿号隔开。")),
        STREET,
    ),
    (("榆荫苑", "榆苑、榆荫苑小区", ""), ("槐柏里", "槐柏里老楼", "")),
    bring_compound,
)  # fmt: skip
