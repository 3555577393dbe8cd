"""Heads of a list's columns: words, whether they hold figures, and how to sort by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True)
class Column:
    """One column: its words, the ``sort`` key it stands for ("" = cannot sort), ``figures``."""

    label: str
    sort: str = ""
    figures: bool = False


def columns_of(
    given: str | Sequence[Column | str], request: HttpRequest | None
) -> list[dict[str, Any]]:
    """Return the heads to draw; ``given`` may be words divided by ``|`` (事项|谁在等|时限|)."""
    if not given:
        return []
    named = str(given).split("|") if isinstance(given, str | Promise) else given
    return [_head(one if isinstance(one, Column) else Column(one), request) for one in named]


def _head(column: Column, request: HttpRequest | None) -> dict[str, Any]:
    head: dict[str, Any] = {"label": column.label, "figures": column.figures, "url": "", "way": ""}
    if not column.sort or request is None:
        return head
    now = request.GET.get("sort", "")
    head["way"] = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(now, "")
    asked = request.GET.copy()
    asked["sort"] = f"-{column.sort}" if now == column.sort else column.sort
    asked.pop("page", None)
    head["url"] = f"?{asked.urlencode()}"
    return head
