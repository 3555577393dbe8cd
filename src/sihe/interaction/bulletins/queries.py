"""Reading bulletins, and how far each has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.interaction.bulletins import states
from sihe.interaction.bulletins.audience import named
from sihe.interaction.bulletins.links import tidy
from sihe.interaction.bulletins.models import Bulletin, Reach
from sihe.kernel.facts import About, Actor
from sihe.kernel.notices import queries as notices
from sihe.kernel.notices import states as told
from sihe.kernel.notices.models import Message
from sihe.kernel.notices.registry import Recipient
from sihe.kernel.notices.rules import within_reach
from sihe.kernel.people.models import Household, Residence
from sihe.kernel.people.queries import current

KIND, HOME = "bulletin", "household"


def about(bulletin: Bulletin) -> About:
    """Return a bulletin as the thing that facts and messages are about."""
    return About(KIND, bulletin.pk)


def visible_to(actor: Actor) -> QuerySet[Bulletin]:
    """Return what staff may see: their organisation's, and what went to a building in which they tell residents."""
    asked = Q(pk__in=())
    if actor.holds("bulletins.write") or actor.holds("bulletins.publish"):
        asked |= Q(organisation=actor.organisation)
    for scope in actor.where("notices.tell"):
        asked |= Q(organisation=scope.organisation) & ~Q(state=states.DRAFT)
        if scope.area is not None:
            here = Reach.objects.filter(
                bulletin=OuterRef("pk"), building__path__contains=f"/{scope.area}/"
            )
            asked |= Q(Exists(here))
    return Bulletin.objects.filter(asked).select_related("organisation")


def public() -> QuerySet[Bulletin]:
    """Return what anybody may read, the newest first."""
    rows = Bulletin.objects.exclude(state=states.DRAFT).select_related("organisation")
    return rows.order_by("-published_at", "-pk")


def in_force() -> QuerySet[Bulletin]:
    """Return what is public and not over yet; what was withdrawn stays as long with its note."""
    return public().filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))


def by_code(code: str) -> Bulletin | None:
    """Return a public bulletin by its code, however it was typed."""
    return public().filter(code=tidy(code)).first()


def for_homes(households: Sequence[int]) -> QuerySet[Bulletin]:
    """Return what is in force and was sent to these homes."""
    sent = Message.objects.filter(
        recipient_kind=HOME, recipient_id__in=list(households), about_kind=KIND, about_id=OuterRef("pk")
    )  # fmt: skip
    return in_force().filter(Exists(sent))


def receipts(bulletin: Bulletin, actor: Actor | None = None) -> QuerySet[Message]:
    """Return where each home stands: its latest message on this bulletin, as far as the actor may see."""
    newer = Message.objects.filter(
        recipient_kind=HOME, recipient_id=OuterRef("recipient_id"), about_kind=KIND,
        about_id=bulletin.pk, id__gt=OuterRef("pk"),
    )  # fmt: skip
    rows = Message.objects.filter(about_kind=KIND, about_id=bulletin.pk, recipient_kind=HOME)
    if bulletin.state == states.WITHDRAWN:
        rows = rows.filter(entry=bulletin.entry or 0)
    if actor is not None:
        rows = rows.filter(within_reach(actor))
    return rows.filter(~Exists(newer))


def stands(bulletin: Bulletin, households: Sequence[int]) -> set[str]:
    """Return in which states the latest messages of these homes are."""
    rows = receipts(bulletin).filter(recipient_id__in=list(households)) if households else None
    return set(rows.values_list("state", flat=True)) if rows is not None else set()


def open_doors(bulletin: Bulletin, actor: Actor | None = None) -> QuerySet[Message]:
    """Return the homes that have to be spoken to."""
    still = sorted(states.still_open(bulletin.urgent))
    return receipts(bulletin, actor).filter(state__in=still)


@dataclass(frozen=True)
class Line:
    """One building of the reach board: how many homes there are, stand in each state, and are left."""

    building: int
    name: str
    total: int
    states: dict[str, int]
    left: int

    @property
    def known(self) -> int:
        """Return how many homes know."""
        return self.total - self.left


