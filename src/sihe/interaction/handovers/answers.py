"""What each side can do with an open offer, as data: label, form and action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sihe.interaction.handovers import actions, forms
from sihe.interaction.handovers.models import OPEN, Handover, HandoverState
from sihe.kernel.access.rules import may
from sihe.kernel.facts import Actor


@dataclass(frozen=True)
class Answer:
    """One answer: who may give it in which states of the offer."""

    name: str
    label: str | Promise
    done: str | Promise
    form: type[django_forms.Form]
    run: Callable[..., object]
    permission: str
    states: tuple[str, ...]

    @property
    def at_once(self) -> bool:
        """Tell whether the button itself is the whole act."""
        return not self.form.base_fields

    def open_to(self, actor: Actor, handover: Handover) -> bool:
        """Tell whether this person can give it now."""
        return handover.state in self.states and may(self.permission, actor, handover)

    def give(self, actor: Actor, handover: Handover, values: dict[str, Any]) -> None:
        """Do it."""
        self.run(by=actor, handover=handover, **values)


ANSWER, SETTLE = "handovers.answer", "handovers.settle_terms"
OFFERED, COUNTERED = (HandoverState.OFFERED,), (HandoverState.COUNTERED,)
ANSWERS = {
    answer.name: answer
    for answer in (
        Answer("accept", _("接下"), _("接下了，由你们负责。"), forms.PlainForm, actions.accept,
               ANSWER, OFFERED),
        Answer("counter", _("另提条件"), _("条件提出了，等对方答复。"), forms.CounterForm,
               actions.counter, ANSWER, OFFERED),
        Answer("decline", _("退回"), _("已退回，理由写上了。"), forms.DeclineForm, actions.decline,
               ANSWER, OFFERED),
        Answer("agree", _("同意他们的条件"), _("同意了，由他们负责。"), forms.PlainForm, actions.agree,
               SETTLE, COUNTERED),
        Answer("insist", _("坚持原来的条件"), _("请他们再答复。"), forms.InsistForm, actions.insist,
               SETTLE, COUNTERED),
        Answer("withdraw", _("收回转交"), _("收回了，还由你们负责。"), forms.PlainForm,
               actions.withdraw, SETTLE, OPEN),
    )
}  # fmt: skip


def open_answers(actor: Actor, handover: Handover) -> list[Answer]:
    """Return the answers open to this person now, the likeliest first."""
    return [answer for answer in ANSWERS.values() if answer.open_to(actor, handover)]
