"""The words of the notices about matters that colleagues get."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.notices.registry import add_wordings

add_wordings(
    {
        "matters.to_handle": _("新来一件：%(what)s，等你们办。"),
        "matters.to_triage": _("%(what)s等人分派：%(why)s。"),
        "matters.to_triage_again": _("%(what)s要重新分派。"),
        "matters.assigned": _("%(what)s交给你办。"),
        "matters.part": _("请你们分头办：%(what)s。"),
        "matters.to_check": _("%(what)s办完了，等你核查。"),
        "matters.sent_back": _("%(what)s核查没通过，请再办。"),
        "matters.supplied": _("%(what)s，居民补充了情况。"),
        "matters.me_too": _("%(what)s，又有一位居民反映。"),
        "matters.reopened": _("%(what)s重开了，请再办。"),
        "matters.due": _("%(what)s的时限改到%(day)s。"),
        "matters.near": _("%(what)s快到时限：%(day)s。"),
        "matters.late": _("%(what)s超时了，时限是%(day)s。"),
        "matters.long_late": _("%(what)s超时较久，请督促。"),
    }
)
