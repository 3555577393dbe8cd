"""What residents are told at each step, at most 120 characters: who does what by when.

Read aloud before changing a word: plain, short, respectful, no blame.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from sihe.interaction.matters.models import Matter
from sihe.kernel.ui.words import clock, local

MOST = 120


def by_when(due: datetime | None) -> str:
    """Return a promised moment in words: 11月25日17:00前; without one: 尽快."""
    if due is None:
        return _("尽快")
    day = local(due)
    return _("%(month)d月%(day)d日%(clock)s前") % {
        "month": day.month,
        "day": day.day,
        "clock": clock(due),
    }


def fitting(words: str, said: str) -> str:
    """Put own words into a sentence with one `%s` and cut them so that the whole fits."""
    room = MOST - len(words % "")
    return words % (said if len(said) <= room else said[: room - 1] + "…")


def received(matter: Matter, who: str) -> str:
    """It came in, and somebody has it."""
    told = {"code": matter.code, "who": who, "by": by_when(matter.promised_at)}
    return _("已收到，编号%(code)s。%(who)s%(by)s回复您。") % told


def waiting(matter: Matter, who: str) -> str:
    """It came in, and it is not yet known whose it is."""
    told = {"code": matter.code, "who": who}
    return _("已收到，编号%(code)s。%(who)s正在看归谁管，定了就告诉您。") % told


def settled(matter: Matter) -> str:
    """It was done on the spot."""
    return fitting(_("您反映的事当场办好了：%s"), matter.answer)


def joined(matter: Matter, who: str) -> str:
    """The resident said "me too"."""
    told = {"code": matter.code, "who": who, "by": by_when(matter.promised_at)}
    return _("已记下，编号%(code)s。%(who)s在办了，%(by)s一起回复您。") % told


def merged(matter: Matter) -> str:
    """It is dealt with together with another report."""
    return _("您反映的事，邻居也报过，合在一起办。有结果一起告诉您。")


def started(matter: Matter, who: str) -> str:
    """The work began."""
    return _("%(who)s开始办您反映的事了。") % {"who": who}


def asked(matter: Matter, text: str) -> str:
    """Something is missing that only the resident knows."""
    return fitting(_("想请您补充：%s"), text)


def stopped(matter: Matter, text: str) -> str:
    """It stands still for a reason."""
    return fitting(_("您反映的事先停一停，原因：%s"), text)


def hung(matter: Matter, text: str) -> str:
    """It cannot be solved now, and will be looked at again."""
    return fitting(_("您反映的事一时办不了，已记下，到时再看。原因：%s"), text)


def resumed(matter: Matter, who: str) -> str:
    """It goes on."""
    return _("%(who)s接着办您反映的事了。") % {"who": who}


def moved_due(matter: Matter, due: datetime, why: str) -> str:
    """The promised time changed."""
    words = _("您反映的事要改到%(by)s办好，原因：%%s") % {"by": by_when(due)}
    return fitting(words, why)


def answered(matter: Matter) -> str:
    """It was done and checked."""
    return fitting(_("办好了：%s。请您看看满不满意。"), matter.answer.rstrip("。！ "))


def rejected(matter: Matter) -> str:
    """It cannot be dealt with here; the words say who can."""
    return fitting(_("您反映的事这里办不了：%s"), matter.answer)


def reopened(matter: Matter, who: str) -> str:
    """It is dealt with again."""
    told = {"who": who, "by": by_when(matter.promised_at)}
    return _("收到，重新办。%(who)s%(by)s回复您。") % told


def closed(matter: Matter) -> str:
    """It is closed, and what can still be done."""
    return _("您反映的事办结了。还没好，可以用编号%(code)s重开。") % {"code": matter.code}
