"""The page of what is kept how long; who may, changes it there."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sihe.intelligence.rulebook.forms.retention import RetentionForm
from sihe.kernel.access.doors import staff_only, who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.privacy.actions import set_retention
from sihe.kernel.privacy.models import RetentionRule
from sihe.kernel.ui import toasts

EDIT = "privacy.retention"
NAMES = {
    "matter": gettext_lazy("事项里的个人信息"),
    "message": gettext_lazy("给居民的消息"),
    "notice": gettext_lazy("给工作人员的通知"),
    "round": gettext_lazy("走访写的内容"),
    "consent": gettext_lazy("结束了的同意书"),
    "find_count": gettext_lazy("查找住户的次数"),
    "reveal_words": gettext_lazy("查看电话时写的说明"),
    "leave": gettext_lazy("请假代班"),
    "departure": gettext_lazy("离岗交接"),
    "custody": gettext_lazy("谁拿过哪把钥匙"),
    "reissue": gettext_lazy("重发登录"),
    "holding": gettext_lazy("离开岗位的人"),
}


@require_GET
@staff_only
def retention(request: Request) -> HttpResponse:
    """List the rules."""
    return _show(request)


@require_POST
@who_holds(EDIT)
def change(request: Request, kind: str) -> HttpResponse:
    """Change one rule."""
    get_object_or_404(RetentionRule, kind=kind)
    form = RetentionForm(request.POST, auto_id=f"{kind}_%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            set_retention(by=request.actor, kind=kind, days=given["days"], source=given["source"])
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            toasts.say(request, _("保存期限改好了。"))
            return redirect("rulebook:retention")
    answer = _show(request, {kind: form})
    answer.status_code = 422
    return answer


def _show(request: Request, bound: dict[str, RetentionForm] | None = None) -> HttpResponse:
    given = bound or {}
    rules = RetentionRule.objects.order_by("kind")
    rows = [
        (rule, NAMES.get(rule.kind, rule.kind), given.get(rule.kind) or _form(rule))
        for rule in rules
    ]
    context = {"rows": rows, "may_edit": request.actor.holds(EDIT)}
    return render(request, "rulebook/retention.html", context)


def _form(rule: RetentionRule) -> RetentionForm:
    start = {"days": rule.days, "source": rule.source}
    return RetentionForm(initial=start, auto_id=f"{rule.kind}_%s")
