"""The facts of matters as sentences, for staff and for residents."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.handling import facts as done
from sihe.interaction.matters import states
from sihe.kernel.facts import matters as facts
from sihe.kernel.journal.telling import Names, tells
from sihe.kernel.ui.words import full


@tells(facts.Reported, "staff")
def reported(fact: facts.Reported, names: Names) -> str:
    """A matter came in."""
    if fact.settled:
        return _("当场办结。")
    if fact.triage_reason:
        return _("收到，等人分派：%(why)s。") % {"why": states.triage_reason(fact.triage_reason)}
    return _("收到，先由%(who)s负责。") % {"who": names.organisation(fact.accountable)}


@tells(facts.BroughtIn, "staff")
def brought_in(fact: facts.BroughtIn, names: Names) -> str:
    """It came with an imported file."""
    if fact.triage_reason:
        return _("从文件导入，等人分派：%(why)s。") % {
            "why": states.triage_reason(fact.triage_reason)
        }
    return _("从文件导入，记在%(who)s名下。") % {"who": names.organisation(fact.accountable)}


@tells(facts.Reported, "resident")
def reported_to_resident(fact: facts.Reported, names: Names) -> str:
    """A matter came in."""
    return _("您反映的事当场办好了。") if fact.settled else _("您上报了问题。")


MOVES_STAFF = {
    "route_to_own": gettext_lazy("分派给%(who)s办理。"),
    "to_triage": gettext_lazy("转为待分派。"),
    "start": gettext_lazy("开始办理。"),
    "ask": gettext_lazy("请居民补充：%(text)s"),
    "pause": gettext_lazy("暂停：%(text)s"),
    "hang": gettext_lazy("挂账：%(text)s"),
    "resume": gettext_lazy("继续办理。%(text)s"),
    "finish": gettext_lazy("办完，请核查：%(text)s"),
    "send_back": gettext_lazy("核查没通过：%(text)s"),
    "check": gettext_lazy("核查通过，答复居民。"),
    "close": gettext_lazy("办结。"),
    "reopen": gettext_lazy("重开：%(text)s"),
    "unmerge": gettext_lazy("取消合并。"),
    "reject": gettext_lazy("不予受理：%(text)s"),
    "withdraw": gettext_lazy("撤回：%(text)s"),
}
MOVES_RESIDENT = {
    "accept": gettext_lazy("%(who)s接下了这件事。"),
    "start": gettext_lazy("%(who)s开始办理。"),
    "ask": gettext_lazy("想请您补充：%(text)s"),
    "pause": gettext_lazy("先停一停：%(text)s"),
    "hang": gettext_lazy("一时办不了，已记下：%(text)s"),
    "resume": gettext_lazy("%(who)s继续办理。"),
    "finish": gettext_lazy("%(who)s说办完了，正在核查。"),
    "check": gettext_lazy("办好了，请您看看满不满意。"),
    "close": gettext_lazy("这件事办结了。"),
    "reopen": gettext_lazy("您说还没办好，重新办理。"),
    "reject": gettext_lazy("这件事这里办不了：%(text)s"),
    "withdraw": gettext_lazy("您说不用办了。"),
}


@tells(facts.Moved, "staff", "resident")
def moved(fact: facts.Moved, names: Names) -> str:
    """A matter changed state."""
    table = MOVES_STAFF if names.audience == "staff" else MOVES_RESIDENT
    note = names.notes.get(fact.note or 0)
    text = note.text if note else ""
    words = table.get(fact.move, "")
    return str(words) % {"who": names.organisation(fact.accountable), "text": text} if words else ""


@tells(done.Noted, "staff", "resident")
def noted(fact: done.Noted, names: Names) -> str:
    """Somebody wrote; notes that belong to a move are told by the move."""
    note = names.notes.get(fact.note)
    if note is None or fact.kind in ("answer", "question"):
        return ""
    if names.audience == "resident":
        return "" if fact.kind == "internal" else note.text
    return note.text if fact.kind != "internal" else _("内部：%(text)s") % {"text": note.text}


@tells(done.Assigned, "staff")
def assigned(fact: done.Assigned, names: Names) -> str:
    """A dispatcher gave it to somebody."""
    if fact.person:
        return _("交给%(who)s办。") % {"who": names.person(fact.person)}
    return _("交给科室办。") if fact.section else _("放回待认领。")


@tells(facts.Categorised, "staff")
def categorised(fact: facts.Categorised, names: Names) -> str:
    """The category was corrected."""
    return _("改了类别。")


@tells(facts.Located, "staff")
def located(fact: facts.Located, names: Names) -> str:
    """The place was corrected."""
    return _("改了地点。")


@tells(facts.DueChanged, "staff", "resident")
def due_changed(fact: facts.DueChanged, names: Names) -> str:
    """The deadline moved."""
    note = names.notes.get(fact.note)
    return _("时限改到%(day)s，原因：%(why)s") % {
        "day": full(fact.new),
        "why": note.text if note else "",
    }


@tells(facts.Escalated, "staff")
def escalated(fact: facts.Escalated, names: Names) -> str:
    """A deadline was told."""
    return {1: _("快到时限，已提醒。"), 2: _("已超时，已提醒。"), 3: _("超时较久，已报上级。")}.get(
        fact.level, ""
    )


@tells(done.MeToo, "staff", "resident")
def me_too(fact: done.MeToo, names: Names) -> str:
    """Another resident has the same trouble."""
    return _("又有一位居民反映同一件事。")


@tells(done.Rated, "staff", "resident")
def rated(fact: done.Rated, names: Names) -> str:
    """A resident judged the answer."""
    solved = _("解决了") if fact.solved else _("没解决")
    return _("居民评价：%(solved)s，满意度 %(n)s 分。") % {"solved": solved, "n": fact.satisfaction}


@tells(done.Merged, "staff", "resident")
def merged(fact: done.Merged, names: Names) -> str:
    """Two reports are one matter."""
    return _("和另一件同样的事合在一起办。")


@tells(done.Unmerged, "staff")
def unmerged(fact: done.Unmerged, names: Names) -> str:
    """They are not one matter after all."""
    return _("查明不是同一件，分开办。")


@tells(done.PartAdded, "staff")
def part_added(fact: done.PartAdded, names: Names) -> str:
    """A part was given out."""
    return _("请%(who)s分头办一部分。") % {"who": names.organisation(fact.organisation)}


@tells(done.PartExcused, "staff")
def part_excused(fact: done.PartExcused, names: Names) -> str:
    """A part need not be done."""
    return _("一部分免办。")
