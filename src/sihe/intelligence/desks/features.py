"""Everything that is built and who sees it: the rail, the page of all functions and settings come from here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sihe.kernel.facts import Actor

Rule = Callable[[Actor], bool]


def anyone(actor: Actor) -> bool:
    """All staff."""
    return True


def holding(permission: str) -> Rule:
    """Those who hold a permission somewhere."""
    return lambda actor: actor.holds(permission)


def any_of(*permissions: str) -> Rule:
    """Those who hold any of some permissions somewhere."""
    return lambda actor: any(actor.holds(permission) for permission in permissions)


def in_grid(actor: Actor) -> bool:
    """Those who handle matters in a grid of their own."""
    return any(s.area_level == "grid" for s in actor.where("matters.handle"))


@dataclass(frozen=True)
class Feature:
    """One page: its words, address name, icon, heading (empty: none), who sees it; `own`: place in the rail."""

    label: str | Promise
    url: str
    icon: str
    heading: str
    text: str | Promise
    rule: Rule = anyone
    own: int = 0
    own_rule: Rule = anyone

    def address(self) -> str:
        """Return its address, or nothing when the page is not part of this installation."""
        try:
            return reverse(self.url)
        except NoReverseMatch:
            return ""


HEADINGS = {
    "interaction": _("互动共治"),
    "teams": _("队伍保障"),
    "emergency": _("应急准备"),
    "intelligence": _("信息支撑"),
    "settings": _("设置"),
}
FEATURES = (
    Feature(_("待办"), "desks:desk", "todo", "", _("等你办的，按时限排。"), own=1),
    Feature(_("即办即结"), "intake:quick", "check", "interaction", _("当场办好的，一屏记下。"),
            holding("matters.handle"), own=2, own_rule=in_grid),
    Feature(_("事项"), "matters:list", "matter", "interaction", _("看得到的事，能找能导出。"), own=3),
    Feature(_("通知"), "notices:mine", "bulletin", "intelligence", _("和你有关的新情况。"), own=4),
    Feature(_("公告"), "reaching:list", "bulletin", "interaction", _("写给居民的，谁看到了，谁还没有。"),
            any_of("bulletins.write", "bulletins.publish", "notices.tell")),
    Feature(_("待分派"), "triage:list", "tray", "interaction", _("看不出归谁的，由人来定。"),
            holding("matters.route"), own=5),
    Feature(_("代居民上报"), "intake:key", "phone", "interaction", _("电话、上门、纸质的，在这里录。"),
            holding("matters.report_for"), own=6),
    Feature(_("告知名单"), "notices:to_tell", "person", "interaction", _("不上网的居民，逐户告诉。"),
            holding("notices.tell"), own=7),
    Feature(_("查找"), "finding:find", "search", "interaction", _("房号、姓名、电话尾号，都能找。"),
            holding("people.see")),
    Feature(_("住户名单"), "households:residents", "person", "interaction", _("你管的范围里，谁住在哪里。"),
            holding("people.see")),
    Feature(_("需要帮助的住户"), "households:help", "round", "interaction", _("本人同意标的，谁家要上门帮忙。"),
            holding("households.help")),
    Feature(_("本人查改删"), "owndata:desk", "person", "interaction", _("居民到前台看、改、删本人的信息。"),
            holding("matters.report_for")),
    Feature(_("任职"), "appointments:list", "person", "teams", _("谁替哪家管什么，到哪天为止。")),
    Feature(_("请假代班"), "absence:list", "roster", "teams", _("请假有人代，回来接得上。")),
    Feature(_("离岗交接"), "turnover:list", "matter", "teams", _("手上的都交到人，才能办结。")),
    Feature(_("钥匙和设备"), "custody:list", "tray", "teams", _("哪一把在谁手上。")),
    Feature(_("重发登录"), "appointments:reissues", "settings", "teams", _("忘了密码，两位同事当面重发。")),
    Feature(_("居民账号"), "accounts:desk", "person", "interaction", _("印开通单，确认入户，手机丢了补办。"),
            holding("accounts.serve")),
    Feature(_("代办"), "standins:list", "person", "interaction", _("谁代谁办事，办什么，到哪天。"),
            holding("accounts.serve")),
    Feature(_("居务公开"), "affairs:index", "bulletin", "interaction", _("记账、公布、登记上级的权力。"),
            any_of("disclosure.keep", "disclosure.publish", "disclosure.see")),
    Feature(_("岗位"), "register:index", "roster", "teams", _("谁在什么岗位，任期到哪天，哪里空着。"),
            any_of("posts.edit", "posts.see")),
    Feature(_("导入"), "exchange:index", "download", "intelligence", _("从别的系统搬事项进来。"),
            holding("exchange.import")),
    Feature(_("整体存档"), "archive:make", "download", "settings", _("把这里的一切装进一个带锁的文件。"),
            holding("archive.make")),
    Feature(_("操作记录"), "desks:journal", "journal", "intelligence", _("谁在什么时候办了什么，只增不改。"),
            holding("journal.read")),
    Feature(_("开始使用"), "setup:index", "settings", "settings", _("登记地点、主体和人员，一共六步。"),
            holding("organisations.edit"), own=8),
    Feature(_("工作日历"), "rulebook:calendar", "roster", "settings", _("哪天上班，时限怎么算。"),
            holding("calendar.edit")),
    Feature(_("规则里的数"), "rulebook:numbers", "journal", "settings", _("时限、次数，按哪条依据。"),
            holding("responsibilities.edit")),
    Feature(_("保存期限"), "rulebook:retention", "journal", "settings", _("个人信息留多久，到期自动清理。"),
            holding("privacy.retention")),
    Feature(_("谁看过个人信息"), "owndata:looks", "search", "settings", _("谁在什么时候，为了什么看的。"),
            holding("privacy.retention")),
    Feature(_("查找次数"), "finding:counts", "search", "settings", _("谁在哪天查了几次住户。"),
            holding("privacy.retention")),
)  # fmt: skip
RAIL_MOST = 7


def features_of(actor: Actor) -> list[tuple[Feature, str]]:
    """Return what a person sees, each with its address; what is not built is absent."""
    seen = ((feature, feature.address()) for feature in FEATURES if feature.rule(actor))
    return [(feature, address) for feature, address in seen if address]
