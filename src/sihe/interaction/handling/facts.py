"""What those who deal with a matter did. Ids are primary keys; the journal knows them as facts of the matter."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class Noted(Fact, told_as="matters"):
    """Somebody wrote on a matter; the words are in the note, not here."""

    matter: int
    note: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class Assigned(Fact, told_as="matters"):
    """A dispatcher gave a matter to a person or a section of the accountable organisation."""

    matter: int
    person: int | None
    section: int | None


@dataclass(frozen=True, kw_only=True)
class MeToo(Fact, told_as="matters"):
    """Another resident said that the same thing concerns them."""

    matter: int
    reporter: int


@dataclass(frozen=True, kw_only=True)
class Rated(Fact, told_as="matters"):
    """A resident said whether it was solved and how satisfied they are (1 to 5)."""

    matter: int
    reporter: int
    solved: bool
    satisfaction: int


@dataclass(frozen=True, kw_only=True)
class Merged(Fact, told_as="matters"):
    """A matter was found to be the same as another one, its root."""

    matter: int
    root: int


@dataclass(frozen=True, kw_only=True)
class Unmerged(Fact, told_as="matters"):
    """A matter was found not to be the same after all."""

    matter: int
    root: int


@dataclass(frozen=True, kw_only=True)
class PartAdded(Fact, told_as="matters"):
    """A part of a matter was given to an organisation."""

    matter: int
    part: int
    organisation: int
    compulsory: bool


@dataclass(frozen=True, kw_only=True)
class PartExcused(Fact, told_as="matters"):
    """A compulsory part need not be done; the reason is on the part."""

    matter: int
    part: int


@dataclass(frozen=True, kw_only=True)
class ContactCorrected(Fact, told_as="privacy"):
    """A reporter's name or phone was corrected; `fields` by name, never what stands in them."""

    matter: int
    reporter: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReporterForgotten(Fact, told_as="privacy"):
    """A reporter's name and phone were erased; with `words` also what they wrote, photos and the flat."""

    matter: int
    reporter: int
    words: bool
