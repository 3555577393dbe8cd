"""The base of all facts and how one becomes a row and comes back."""

import dataclasses
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple, Self

_classes: dict[str, type["Fact"]] = {}
# An annotation in words: `datetime.datetime | None` is a moment, `datetime.date` a day.
MOMENT = re.compile(r"\bdatetime\b(?!\.date\b)")
DAY = re.compile(r"\bdate\b")


class About(NamedTuple):
    """What a fact is about: a kind of thing ("matter", "organisation") and its id."""

    kind: str
    id: int


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that happened. Fields are ids, codes, numbers and times: never a name, phone or free text.

    A subclass lives in the `facts.py` of the module that tells it (of the kernel and of matters in `kernel/facts`); its
    name in the journal is `<module>.<Class>`, or begins with `told_as` where a module writes of another's thing.
    """

    name: ClassVar[str] = "fact"

    def __init_subclass__(cls, told_as: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        module = told_as or cls.__module__.removesuffix(".facts").rsplit(".", 1)[-1]
        cls.name = f"{module}.{cls.__name__}"
        _classes[cls.name] = cls

    def payload(self) -> dict[str, Any]:
        """Return the fields as JSON values; times as ISO 8601."""
        return {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Rebuild a fact; keys that an older version wrote and this one lacks are left out."""
        known = {f.name: f for f in dataclasses.fields(cls)}
        return cls(**{k: _rich(v, str(known[k].type)) for k, v in payload.items() if k in known})


def fact_class(name: str) -> type[Fact] | None:
    """Return the class of a journal name, or None for one that no longer exists."""
    return _classes.get(name)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def _rich(value: Any, annotation: str) -> Any:
    if value is None:
        return None
    if isinstance(value, str) and MOMENT.search(annotation):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and DAY.search(annotation):
        return date.fromisoformat(value)
    return _tupled(value)


def _tupled(value: Any) -> Any:
    return tuple(_tupled(v) for v in value) if isinstance(value, list) else value
