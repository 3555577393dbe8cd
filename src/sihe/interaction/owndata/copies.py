"""A reporter's own copy (PIPL art. 45): a PDF to read and to keep, and JSON for another system."""

import json
from base64 import b64encode
from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Reporter
from sihe.interaction.owndata.queries import Kept, Seen, Written, kept_of
from sihe.kernel.files.models import StoredFile
from sihe.kernel.files.queries import content
from sihe.kernel.ui.paper import printed
from sihe.kernel.ui.words import full

SHEET = Path(__file__).parent / "typst" / "copy.typ"
FORMAT = "sihe.own-data.1"
KINDS = {"pdf": "application/pdf", "json": "application/json; charset=utf-8"}


def as_file(reporter: Reporter, kind: str) -> HttpResponse:
    """Answer a reporter's copy as a file to keep; `kind` is one of `KINDS`."""
    kept, now = kept_of(reporter), timezone.now()
    made = as_pdf(kept, now) if kind == "pdf" else as_json(kept, now)
    answer = HttpResponse(made, content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{reporter.original.code}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def as_json(kept: Kept, now: datetime) -> str:
    """Return the copy for machines; times in ISO 8601, photos as JPEG in base64."""
    reporter = kept.reporter
    told = {
        "format": FORMAT, "made_at": now.isoformat(), "code": reporter.original.code,
        "followed_as": reporter.matter.code, "state": reporter.matter.state,
        "category": str(reporter.original.category or ""), "place": kept.place,
        "name": reporter.name, "phone": reporter.phone, "told_at": reporter.at.isoformat(),
        "joined": reporter.me_too, "rating": rating(kept),
        "written": [_written(one) for one in kept.written],
        "told": [{"at": m.at.isoformat(), "text": m.text, "state": m.state} for m in kept.told],
        "looks": [
            {"at": s.at.isoformat(), "organisation": s.organisation or "", "what": s.field,
             "purpose": s.purpose} for s in kept.looks
        ],
        "kept_days_after_end": kept.days, "kept_until": _iso(kept.until),
        "collected_by": kept.office.name, "office_phone": kept.office.phone,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_pdf(kept: Kept, now: datetime) -> bytes:
    """Return the copy to read: A4, in large type, with the photos."""
    reporter = kept.reporter
    rows = [
        (_("编号"), reporter.original.code),
        (_("办到哪里"), str(states.LABELS[reporter.matter.state])),
        (_("类别"), str(reporter.original.category or _("还没分类"))),
        (_("地点"), kept.place), (_("称呼"), reporter.name), (_("电话"), reporter.phone),
        (_("什么时候反映"), full(reporter.at)), (_("评价"), rating_words(kept)),
    ]  # fmt: skip
    told = {
        "title": _("您的信息"), "made": full(now), "rows": [r for r in rows if r[1]],
        "written_title": _("您写的"), "written": [_sheet(one) for one in kept.written],
        "told_title": _("告诉过您的"),
        "told": [{"at": full(m.at), "text": m.text} for m in kept.told],
        "looks_title": _("谁看过"), "looks": [_look(s) for s in kept.looks],
        "none": _("没有"), "why_title": _("为什么留、留多久"), "why": why(kept),
    }  # fmt: skip
    return printed(SHEET, told)


def why(kept: Kept) -> list[str]:
    """Say what the data is for, how long it stays and whom to ask; a sentence each."""
    until = kept.until
    said = [_("为了办您反映的事，办好了告诉您。")]
    if until is not None:
        said.append(_("留到%(day)s，到时自动删。") % {"day": f"{until:%Y-%m-%d}"})
    elif kept.days and kept.days % 365 == 0:
        said.append(_("办完后再留%(years)s年，到时自动删。") % {"years": kept.days // 365})
    elif kept.days:
        said.append(_("办完后再留%(days)s天，到时自动删。") % {"days": kept.days})
    else:
        said.append(_("事情办完，用不着了就删。"))
    phone = f" {kept.office.phone}" if kept.office.phone else ""
    said.append(_("想问就找%(who)s%(phone)s。") % {"who": kept.office.name, "phone": phone})
    return said


def rating(kept: Kept) -> dict[str, Any] | None:
    """Return the reporter's judgement, or nothing."""
    one = kept.reporter
    if one.rated_at is None:
        return None
    return {"at": one.rated_at.isoformat(), "solved": one.solved, "satisfaction": one.satisfaction}


def rating_words(kept: Kept) -> str:
    """Return the reporter's judgement in words; empty without one."""
    one = kept.reporter
    if one.rated_at is None:
        return ""
    solved = _("解决了") if one.solved else _("没解决")
    return _("%(solved)s，满意度%(n)s分") % {"solved": solved, "n": one.satisfaction}


def looker(seen: Seen) -> str:
    """Return who looked, without the name of a person."""
    return seen.organisation or _("用回执打开的")


def _look(seen: Seen) -> dict[str, str]:
    return {"at": full(seen.at), "text": f"{looker(seen)} · {seen.field} · {seen.purpose}"}


def _written(one: Written) -> dict[str, Any]:
    photos = [
        {"at": p.at.isoformat(), "sha256": p.sha256, "jpeg": b64encode(content(p)).decode()}
        for p in one.photos
    ]
    return {"at": one.at.isoformat(), "text": one.text, "report": one.first, "photos": photos}


def _sheet(one: Written) -> dict[str, Any]:
    return {"at": full(one.at), "text": one.text, "photos": [_drawing(p) for p in one.photos]}


def _drawing(photo: StoredFile) -> str:
    """Wrap a photo into a drawing, since only text reaches the sheet."""
    jpeg = b64encode(content(photo)).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{photo.width}" height="{photo.height}">'
        f'<image width="{photo.width}" height="{photo.height}" '
        f'href="data:image/jpeg;base64,{jpeg}"/></svg>'
    )


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
