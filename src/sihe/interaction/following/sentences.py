"""What a resident is told of a matter: one sentence on where it stands, who acts and by when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sihe.interaction.handovers.queries import open_of
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, NoteKind
from sihe.kernel.responsibilities.models import Share
from sihe.kernel.ui.words import clock, local, on_day, span


@dataclass(frozen=True)
class Said:
    """`main` answers "where does it stand"; `more` who is behind it, or what the resident can do."""

    main: str
    more: str = ""


def stands(matter: Matter, now: datetime, public: bool = False) -> Said:
    """Say where a matter stands; `public`: without anybody's words or names. At most 2 queries."""
    state, who = matter.state, doer(matter, public)
    if state in states.END or state == states.ANSWERED:
        return _ended(matter, public)
    if state == states.ASKING:
        return _asked(matter, public)
    if state in (states.PAUSED, states.HUNG):
        return _waits(matter, who, public)
    by = promise(matter, now)
    if state == states.TRIAGE:
        return Said(
            _("已收到，正在找归谁管。"), _("先由%(who)s跟进，%(by)s") % {"who": who, "by": by}
        )
    if state == states.OFFERED:
        offered = open_of(matter).filter(share=Share.ACCOUNTABLE).first()
        other = offered.receiver.short_name if offered else who
        main = _("这件事归%(who)s管，已请他们处理。") % {"who": other}
        return Said(main, _("由%(who)s跟进，%(by)s") % {"who": who, "by": by})
    if state == states.FINISHED:
        return Said(_("%(who)s说办完了，正在核查。") % {"who": who}, _("核查完告诉您结果。"))
    said = _("%(who)s正在办，") if state == states.WORKING else _("%(who)s已接下，")
    return Said(
        said % {"who": who} + by, _("由%(who)s负责。") % {"who": matter.accountable.short_name}
    )


def doer(matter: Matter, public: bool = False) -> str:
    """Return who deals with it: the organisation and, for the reporter, the person."""
    name = matter.accountable.short_name
    if matter.assignee is None or public:
        return name
    return f"{name}{matter.assignee.name}"


def teller(who: str, text: str) -> str:
    """Return who stands over a line, without the words that the line itself says again."""
    return " ".join(word for word in who.split(" ") if word not in text)


def by_when(due: datetime, now: datetime) -> str:
    """Return a promised moment as said aloud: 今天18:00, 周四18:00, 11月27日 周五18:00."""
    return on_day(local(due).date(), local(now).date()) + clock(due)


def promise(matter: Matter, now: datetime) -> str:
    """Say by when the resident hears, or by how much that time is past."""
    due = matter.promised_at
    if due is None:
        return _("办好告诉您。")
    if due < now:
        return _("比说好的晚了%(late)s，正在催。") % {"late": span(now - due).replace(" ", "")}
    return _("%(due)s前告诉您结果。") % {"due": by_when(due, now)}


def _ended(matter: Matter, public: bool) -> Said:
    if matter.state == states.WITHDRAWN:
        return Said(_("您说不用办了，已停下。") if not public else _("反映人说不用办了。"))
    if matter.state == states.MERGED:
        return Said(_("和另一件同样的事合在一起办。"))
    answer = "" if public else matter.answer
    if matter.state == states.REJECTED:
        return Said(_("这件事这里办不了。"), answer)
    if matter.settled_at_once:
        return Said(_("当场办好了。"), answer)
    if matter.state == states.ANSWERED:
        return Said(
            _("办好了，请您说说满不满意。") if not public else _("办好了，等反映人评价。"), answer
        )
    return Said(_("办结了。"), answer)


def _asked(matter: Matter, public: bool) -> Said:
    if public:
        return Said(_("等反映人补充。"))
    asked = matter.notes.filter(kind=NoteKind.QUESTION).order_by("-at").first()
    return Said(_("想请您补充一点。"), asked.text if asked else "")


def _waits(matter: Matter, who: str, public: bool) -> Said:
    pause = matter.pauses.filter(until__isnull=True).first()
    reason = pause.reason if pause and not public else ""
    if pause and pause.review_on:
        day = _("%(month)d月%(day)d日") % {
            "month": pause.review_on.month,
            "day": pause.review_on.day,
        }
        return Said(_("一时办不了，%(day)s%(who)s再看。") % {"day": day, "who": who}, reason)
    return Said(_("%(who)s先停一停，稍后接着办。") % {"who": who}, reason)


def short(state: str) -> str:
    """Return the state in a word that residents use."""
    if state in (states.WORKING, states.FINISHED):
        return _("正在办")
    if state in states.CLOCK_STOPS:
        return _("先停着")
    if state in (states.TRIAGE, states.OFFERED, states.RECEIVED):
        return _("已收到")
    return _("办完了")


def next_step(matter: Matter, now: datetime) -> str:
    """Say in one sentence what happens after reporting: who, what, by when."""
    due = by_when(matter.promised_at, now) if matter.promised_at else ""
    who = matter.accountable.short_name
    if matter.settled_at_once:
        return _("这件事当场办好了。")
    if matter.state == states.TRIAGE:
        return _("%(who)s先看归谁管，%(due)s前回复您。") % {"who": who, "due": due}
    if matter.state == states.OFFERED:
        offered = open_of(matter).filter(share=Share.ACCOUNTABLE).first()
        other = offered.receiver.short_name if offered else who
        return _("已请%(other)s处理，%(due)s前告诉您结果。") % {"other": other, "due": due}
    return _("%(who)s来办，%(due)s前告诉您结果。") % {"who": who, "due": due}
