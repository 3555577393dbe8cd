"""What a template needs to show one form field: its kind, its options, what describes it."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def kind_of(field: BoundField) -> str:
    """Return how the field is drawn: pick, tick, photos, or line (everything typed or chosen)."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "pick"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.FileInput) and "image" in str(widget.attrs.get("accept", "")):
        return "photos"
    return "line"


def describe(field: BoundField, note: str = "", label: str = "", id: str = "") -> dict[str, Any]:
    """Return the context of ``ui/parts/field.html``.

    ``note`` stands beside the label; left empty, an optional field says 可以不填.
    """
    base = id or field.auto_id or field.html_name
    kind = kind_of(field)
    said = _described_by(field, base)
    shown: dict[str, Any] = {
        "field": field,
        "kind": kind,
        "base": base,
        "label": label or field.label,
        "note": note or ("" if field.field.required else _("可以不填")),
        "help": field.help_text,
        "errors": list(field.errors),
        "described_by": said,
    }
    if kind == "pick":
        shown["options"] = options_of(field)
    else:
        shown["widget"] = draw(field, said, base)
    return shown


def draw(field: BoundField, described_by: str, base: str) -> SafeString:
    """Return the widget's HTML with the look's classes and what describes it."""
    widget = field.field.widget
    attrs: dict[str, Any] = {"id": base}
    own = str(widget.attrs.get("class", ""))
    attrs["class"] = f"{own} {_class_of(widget)}".strip()
    if described_by:
        attrs["aria-describedby"] = described_by
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


def options_of(field: BoundField) -> list[dict[str, Any]]:
    """Return the choices of a radio or many-of-many field, each with id, value, label, on."""
    return [
        {
            "id": part.data["attrs"].get("id", ""),
            "name": part.data["name"],
            "type": part.data["type"],
            "value": part.data["value"],
            "label": part.data["label"],
            "on": part.data["selected"],
        }
        for part in field.subwidgets
    ]


def _described_by(field: BoundField, base: str) -> str:
    ids = [f"{base}_help"] if field.help_text else []
    return " ".join([*ids, f"{base}_error"] if field.errors else ids)


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    if isinstance(widget, forms.FileInput) and "image" in str(widget.attrs.get("accept", "")):
        return "photo-input"
    return "form-control"
