"""A difference as a page shows it: who, where, what stands on either side; phones and numbers masked."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sihe.intelligence.rolls.models import ChangeKind, RollChange
from sihe.intelligence.rollwork.phrases import CHANGED, DOUBTS, trouble_words
from sihe.intelligence.rollwork.queries import Told
from sihe.kernel.people.models import ResidenceKind
from sihe.kernel.places.models import Dwelling
from sihe.kernel.privacy import masks


@dataclass(frozen=True)
class Line:
    """One difference in words. `compared`: (what, as known, as the roll says)."""

    change: RollChange
    name: str
    door: str
    note: str
    doubt: str
    trouble: str
    compared: list[tuple[str, str, str]]


def line_of(told: Told) -> Line:
    """Return the words of a difference."""
    change, given, person = told.change, told.given, told.person
    name = given.get("name") or (person.name if person else _("已不在册"))
    rows = _compared(told)
    changed = {str(CHANGED[w]) for w in change.what if w in CHANGED}
    if change.kind == ChangeKind.CHANGED:
        note = _("改%(what)s") % {
            "what": "、".join(str(CHANGED[w]) for w in change.what if w in CHANGED)
        }
        if len(changed) == 1 and (pair := next((r for r in rows if r[0] in changed), None)):
            note = f"{pair[0]}：{pair[1] or _('没写')} → {pair[2]}"
    elif change.kind == ChangeKind.IN:
        note = kind_words(given.get("kind") or change.roll.default_kind)
        if person is not None:
            note = _("%(kind)s，早登记过的人") % {"kind": note}
    else:
        note = kind_words(told.residence.kind) if told.residence else ""
    return Line(
        change, name, door_words(change.dwelling), note, str(DOUBTS.get(change.doubt, "")),
        trouble_words(change.trouble) if change.trouble else "", rows,
    )  # fmt: skip


def _compared(told: Told) -> list[tuple[str, str, str]]:
    given, person, spell = told.given, told.person, told.residence
    known: dict[str, Any] = {
        "name": person.name if person else "", "id": person.id_number if person else "",
        "phone": person.phone if person else "", "kind": kind_words(spell.kind) if spell else "",
        "dwelling": door_words(spell.dwelling) if spell else "",
    }  # fmt: skip
    says: dict[str, Any] = {
        "name": given.get("name", ""), "id": given.get("id_number", ""), "phone": given.get("phone", ""),
        "kind": kind_words(given.get("kind", "")), "dwelling": door_words(told.change.dwelling) if given else "",
    }  # fmt: skip
    cut = {"id": masks.id_number, "phone": masks.phone}
    return [
        (str(label), cut.get(w, str)(known[w]), cut.get(w, str)(says[w])) for w, label in CHANGED.items()
    ]  # fmt: skip


def kind_words(kind: str) -> str:
    """Return a kind of residence in words."""
    return str(ResidenceKind(kind).label) if kind in ResidenceKind.values else ""


def door_words(dwelling: Dwelling) -> str:
    """Return a dwelling as people say it: 榆荫苑 3号楼2单元501."""
    building = dwelling.building
    unit = dwelling.unit.name if dwelling.unit else ""
    compound = building.compound.name if building.compound else ""
    return f"{compound} {building.name}{unit}{dwelling.number}".strip()
