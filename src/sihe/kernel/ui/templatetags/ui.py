"""The component set as template tags: each part of a page exists here exactly once.

The page ``/ui/`` shows every one of them with a line on its use.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zlib import crc32

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from sihe.engines.figures import Chart, Spot
from sihe.engines.figures.progress import segments
from sihe.kernel.ui import chips, fields, words
from sihe.kernel.ui.columns import Column, columns_of
from sihe.kernel.ui.looks import Look, look_of
from sihe.kernel.ui.phrases import phrases
from sihe.kernel.ui.toasts import undo_address

register = template.Library()
register.simple_tag(chips.icon, name="icon")
register.simple_tag(chips.chip, name="state_chip")
register.simple_tag(chips.person_chip, name="person_chip")
register.simple_tag(chips.organisation_chip, name="organisation_chip")
register.simple_tag(chips.place_chip, name="place_chip")
register.simple_tag(phrases, name="phrases")
register.filter("undo_address", undo_address)


def _now(context: Context, now: datetime | None) -> datetime:
    return now or context.get("now") or timezone.now()


def _part(name: str, context: Context, told: Mapping[str, Any]) -> SafeString:
    shown = {"csrf_token": context.get("csrf_token"), "request": context.get("request"), **told}
    return render_to_string(f"ui/parts/{name}.html", shown)


@register.simple_tag(takes_context=True)
def look(context: Context) -> Look:
    """Return what the person's two switches say; works without a request, too."""
    return look_of(context.get("request"))


@register.simple_tag(takes_context=True)
def deadline_chip(
    context: Context,
    due: datetime | None,
    now: datetime | None = None,
    done: datetime | None = None,
    before: str = "",
) -> SafeString:
    """Show time left in words; ``now`` comes from the context, else from the clock."""
    return chips.deadline_chip(due, _now(context, now), done, before)


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime, now: datetime | None = None) -> SafeString:
    """Show a moment as people say it, the full date on hover and in print."""
    return chips.moment(at, _now(context, now))


@register.filter
def when(at: datetime, now: datetime | None = None) -> str:
    """Return a moment as words only: ``{{ at|when }}`` or ``{{ at|when:now }}``."""
    return words.when(at, now or timezone.now())


@register.filter
def full_date(at: datetime) -> str:
    """Return a moment with everything: 2026年11月27日 周五 18:00."""
    return words.full(at)


@register.simple_block_tag(takes_context=True)
def heading(context: Context, content: str, title: str, kicker: str = "") -> SafeString:
    """Head a page: one noun as its title; the body holds the lead sentence and chips."""
    return _part("heading", context, {"content": content, "title": title, "kicker": kicker})


@register.simple_block_tag(takes_context=True)
def card(
    context: Context,
    content: str,
    title: str = "",
    note: str = "",
    chip: str = "",
    flush: bool = False,
    id: str = "",
) -> SafeString:
    """Frame one section; ``flush`` lets a list reach the edges, ``chip`` stands by the title."""
    told = {"content": content, "title": title, "note": note, "flush": flush, "id": id}
    return _part("card", context, {**told, "chip": chip})


@register.simple_block_tag(takes_context=True, name="list", end_name="endlist")
def listing(
    context: Context,
    content: str,
    caption: str,
    columns: str | Sequence[Column | str] = "",
) -> SafeString:
    """Show rows as a table on wide screens and as cards on narrow ones; body: ``<tr>``."""
    heads = columns_of(columns, context.get("request"))
    return _part("list", context, {"content": content, "caption": caption, "columns": heads})


@register.simple_tag
def row_title(text: str, url: str = "", note: str = "") -> SafeString:
    """Show the first cell of a list row: what it is, and a quiet line on where and whose."""
    return render_to_string("ui/parts/row_title.html", {"text": text, "url": url, "note": note})


@register.simple_tag(takes_context=True)
def timeline(
    context: Context, entries: Iterable[Any], now: datetime | None = None, empty: str = ""
) -> SafeString:
    """Tell what happened in sentences, newest first: entries have at, who, text, now."""
    told = {"entries": entries, "now": _now(context, now), "empty": empty}
    return _part("timeline", context, told)


@register.simple_tag(takes_context=True)
def field(
    context: Context, bound: BoundField, note: str = "", label: str = "", id: str = ""
) -> SafeString:
    """Show a form field: label, help, error and widget, tied together for screen readers."""
    return _part("field", context, fields.describe(bound, note, label, id))


@register.simple_tag(takes_context=True)
def form_errors(context: Context, form: BaseForm) -> SafeString:
    """Say at the top what has to be mended, each a link to its field."""
    faults = [
        {"id": bound.auto_id or bound.html_name, "label": bound.label, "text": bound.errors[0]}
        for bound in form
        if bound.errors
    ]
    return _part("form_errors", context, {"own": form.non_field_errors(), "faults": faults})


