"""What a list of matters can be narrowed to; everything stands in the address, so that a view can be sent on."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import CharField, Q, QuerySet, Value
from django.utils.translation import gettext as _

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Source
from sihe.interaction.matters.queries import tidy
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.queries import active
from sihe.kernel.places.models import Area, Compound, Level
from sihe.kernel.responsibilities.queries import categories

SORTS = {"": ("-pk",), "created": ("pk",), "-created": ("-pk",), "due": ("due_at", "pk"),
         "-due": ("-due_at", "-pk")}  # fmt: skip
KEYS = ("category", "grid", "compound", "accountable")
OPEN, ENDED = "open", "ended"
CODE = re.compile("[2-9A-HJKMNP-Z]{5,7}")
WINDOW = 200_000
"""So many of the newest matters are read through for words: no index of both databases knows words of two
letters, and a search without a hit must not read a million texts."""


@dataclass(frozen=True)
class Filters:
    """The filters of one address; what makes no sense is left out and never an error."""

    state: str = ""
    late: str = ""
    source: str = ""
    q: str = ""
    sort: str = ""
    ids: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filters":
        """Read them from an address."""
        ids = [(key, asked.get(key, "")) for key in KEYS]
        return cls(
            state=_known(asked.get("state", ""), (OPEN, ENDED, *states.LABELS)),
            late=_known(asked.get("late", ""), ("late", "soon")),
            source=_known(asked.get("source", ""), Source.values),
            q=asked.get("q", "").strip().replace("\0", "")[:60],
            sort=_known(asked.get("sort", ""), SORTS),
            ids=tuple((key, int(v)) for key, v in ids if v.isascii() and v.isdigit() and len(v) < 18),
        )  # fmt: skip

    def apply(self, rows: QuerySet[Matter], now: datetime) -> QuerySet[Matter]:
        """Narrow and order rows."""
        rows = rows.filter(**dict(self.ids))
        if self.state:
            groups = {OPEN: states.OPEN, ENDED: states.END}
            rows = rows.filter(state__in=sorted(groups.get(self.state, {self.state})))
        if self.source:
            rows = rows.filter(source=self.source)
        if self.late:
            before = now if self.late == "late" else now + timedelta(hours=24)
            rows = rows.filter(due_at__lt=before, state__in=sorted(states.OPEN - {states.ANSWERED}))
        if self.late == "soon":
            rows = rows.filter(due_at__gte=now)
        if self.for_words:
            words = Q(title__icontains=self.q) | Q(text__icontains=self.q)
            rows = rows.filter(words, pk__gt=self.after)
        elif self.q:
            rows = rows.filter(code=tidy(self.q))
        return rows.order_by(*SORTS[self.sort])

    @property
    def for_words(self) -> bool:
        """Tell whether words are looked for; what looks like a code is looked up as one."""
        return bool(self.q) and not CODE.fullmatch(tidy(self.q))

    @cached_property
    def after(self) -> int:
        """Return the number after which words are looked for, 0 for all; 1 query."""
        newest = Matter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        return max(newest - WINDOW, 0)


def _known(value: str, allowed: Collection[str]) -> str:
    return value if value in allowed else ""


@dataclass(frozen=True)
class Choices:
    """What each filter offers to one person."""

    state: list[tuple[str, str]]
    late: list[tuple[str, str]]
    source: list[tuple[str, str]]
    category: list[tuple[str, str]]
    grid: list[tuple[str, str]]
    compound: list[tuple[str, str]]
    accountable: list[tuple[str, str]]


def choices_for(actor: Actor) -> Choices:
    """Return what the filters offer; 2 queries."""
    every = ("", _("全部"))
    named = _named(actor)
    groups = [(OPEN, _("没办完的")), (ENDED, _("办完的"))]
    return Choices(
        state=[every, *groups, *((s, str(label)) for s, label in states.LABELS.items())],
        late=[("", _("不限")), ("late", _("已超时")), ("soon", _("一天内到期"))],
        source=[every, *((value, str(label)) for value, label in Source.choices)],
        category=[every, *((str(c.pk), c.name) for c in categories())],
        grid=[every, *named["grid"]],
        compound=[every, *named["compound"]],
        accountable=[every, *named["accountable"]],
    )


def _named(actor: Actor) -> dict[str, list[tuple[str, str]]]:
    """Return the grids and compounds where the actor works and all organisations, in one query."""
    inside = Q(pk__in=[])
    for scope in actor.scopes:
        if scope.area is not None:
            inside |= Q(path__contains=f"/{scope.area}/")
    compounds = [s.compound for s in actor.scopes if s.compound is not None]
    homes = Area.objects.filter(inside, compound__isnull=False).values("compound")

    def kind(name: str) -> Value:
        return Value(name, CharField())

    grids = Area.objects.filter(inside, level=Level.GRID).order_by()
    rows = grids.values_list(kind("grid"), "pk", "name").union(
        Compound.objects.filter(Q(pk__in=homes) | Q(pk__in=compounds)).values_list(
            kind("compound"), "pk", "name"
        ),
        active().order_by().values_list(kind("accountable"), "pk", "short_name"),
        all=True,
    )
    found: dict[str, list[tuple[str, str]]] = {"grid": [], "compound": [], "accountable": []}
    for name, id_, words in rows:
        found[name].append((str(id_), words))
    return found