def board(bulletin: Bulletin, actor: Actor | None = None) -> list[Line]:
    """Return the reach by building, in the order in which people count; 2 queries."""
    rows = receipts(bulletin, actor).values("area", "state").annotate(n=Count("id")).order_by()
    counts: dict[int, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(row["area"], {})[row["state"]] = row["n"]
    names, still = named(counts), states.still_open(bulletin.urgent)
    return [
        Line(
            building=pk, name=names[pk], total=sum(counts[pk].values()), states=counts[pk],
            left=sum(n for state, n in counts[pk].items() if state in still),
        )
        for pk in sorted(names, key=lambda pk: counted(names[pk]))
    ]  # fmt: skip


def in_all(lines: Sequence[Line]) -> dict[str, int]:
    """Return the board's figures for all buildings: by state, in the order in which they are reached."""
    return {state: sum(line.states.get(state, 0) for line in lines) for state in told.LABELS}


@dataclass(frozen=True)
class Home:
    """Where a household lives, in words and in the order in which one walks."""

    unit: str
    number: str

    @property
    def said(self) -> str:
        """Return as people say it: 2单元501室."""
        room = self.number if self.number.endswith(("室", "号", "户")) else _("%s室") % self.number
        return f"{self.unit}{room}"

    @property
    def order(self) -> tuple[Any, ...]:
        """Return what sorts 2单元 before 10单元."""
        return (counted(self.unit), counted(self.number))


def homes_of(households: Sequence[int]) -> dict[int, Home]:
    """Return where households live, by id; 1 query."""
    rows = Household.objects.filter(pk__in=list(households)).values_list(
        "pk", "dwelling__unit__name", "dwelling__number"
    )
    return {pk: Home(unit or "", number) for pk, unit, number in rows}


def spoken_to(ids: Sequence[int]) -> dict[int, Recipient]:
    """Return of each household the eldest with a telephone, else the eldest, of its present people; 1 query."""
    rows = Residence.objects.filter(current(), household__in=list(ids)).select_related("person")
    eldest = F("person__birth_year").asc(nulls_last=True)
    first: dict[int, Residence] = {}
    for row in rows.order_by("household", eldest, "pk"):
        held = first.get(row.household_id)
        if held is None or (row.person.phone and not held.person.phone):
            first[row.household_id] = row
    return {pk: Recipient(row.person.name, row.person.phone) for pk, row in first.items()}


def link(bulletin: Bulletin) -> str:
    """Return the path under which everybody reads a bulletin."""
    return reverse("bulletins:read", args=[bulletin.code])


def group_text(bulletin: Bulletin) -> str:
    """Return what is copied into a group: own words or the title and the beginning, and the link; 120 characters."""
    return notices.group_text(Message(text=short_text(bulletin), link=link(bulletin)))


def short_text(bulletin: Bulletin) -> str:
    """Return a bulletin so short that its link fits behind it, whole sentences where possible."""
    whole = bulletin.group or _("【%(who)s】%(words)s") % {
        "who": bulletin.organisation, "words": words_of(bulletin),
    }  # fmt: skip
    room = notices.GROUP_LIMIT - len(notices.address(link(bulletin))) - 1
    if len(whole) <= room:
        return whole
    end = whole[:room].rfind("。") + 1
    return whole[:end] if end > room // 2 else f"{whole[: room - 1]}…"


def words_of(bulletin: Bulletin) -> str:
    """Return title and text in one line."""
    return f"{bulletin.title}：{' '.join(bulletin.text.split())}"


def fitted(text: str) -> str:
    """Return a text cut to what a message holds."""
    most = notices.GROUP_LIMIT
    return text if len(text) <= most else f"{text[: most - 1]}…"


def days(bulletin: Bulletin) -> str:
    """Return from when to when a bulletin holds: 11月25日至11月30日."""
    first = _day(bulletin.since.month, bulletin.since.day)
    if bulletin.until is None:
        return _("%(day)s起") % {"day": first}
    if bulletin.until == bulletin.since:
        return first
    last = _day(bulletin.until.month, bulletin.until.day)
    return _("%(first)s至%(last)s") % {"first": first, "last": last}


def note(bulletin: Bulletin) -> str:
    """Return the visible note of what was corrected or withdrawn."""
    if bulletin.withdrawn_at is not None:
        return _("已撤回：%(why)s") % {"why": bulletin.reason}
    if bulletin.version > 1:
        last = bulletin.versions.order_by("-number").first()
        return _("已更正：%(why)s") % {"why": last.why if last else ""}
    return ""


def counted(name: str) -> tuple[Any, ...]:
    """Return what sorts names as people count: 2号楼 before 10号楼."""
    digits = "".join(c if c.isdigit() else " " for c in name).split()
    head = name.split(digits[0])[0] if digits else name
    return (head, *(int(d) for d in digits), name)


def _day(month: int, day: int) -> str:
    return _("%(month)d月%(day)d日") % {"month": month, "day": day}
