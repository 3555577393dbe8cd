"""Step 5: staff: who is what for whom, where, and what they sign in with."""

from django.utils.translation import gettext_lazy as _

from sihe.engines.suggestion import cells
from sihe.intelligence.registering.ground import Ground
from sihe.intelligence.registering.steps.organisations import place
from sihe.intelligence.registering.steps.shape import Column, Given, RowWrong, Step
from sihe.kernel.access.models import Role
from sihe.kernel.organisations.actions import add_section, give_mandate
from sihe.kernel.organisations.models import Mandate, Organisation, Section
from sihe.kernel.organisations.queries import current
from sihe.kernel.people.actions import enter_person, open_account
from sihe.kernel.people.models import Account, Person
from sihe.kernel.places.models import Area, Compound
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.ui.inputs import PHONE, tidy_phone

Scope = tuple[Area | None, Compound | None]


def bring(given: Given, ground: Ground) -> None:
    """Bring a member of staff in: the person, a mandate for each place, the name to sign in with."""
    organisation = ground.organisations.get(cells.tidy(given["organisation"]))
    if organisation is None:
        raise RowWrong("organisation_unknown", "organisation", given["organisation"])
    role = Role.objects.filter(name=cells.tidy(given["role"])).first()
    if role is None:
        names = "、".join(Role.objects.order_by("pk").values_list("name", flat=True))
        raise RowWrong("role_unknown", "role", given["role"], names[:80])
    phone = tidy_phone(given.get("phone", ""))
    if phone and not PHONE.match(phone):
        raise RowWrong("phone_wrong", "phone")
    scopes = _scopes(given, ground, organisation)
    person = _person(given, organisation, phone)
    username = given.get("username", "")[:60]
    _check_username(person, username)
    if person is None:
        person = enter_person(by=ground.by, name=given["name"], phone=phone)
        ground.note("person", [person.pk])
    section = _section(given, ground, organisation)
    for area, compound in scopes:
        _mandate(given, ground, person, organisation, role, section, area, compound)
    if username and not Account.objects.filter(person=person).exists():
        account = open_account(by=ground.by, person=person, username=username, password=None)
        ground.note("account", [account.pk])


def _person(given: Given, organisation: Organisation, phone: str) -> Person | None:
    """Return who this is: the same name in the same organisation; of two such the one with that phone."""
    here = Mandate.objects.filter(current(), organisation=organisation)
    name = given["name"].strip()
    rows = list(Person.objects.filter(pk__in=here.values("person"), name=name).order_by("pk"))
    if phone:
        told = [p for p in rows if p.phone_index == blind_index(phone)]
        other = [p for p in rows if p.phone_index and p not in told]
        if other and not told:
            raise RowWrong("phone_differs", "phone")
        rows = told or rows
    if len(rows) > 1:
        raise RowWrong("person_several", "name")
    return rows[0] if rows else None


def _check_username(person: Person | None, username: str) -> None:
    taken = Account.objects.filter(username=username).select_related("person").first()
    if taken is not None and (person is None or taken.person_id != person.pk):
        raise RowWrong("username_taken", "username", username)


def _scopes(given: Given, ground: Ground, organisation: Organisation) -> list[Scope]:
    """Return where: as told, else where the organisation itself is responsible."""
    told = [place(ground, name, "where") for name in cells.several(given.get("where", ""))]
    if told:
        return told
    rows = organisation.jurisdictions.filter(current()).select_related("area", "compound__street")
    return [(row.area, row.compound) for row in rows] or [(None, None)]


def _section(given: Given, ground: Ground, organisation: Organisation) -> Section | None:
    name = cells.tidy(given.get("section", ""))
    if not name:
        return None
    here = Section.objects.filter(organisation=organisation, name=name).first()
    if here is None:
        here = add_section(by=ground.by, organisation=organisation, name=name)
        ground.note("section", [here.pk])
    return here


def _mandate(
    given: Given, ground: Ground, person: Person, organisation: Organisation, role: Role,
    section: Section | None, area: Area | None, compound: Compound | None,
) -> None:  # fmt: skip
    same = Mandate.objects.filter(
        current(), person=person, organisation=organisation, role=role, area=area, compound=compound
    )
    if not same.exists():
        made = give_mandate(
            by=ground.by, person=person, organisation=organisation, role=role, section=section, area=area,
            compound=compound, title=given.get("title") or role.name,
        )  # fmt: skip
        ground.note("mandate", [made.pk])


STAFF = Step(
    "staff", _("工作人员"), _("一行一个人。登录名写了，就能打印登录条。"),
    (
        Column("name", _("姓名"), ("人员姓名",), needed=True, personal=True),
        Column("organisation", _("单位"), ("所在单位", "单位名称", "主体"), needed=True,
               help=_("写第4步登记的名称或简称。")),
        Column("role", _("角色"), ("岗位", "身份"), needed=True, help=_("从说明页的名单里选。")),
        Column("title", _("职务"), ("职位",), help=_("不写就用角色的名称。")),
        Column("section", _("科室"), ("部门", "内设机构"), help=_("有科室才写。")),
        Column("where", _("负责范围"), ("片区", "范围", "负责网格"), help=_("不写就和单位一样。")),
        Column("username", _("登录名"), ("账号", "用户名"), help=_("不写就先不开账号。")),
        Column("phone", _("手机"), ("电话", "手机号", "联系电话"), personal=True),
    ),
    (
        ("示例张三", "榆荫居委会", "居委会主任", "", "", "", "zhangsan", ""),
        ("示例李四", "榆荫居委会", "网格员", "", "", "第2网格", "lisi", ""),
        ("示例王五", "榆荫物业", "物业经理", "经理", "", "", "wangwu", ""),
    ),
    bring,
)  # fmt: skip
