"""Names of powers, as a warning and a list of roles say them."""

from django.utils.translation import gettext_lazy as _

POWERS = {
    "matters.handle": _("办事项"), "matters.assign": _("分派到人"), "matters.route": _("分派到主体"),
    "matters.check": _("核查"), "matters.oversee": _("督办"), "matters.merge": _("合并事项"),
    "matters.report_for": _("代居民上报"), "handovers.answer": _("答复转交"),
    "handovers.offer": _("转交"), "notices.tell": _("告知居民"), "privacy.reveal": _("看个人信息"),
    "privacy.retention": _("定保存期限"), "journal.read": _("看操作记录"),
    "responsibilities.edit": _("改权责清单"), "responsibilities.declare_phase": _("宣布时期"),
    "calendar.edit": _("改日历"), "places.edit": _("改地点"), "organisations.edit": _("登记主体"),
    "exchange.import": _("导入"), "mandates.edit": _("管任职"), "mandates.appoint": _("任命"),
    "accounts.reissue": _("重发登录"), "custody.edit": _("管钥匙和设备"), "people.edit": _("改居民资料"),
    "people.see": _("看居民资料"),
}  # fmt: skip
