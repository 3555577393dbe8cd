"""What a desk says at its head."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.intelligence.desks.queries import MOST, Desk
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.ui.words import local


def greeting(name: str, now: datetime) -> str:
    """Greet by the time of day."""
    hour = local(now).hour
    if hour < 5 or hour >= 18:
        words = _("晚上好，%(name)s")
    elif hour < 9:
        words = _("早上好，%(name)s")
    elif hour < 12:
        words = _("上午好，%(name)s")
    else:
        words = _("下午好，%(name)s")
    return words % {"name": name}


# What the record says of a fact that has no sentence of its own, or one that is told elsewhere.
FACTS = {
    "matters.Moved": gettext_lazy("事项到了下一步"),
    "matters.Noted": gettext_lazy("写了一条"),
    "matters.BroughtIn": gettext_lazy("从别处导入"),
    "matters.TakenOut": gettext_lazy("撤掉导入的"),
    "responsibilities.RuleBroken": gettext_lazy("权责清单对不上，转人分派"),
    "responsibilities.MatrixPublished": gettext_lazy("发布权责清单"),
    "responsibilities.PhaseDeclared": gettext_lazy("宣布时期"),
    "responsibilities.NumberSet": gettext_lazy("改了规则里的数"),
    "notices.Marked": gettext_lazy("记下已告知居民"),
    "privacy.Revealed": gettext_lazy("查看了个人信息"),
    "privacy.ContactCorrected": gettext_lazy("反映人改了称呼或电话"),
    "privacy.ErasureAsked": gettext_lazy("反映人要求删除本人信息"),
    "privacy.ErasureAnswered": gettext_lazy("答复了删除要求"),
    "privacy.ReporterForgotten": gettext_lazy("按反映人要求删除"),
    "privacy.RetentionSet": gettext_lazy("改了保存期限"),
    "privacy.Swept": gettext_lazy("清理了到期的个人信息"),
    "privacy.KeysRotated": gettext_lazy("换了加密钥匙"),
    "files.Erased": gettext_lazy("删了照片"),
    "calendar.DaySet": gettext_lazy("改了一天是不是工作日"),
    "calendar.DayReleased": gettext_lazy("一天按公布的算"),
    "calendar.YearChecked": gettext_lazy("核对了一年的日历"),
    "calendar.HoursSet": gettext_lazy("改了上班时间"),
    "places.AreaAdded": gettext_lazy("添了地点"),
    "places.CompoundAdded": gettext_lazy("添了小区"),
    "places.DwellingsAdded": gettext_lazy("添了房屋"),
    "places.PlaceChanged": gettext_lazy("改了地点"),
    "organisations.OrganisationEntered": gettext_lazy("登记了主体"),
    "organisations.JurisdictionGiven": gettext_lazy("定了管辖范围"),
    "accounts.SlipsPrinted": gettext_lazy("打印了开通单"),
    "accounts.SlipHanded": gettext_lazy("勾了开通单送没送到"),
    "accounts.AccessEnded": gettext_lazy("居民在所有手机上退出"),
    "joining.MembershipAsked": gettext_lazy("有人申请入户"),
    "joining.MembershipAnswered": gettext_lazy("答复了入户申请"),
    "standins.StandInOffered": gettext_lazy("居民开了代办单"),
    "standins.StandInAgreed": gettext_lazy("登记了代办"),
    "standins.StandInEnded": gettext_lazy("停止了代办"),
    "standins.ActedFor": gettext_lazy("代人办了一步"),
    "people.PersonEntered": gettext_lazy("登记了人员"),
    "people.PeopleEntered": gettext_lazy("名册登记了人员"),
    "people.PersonCorrected": gettext_lazy("更正了人员"),
    "people.ResidenceBegun": gettext_lazy("登记了入住"),
    "people.ResidenceEnded": gettext_lazy("登记了搬出"),
    "people.ResidencesTakenBack": gettext_lazy("撤销了名册带来的居住"),
    "people.AccountOpened": gettext_lazy("开通了登录账号"),
    "people.PasswordSet": gettext_lazy("设了新密码"),
    "people.AccountClosed": gettext_lazy("停用了登录账号"),
    "access.RolesEntered": gettext_lazy("登记了角色"),
    "responsibilities.CategoriesEntered": gettext_lazy("登记了类别"),
    "registering.TableBrought": gettext_lazy("用表格登记"),
    "registering.TableTakenBack": gettext_lazy("撤销了表格登记"),
    "setup.Begun": gettext_lazy("第一次打开系统"),
    "setup.StepMarked": gettext_lazy("改了开始使用的一步"),
    "setup.SlipsPrinted": gettext_lazy("打印了登录条"),
    "organisations.SectionAdded": gettext_lazy("登记了科室"),
    "organisations.MandateGiven": gettext_lazy("给了任职"),
    "organisations.MandateEnded": gettext_lazy("任职到期"),
    "absence.LeavePlanned": gettext_lazy("排了请假和代班"),
    "absence.LeaveBegun": gettext_lazy("请假开始"),
    "absence.LeaveEnded": gettext_lazy("请假结束"),
    "absence.DeputyChanged": gettext_lazy("换了代班人"),
    "turnover.LeavingBegun": gettext_lazy("离岗交接开始或取消"),
    "turnover.Passed": gettext_lazy("交给同事"),
    "turnover.PassingAnswered": gettext_lazy("签收了交接"),
    "turnover.PostLeft": gettext_lazy("离岗办结"),
    "custody.KeyGiven": gettext_lazy("钥匙或设备换了人"),
    "appointments.ReissueAsked": gettext_lazy("确认了同事身份"),
    "appointments.Reissued": gettext_lazy("重发了登录"),
    "appointments.StartPasswordChanged": gettext_lazy("换掉了起始密码"),
    "rounds.RoundMade": gettext_lazy("走访了一户"),
    "rounds.PromiseMade": gettext_lazy("答应了住户一件事"),
    "rounds.PromiseEnded": gettext_lazy("记了答应的事办得怎样"),
    "rounds.ConsentGiven": gettext_lazy("住户书面同意标记"),
    "rounds.ConsentNearsEnd": gettext_lazy("同意快到期，去告诉住户"),
    "rounds.ConsentEnded": gettext_lazy("同意结束，删了标记"),
    "rounds.WordsForgotten": gettext_lazy("按住户要求删了走访内容"),
    "exchange.ImportBegun": gettext_lazy("开始导入"),
    "exchange.ImportEnded": gettext_lazy("导入结束"),
    "exchange.ImportUndone": gettext_lazy("撤销导入"),
    "archive.ArchiveMade": gettext_lazy("取走了整体存档"),
    "archive.ArchiveReadIn": gettext_lazy("读入了整体存档"),
    "open311.ApiKeyIssued": gettext_lazy("发了接口钥匙"),
    "open311.ApiKeyEnded": gettext_lazy("收回接口钥匙"),
    "posts.PostOpened": gettext_lazy("设了岗位"),
    "posts.PostChanged": gettext_lazy("改了岗位"),
    "posts.PostClosed": gettext_lazy("撤了岗位"),
    "posts.SubCommitteeSet": gettext_lazy("设了或撤了下属委员会"),
    "posts.HoldingBegun": gettext_lazy("有人上岗或连任"),
    "posts.HoldingEnded": gettext_lazy("有人离开岗位"),
    "posts.TermNear": gettext_lazy("任期快到或已到"),
    "disclosure.EntryKept": gettext_lazy("记了一笔账"),
    "disclosure.EntryReversed": gettext_lazy("冲销了一笔账"),
    "disclosure.Published": gettext_lazy("公布了居务"),
    "disclosure.PublishingLate": gettext_lazy("账目该公布还没公布"),
    "disclosure.PowerKept": gettext_lazy("登记了上级的权力"),
    "disclosure.PowerEnded": gettext_lazy("收回了上级的权力"),
    "disclosure.ItemKept": gettext_lazy("写了要公布的事"),
    "disclosure.ItemWithdrawn": gettext_lazy("撤下了公布的事"),
    "sample.SampleLoaded": gettext_lazy("载入了示例街道"),
}


def fact_words(name: str) -> str:
    """Return what the record says of a fact by its name; an unknown one is named as it is."""
    return str(FACTS.get(name, name))


def count(desk: Desk) -> str:
    """Return how much waits; beyond what is shown the exact number says nothing."""
    return f"{MOST}+" if desk.capped else str(len(desk.todo))


def place_of(mandate: Mandate) -> str:
    """Return where a mandate holds: the area, the compound, or nothing."""
    return str(mandate.area or mandate.compound or "")