@register.simple_tag(takes_context=True)
def pick_list(
    context: Context,
    name: str,
    choices: Iterable[tuple[str, str]],
    chosen: str = "",
    legend: str = "",
    note: str = "",
) -> SafeString:
    """Choose one of a few without a form object: radio buttons that look like pills."""
    options = [
        {
            "id": f"id_{name}_{place}",
            "name": name,
            "type": "radio",
            "value": value,
            "label": label,
            "on": str(value) == str(chosen),
        }
        for place, (value, label) in enumerate(choices)
    ]
    told = {"options": options, "label": legend, "note": note, "base": f"id_{name}"}
    return _part("pick", context, told)


@register.simple_tag(takes_context=True)
def photo_picker(
    context: Context, name: str = "photos", label: str = "", note: str = "", many: bool = True
) -> SafeString:
    """Take or choose photos without a form object."""
    told = {"name": name, "label": label, "note": note, "many": many, "base": f"id_{name}"}
    return _part("photo_picker", context, told)


@register.simple_tag(takes_context=True)
def empty_state(
    context: Context, title: str, text: str = "", url: str = "", action: str = ""
) -> SafeString:
    """Say what will appear here and offer the one act that starts it."""
    told = {"title": title, "text": text, "url": url, "action": action}
    return _part("empty_state", context, told)


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context, content: str, label: str, question: str, action: str, go: str, back: str = ""
) -> SafeString:
    """Ask before an act that cannot be undone; body: further fields (a reason)."""
    told = {"content": content, "label": label, "question": question, "action": action, "go": go}
    return _part("confirm", context, {**told, "back": back})


@register.simple_tag(takes_context=True)
def toasts(context: Context) -> SafeString:
    """Show what has just been done, with 撤销 where it can be undone."""
    return _part("toasts", context, {"messages": context.get("messages") or []})


@register.simple_tag(takes_context=True)
def progress(
    context: Context,
    done: float | Sequence[float],
    total: float,
    label: str,
    text: str = "",
    mark: float | None = None,
    poll: str = "",
) -> SafeString:
    """Show how far something is; several ``done`` are stacked, ``mark`` is a line to reach."""
    told = {"label": label, "text": text, "poll": poll, **segments(done, total, mark)}
    return _part("progress", context, told)


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Any, total: int | None = None) -> SafeString:
    """Page through a list; every other part of the address is kept."""
    return _part("pager", context, {"page": page, "total": total})


@register.simple_block_tag(takes_context=True)
def filter_bar(
    context: Context, content: str, search: str = "", hint: str = "", export: str = ""
) -> SafeString:
    """Search and filter by the address; body: ``{% filter_select %}``; ``export`` a file."""
    request: HttpRequest | None = context.get("request")
    asked = request.GET if request else {}
    told = {
        "content": content,
        "search": search,
        "hint": hint,
        "export": export,
        "chosen": asked.get(search, "") if search else "",
        "query": request.GET.urlencode() if request else "",
        "filtered": any(asked.get(key) for key in asked if key not in ("page", "sort")),
        "path": request.path if request else "",
    }
    return _part("filter_bar", context, told)


@register.simple_tag(takes_context=True)
def filter_select(
    context: Context, name: str, label: str, choices: Iterable[tuple[str, str]]
) -> SafeString:
    """Show one filter of a filter bar; its value is read from the address."""
    request: HttpRequest | None = context.get("request")
    chosen = request.GET.get(name, "") if request else ""
    options = [(value, said, str(value) == chosen) for value, said in choices]
    return _part("filter_select", context, {"name": name, "label": label, "options": options})


@register.simple_tag(takes_context=True)
def copy_box(context: Context, text: str, label: str, limit: int = 120) -> SafeString:
    """Offer a text to copy into a group chat, with its length in characters."""
    told = {"text": text, "label": label, "limit": limit, "length": len(text)}
    return _part("copy_box", context, {**told, "over": len(text) > limit})


@register.simple_tag(takes_context=True)
def draft_done(context: Context, key: str) -> SafeString:
    """Tell the browser that the draft ``key`` has arrived and may be forgotten."""
    return _part("draft_done", context, {"key": key})


@register.simple_tag(takes_context=True)
def map_table(
    context: Context,
    spots: Iterable[Spot],
    caption: str,
    base: str = "",
    sample: bool = False,
    credit: str = "",
) -> SafeString:
    """Show places on a map and, from the same data, in a table; ``base`` is drawn beneath."""
    shown = [*spots]
    collection = {"type": "FeatureCollection", "features": [spot.feature() for spot in shown]}
    told = {"spots": shown, "caption": caption, "base": base, "sample": sample, "credit": credit}
    return _part("map_table", context, {**told, "data": collection, "key": _key(caption)})


@register.simple_tag(takes_context=True)
def chart_table(context: Context, chart: Chart, caption: str) -> SafeString:
    """Show a chart and, from the same data, its table."""
    told = {"chart": chart, "caption": caption, "data": chart.drawn(), "key": _key(caption)}
    return _part("chart_table", context, told)


def _key(caption: str) -> str:
    return f"data-{crc32(caption.encode()):x}"
