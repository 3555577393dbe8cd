"""What one can do with a matter, as data: who sees which button in which state, its form and its action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sihe.interaction.casework import forms
from sihe.interaction.deadlines import actions as deadlines
from sihe.interaction.handling import actions as handling
from sihe.interaction.matters import actions, states
from sihe.interaction.matters.models import Matter
from sihe.kernel.access.rules import may
from sihe.kernel.facts import Actor

Run = Callable[[Actor, Matter, Any], object]
WORKFLOW_ENDED = (*states.END, states.ANSWERED, states.FINISHED)


@dataclass(frozen=True)
class Act:
    """One button. `move`: the step of the workflow that it makes, if any; `run` gets the checked form."""

    name: str
    label: str | Promise
    done: str | Promise
    form: type[forms.ActForm]
    run: Run
    permission: str
    move: str = ""
    fits: Callable[[Matter], bool] = lambda matter: True

    @property
    def at_once(self) -> bool:
        """Tell whether the button itself is the whole act."""
        return not self.form.base_fields

    def open_to(self, actor: Actor, matter: Matter) -> bool:
        """Tell whether this person can do it now."""
        if self.move:
            move = states.WORKFLOWS[matter.workflow].moves[self.move]
            if matter.state not in move.sources:
                return False
        return self.fits(matter) and may(self.permission, actor, matter)


def is_open(matter: Matter) -> bool:
    """The matter has not ended."""
    return matter.state not in states.END


def being_dealt_with(matter: Matter) -> bool:
    """The matter has neither been handed in nor ended."""
    return matter.state not in WORKFLOW_ENDED


def in_pool(matter: Matter) -> bool:
    """Nobody in particular deals with it."""
    return matter.assignee_id is None and matter.state in states.IN_HAND


def in_hand(matter: Matter) -> bool:
    """The accountable organisation has it in hand."""
    return matter.state in states.IN_HAND


def whole(matter: Matter) -> bool:
    """It is no part of another one, and not handed in."""
    return matter.parent_id is None and matter.state in states.IN_HAND


def _supply(by: Actor, matter: Matter, form: forms.SupplyForm) -> object:
    data = form.cleaned_data
    return handling.supply(by=by, matter=matter, text=data["text"], photos=data["photos"])


def _note(by: Actor, matter: Matter, form: forms.NoteForm) -> object:
    data = form.cleaned_data
    return handling.add_note(
        by=by, matter=matter, text=data["text"], kind=form.kind(), photos=data["photos"]
    )


def _assign(by: Actor, matter: Matter, form: forms.AssignForm) -> object:
    person, section = form.chosen()
    return handling.assign(by=by, matter=matter, person=person, section=section)


def _category(by: Actor, matter: Matter, form: forms.CategoryForm) -> object:
    category = next(c for c in forms.categories() if c.pk == form.cleaned_data["category"])
    return actions.set_category(by=by, matter=matter, category=category)


def _part(by: Actor, matter: Matter, form: forms.PartForm) -> object:
    data = form.cleaned_data
    return handling.add_part(
        by=by, matter=matter, text=data["text"], organisation=data["organisation"],
        due_at=data["due_at"], compulsory=not data["optional"],
    )  # fmt: skip


def _plain(action: Callable[..., object]) -> Run:
    return lambda by, matter, form: action(by=by, matter=matter, **form.cleaned_data)


A, TEXT = handling, forms.TextForm
ACTS: tuple[Act, ...] = (
    Act("claim", _("我来办"), _("好，这件事由你来办。"), forms.ActForm, _plain(A.claim),
        "matters.handle", fits=in_pool),
    Act("start", _("开始办"), _("已开始。"), forms.ActForm, _plain(A.start), "matters.handle", "start"),
    Act("resume", _("继续办"), _("接着办。"), forms.ActForm, _plain(A.resume), "matters.handle", "resume"),
    Act("note", _("写进展"), _("进展写上了。"), forms.NoteForm, _note, "matters.note", fits=is_open),
    Act("finish", _("办完了"), _("已交核查。"), forms.FinishForm, _plain(A.finish), "matters.handle",
        "finish"),
    Act("check", _("核查通过"), _("已答复居民。"), forms.ActForm,
        lambda by, m, form: A.check(by=by, matter=m, passed=True), "matters.check", "check"),
    Act("send_back", _("没办好，请再办"), _("请他们再办了。"), TEXT,
        lambda by, m, form: A.check(by=by, matter=m, passed=False, text=form.cleaned_data["text"]),
        "matters.check", "send_back"),
    Act("supply", _("替居民补充"), _("补充上了。"), forms.SupplyForm, _supply, "matters.supply", "supply"),
    Act("assign", _("分给人办"), _("分好了。"), forms.AssignForm, _assign, "matters.assign",
        fits=in_hand),
    Act("part", _("分头办"), _("已请他们办。"), forms.PartForm, _part, "matters.part", fits=whole),
    Act("ask", _("请居民补充"), _("已请居民补充。"), forms.QuestionForm, _plain(A.ask), "matters.handle",
        "ask"),
    Act("due", _("改时限"), _("时限改好了。"), forms.DueForm, _plain(deadlines.change_due), "matters.handle",
        fits=being_dealt_with),
    Act("pause", pgettext_lazy("button", "暂停"),
        _("先停下了。"), forms.PauseForm, _plain(A.pause), "matters.handle", "pause"),
    Act("hang", pgettext_lazy("button", "挂账"),
        _("已挂账。"), forms.HangForm, _plain(A.hang), "matters.handle", "hang"),
    Act("category", _("改类别"), _("类别改好了。"), forms.CategoryForm, _category, "matters.route",
        fits=is_open),
    Act("urgent", _("标为紧急"), _("标为紧急了。"), forms.ActForm,
        lambda by, m, form: A.set_urgency(by=by, matter=m, urgent=True), "matters.note",
        fits=lambda m: is_open(m) and m.urgency == "ordinary"),
    Act("ordinary", _("改为一般"), _("改为一般了。"), forms.ActForm,
        lambda by, m, form: A.set_urgency(by=by, matter=m, urgent=False), "matters.note",
        fits=lambda m: is_open(m) and m.urgency == "urgent"),
    Act("merge", _("和另一件合并"), _("合并好了。"), forms.MergeForm, _plain(A.merge), "matters.merge",
        "merge"),
    Act("unmerge", _("取消合并"), _("分开了。"), forms.ActForm, _plain(A.unmerge), "matters.merge",
        "unmerge"),
    Act("close", pgettext_lazy("button", "办结"),
        _("办结了。"), forms.ActForm, _plain(A.close), "matters.close", "close"),
    Act("reopen", _("重开"), _("重开了。"), TEXT, _plain(A.reopen), "matters.reopen", "reopen"),
    Act("reject", pgettext_lazy("button", "不予受理"),
        _("已告诉居民。"), TEXT, _plain(A.reject), "matters.route", "reject"),
    Act("withdraw", _("撤回"), _("撤回了。"), TEXT, _plain(A.withdraw), "matters.withdraw", "withdraw"),
)  # fmt: skip
BY_NAME = {act.name: act for act in ACTS}
# Which button comes first in which state; at most four stand open, what is seldom done is behind 更多.
FIRST = {
    states.RECEIVED: ("start", "note", "finish"),
    states.WORKING: ("note", "finish"),
    states.ASKING: ("supply", "resume"),
    states.PAUSED: ("resume",),
    states.HUNG: ("resume",),
    states.FINISHED: ("check", "send_back"),
    states.ANSWERED: ("note",),
}
SELDOM = frozenset(
    {"ask", "due", "pause", "hang", "category", "urgent", "ordinary", "merge", "reject", "withdraw"}
)
SHOWN = 4


@dataclass(frozen=True)
class Buttons:
    """The acts of one page: those shown, the first of them the primary, and those behind 更多."""

    shown: tuple[Act, ...]
    rest: tuple[Act, ...]


def buttons(actor: Actor, matter: Matter) -> Buttons:
    """Return the acts open to this person now, the likeliest first."""
    wanted = FIRST.get(matter.state, ())
    able = [act for act in ACTS if act.open_to(actor, matter)]
    able.sort(key=lambda act: wanted.index(act.name) if act.name in wanted else len(wanted))
    shown = [act for act in able if act.name not in SELDOM][:SHOWN]
    return Buttons(tuple(shown), tuple(act for act in able if act not in shown))
