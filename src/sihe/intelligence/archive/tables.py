"""Which tables an archive holds and how a row is written; what is left out, with the reason."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db.models import Field, Model

LEFT_OUT: Final = {
    "journal.Revision": "numbers of the copies in this machine's memory",
    "journal.Job": "when this machine does its own work",
    "notices.Delivery": "what this machine still has to send",
}
PORTION: Final = 2000


def tables() -> list[type[Model]]:
    """Return the tables of an archive, by name."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("sihe.")]
    return sorted((m for m in ours if m._meta.label not in LEFT_OUT), key=lambda m: m._meta.label)


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the columns of a table in their order."""
    return list(model._meta.concrete_fields)


def described(model: type[Model]) -> dict[str, Any]:
    """Return what the manifest says of a table: its Chinese name, and of each column name, kind and label."""
    fields = [
        {"name": f.attname, "kind": f.get_internal_type(), "label": str(f.verbose_name)}
        for f in columns(model)
    ]
    return {"label": str(model._meta.verbose_name), "columns": fields}


def written(model: type[Model]) -> Iterator[list[Any]]:
    """Yield the rows of a table as JSON values, by primary key; encrypted columns in the clear."""
    names = [f.attname for f in columns(model)]
    rows = model._default_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=PORTION):
        yield [_plain(value) for value in row]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value


def read(model: type[Model], names: list[str], row: list[Any]) -> Model:
    """Return the row of a table from its JSON values; a column that the archive lacks has its default."""
    fields = {f.attname: f for f in columns(model)}
    values = {
        name: fields[name].to_python(value) if isinstance(value, str) else value
        for name, value in zip(names, row, strict=True)
    }
    return model(**values)
