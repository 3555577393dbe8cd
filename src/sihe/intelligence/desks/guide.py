"""The start page: the mechanisms that are built, one live figure each, and eight things to try in the demo."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.handovers.models import OPEN, Handover
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter

KEPT_S = 60
MOST = 5000


@dataclass(frozen=True)
class Mechanism:
    """One of the four: its name, the problem in one sentence, a live figure with its words, and a way in."""

    key: str
    name: str
    problem: str
    figure: str
    words: str
    button: str
    url: str
    persona: str = ""


def mechanisms(now: datetime) -> list[Mechanism]:
    """Return the mechanisms that are built, with figures at most a minute old."""
    kept = cache.get("desks.figures")
    if kept is None:
        kept = figures(now)
        cache.set("desks.figures", kept, KEPT_S)
    nobody, moving, on_time = kept
    shown = [
        Mechanism(
            "interaction", _("互动共治"), _("事情在几家之间踢来踢去，没人说得清归谁"), str(nobody),
            _("件事没人负责，%(n)s 件正在商量归谁") % {"n": moving}, _("看看一件事怎么办完"),
            "/matters/", "committee",
        ),
    ]  # fmt: skip
    if on_time is not None:
        shown.append(
            Mechanism(
                "intelligence", _("信息支撑"), _("装了很多系统，各管一摊，数据要填好几遍"),
                f"{on_time}%", _("的事在时限内办完，近 30 天"), _("看看街道的工作台"), "/desk/", "street",
            )
        )  # fmt: skip
    return shown


def figures(now: datetime) -> tuple[int, int, int | None]:
    """Return (matters without an accountable organisation, open offers, share in time in percent)."""
    nobody = Matter.objects.filter(accountable__isnull=True).count()
    moving = Handover.objects.filter(state__in=OPEN).count()
    since = now - timedelta(days=30)
    ended = Matter.objects.filter(
        state__in=(states.ANSWERED, states.CLOSED), finished_at__gte=since, due_at__isnull=False
    )
    recent = ended.order_by("-finished_at")[:MOST]
    rows = list(recent.values_list("finished_at", "due_at"))
    if not rows:
        return nobody, moving, None
    kept = sum(1 for finished, due in rows if finished and due and finished <= due)
    return nobody, moving, round(100 * kept / len(rows))


@dataclass(frozen=True)
class Step:
    """One thing to try: as whom (empty: a resident without an account), what, and where it begins."""

    persona: str
    who: str | Promise
    what: str | Promise
    url: str


STEPS = (
    Step("", gettext_lazy("居民"), gettext_lazy("上报一个问题，拿到编号"), "/report/"),
    Step("committee", gettext_lazy("居委会"), gettext_lazy("看看今天等你办的，转给该管的"), "/desk/"),
    Step("property", gettext_lazy("物业"), gettext_lazy("接下一件，或提出自己的条件"), "/desk/"),
    Step("grid", gettext_lazy("网格员"), gettext_lazy("当场办好一件，一屏记下"), "/quick/"),
    Step("property", gettext_lazy("物业"), gettext_lazy("写进展，办完交上去"), "/matters/?state=working"),
    Step("committee", gettext_lazy("居委会"), gettext_lazy("核查一件，把结果告诉居民"),
         "/matters/?state=finished"),
    Step("", gettext_lazy("居民"), gettext_lazy("用编号查进度，给个评价"), "/follow/"),
    Step("street", gettext_lazy("街道"), gettext_lazy("看超时的，再核验操作记录"), "/journal/"),
)  # fmt: skip
