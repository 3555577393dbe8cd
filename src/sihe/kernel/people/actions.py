"""Entering, correcting and moving people, one or a whole roll: one transaction, permission first, journal last."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import may, require
from sihe.kernel.facts import About, Actor, Fact
from sihe.kernel.facts import people as facts
from sihe.kernel.journal.actions import record, record_many
from sihe.kernel.people.models import Account, Household, Person, Residence
from sihe.kernel.people.queries import community_of, reach
from sihe.kernel.places.models import Dwelling

PORTION: Final = 500
ACCOUNT = facts.AccountOpened | facts.PasswordSet | facts.AccountClosed
FIELDS: Final = frozenset({"name", "phone", "id_number", "birth_year", "other_names", "email"})
OWN_FIELDS: Final = frozenset({"phone", "email"})
"""What a person corrects without anybody else."""
before_closing: Final[list[Callable[[Account], None]]] = []
"""What modules above ask before an account closes: each raises `Refused` while something is held."""
keeping: Final[list[Callable[[], QuerySet[Any]]]] = []
"""What modules above say: the ids of people who still hold something and are not forgotten."""


@dataclass(frozen=True)
class PersonGiven:
    """A person as told: phone and identity number as digits, `other_names` other ways of writing the name."""

    name: str
    phone: str = ""
    id_number: str = ""
    birth_year: int | None = None
    other_names: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True)
class SpellGiven:
    """A spell that begins: ids of person and dwelling, a kind of residence, the first day."""

    person: int
    dwelling: int
    kind: str
    since: date


def enter_person(
    *, by: Actor, name: str, phone: str = "", id_number: str = "", birth_year: int | None = None,
    other_names: Sequence[str] = (), email: str = "",
) -> Person:  # fmt: skip
    """Enter one person; see `enter_people`."""
    given = PersonGiven(name, phone, id_number, birth_year, tuple(other_names), email)
    return enter_people(by=by, people=[given])[0]


@transaction.atomic
def enter_people(
    *, by: Actor, people: Sequence[PersonGiven], batch: int | None = None
) -> list[Person]:
    """Enter people; `batch` is the roll that brings them, which records one fact for all.

    Raises:
        Refused: `person_name_missing`, `id_taken`, `not_allowed`.
    """
    if not may("accounts.edit", by):
        require("people.edit", by)
    made = [
        Person(
            name=_name(one.name), phone=one.phone, id_number=one.id_number, email=one.email,
            birth_year=one.birth_year, other_names=list(one.other_names),
        ).index()
        for one in people
    ]  # fmt: skip
    try:
        with transaction.atomic():
            Person.objects.bulk_create(made, batch_size=PORTION)
    except IntegrityError:
        raise Refused("id_taken", field="id_number") from None
    if batch is not None and made:
        record(facts.PeopleEntered(count=len(made)), by=by, about=[About("roll", batch)])
    else:
        _tell(by, ((facts.PersonEntered(person=p.pk), [About("person", p.pk)]) for p in made))
    return made


def correct_person(*, by: Actor, person: Person, **fields: Any) -> Person:
    """Correct one person; see `correct_people`."""
    correct_people(by=by, changes={person.pk: fields})
    person.refresh_from_db()
    return person


@transaction.atomic
def correct_people(*, by: Actor, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Correct fields of people, by id. People correct their own phone and e-mail themselves.

    Raises:
        Refused: `no_such_field`, `person_name_missing`, `id_taken`, `not_allowed`.
    """
    own = set(changes) == {by.person} and OWN_FIELDS.issuperset(*changes.values())
    if not own:
        _require_reach(by, changes)
    rows = {p.pk: p for p in Person.objects.select_for_update().filter(pk__in=list(changes))}
    for pk, fields in changes.items():
        if not FIELDS.issuperset(fields):
            raise Refused("no_such_field")
        for field, value in fields.items():
            setattr(rows[pk], field, _name(value) if field == "name" else value)
        rows[pk].index()
        if "name" in fields:
            Residence.objects.filter(person=pk).update(name=rows[pk].name)
    columns = [*FIELDS, "phone_index", "phone_tail", "id_index"]
    try:
        with transaction.atomic():
            Person.objects.bulk_update(list(rows.values()), columns, batch_size=PORTION)
    except IntegrityError:
        raise Refused("id_taken", field="id_number") from None
    _tell(
        by,
        (
            (facts.PersonCorrected(person=pk, fields=tuple(sorted(f))), [About("person", pk)])
            for pk, f in changes.items()
        ),
    )


def begin_residence(
    *, by: Actor, person: Person, dwelling: Dwelling, kind: str, since: date
) -> Residence:
    """Let one person live in a dwelling; see `begin_residences`."""
    spell = SpellGiven(person.pk, dwelling.pk, kind, since)
    return begin_residences(by=by, spells=[spell])[0]


@transaction.atomic
def begin_residences(
    *, by: Actor, spells: Sequence[SpellGiven], batch: int | None = None
) -> list[Residence]:
    """Begin spells of residence; each joins the household that lives in the dwelling now, or makes one.

    Raises:
        Refused: `lives_there`, `spells_overlap`, `not_allowed`.
    """
    ids = {spell.dwelling for spell in spells}
    rows = Dwelling.objects.select_related("building__parent")
    # the dwellings are locked, so that two at once cannot both find nobody there
    dwellings = {d.pk: d for d in rows.select_for_update(of=("self",)).filter(pk__in=ids)}
    for dwelling in dwellings.values():
        require("people.edit", by, dwelling)
    _refuse_overlaps(spells)
    households = _households(dwellings)
    names = dict(
        Person.objects.filter(pk__in={s.person for s in spells}).values_list("pk", "name")
    )  # fmt: skip
    made = [
        Residence(
            person_id=s.person, household=households[s.dwelling], dwelling_id=s.dwelling, kind=s.kind, since=s.since,
            name=names[s.person], community_id=community_of(dwellings[s.dwelling].building), batch=batch,
        )
        for s in spells
    ]  # fmt: skip
    Residence.objects.bulk_create(made, batch_size=PORTION)
    _tell(by, ((_begun(r), _about(r)) for r in made))
    return made


def _refuse_overlaps(spells: Sequence[SpellGiven]) -> None:
    """A person lives in a dwelling in one way at a time, and a new spell begins after the last of its kind ended."""
    wanted = {(s.person, s.dwelling, s.kind): s.since for s in spells}
    if len(wanted) < len(spells):
        raise Refused("lives_there")
    there = Residence.objects.filter(
        person__in={s.person for s in spells},
        dwelling__in={s.dwelling for s in spells},
    )
    for person, dwelling, kind, until in there.values_list("person", "dwelling", "kind", "until"):
        since = wanted.get((person, dwelling, kind))
        if since is None:
            continue
        if until is None:
            raise Refused("lives_there")
        if until >= since:
            raise Refused("spells_overlap")


def _households(dwellings: Mapping[int, Dwelling]) -> dict[int, Household]:
    """Return the household of each dwelling: the one with people in it, the newest first; else a new one."""
    lived = Household.objects.filter(dwelling__in=dwellings, residences__until__isnull=True)
    found = {h.dwelling_id: h for h in lived.order_by("pk").distinct()}
    fresh = [Household(dwelling=d) for pk, d in dwellings.items() if pk not in found]
    Household.objects.bulk_create(fresh, batch_size=PORTION)
    return found | {h.dwelling_id: h for h in fresh}


def end_residence(*, by: Actor, residence: Residence, until: date) -> Residence:
    """End one spell; see `end_residences`."""
    end_residences(by=by, ends={residence.pk: until})
    residence.refresh_from_db()
    return residence


@transaction.atomic
def end_residences(*, by: Actor, ends: Mapping[int, date]) -> None:
    """End spells, by id, each with its last day; rights that hang on living here end with it.

    Raises:
        Refused: `ended_already`, `ends_too_early`, `not_allowed`.
    """
    rows = Residence.objects.select_related("dwelling__building")
    found = list(rows.select_for_update(of=("self",)).filter(pk__in=list(ends)))
    for row in found:
        require("people.edit", by, row)
        if row.until is not None:
            raise Refused("ended_already")
        if ends[row.pk] < row.since:
            raise Refused("ends_too_early", field="until")
        row.until = ends[row.pk]
    Residence.objects.bulk_update(found, ["until"], batch_size=PORTION)
    _tell(by, ((_ended(r), _about(r)) for r in found))


@dataclass(frozen=True)
class TakenBack:
    """What an undo could not take back: ids of spells that others built upon, of people who have more here."""

    kept_spells: tuple[int, ...]
    kept_people: tuple[int, ...]


@transaction.atomic
def take_back(
    *, by: Actor, begun: Iterable[int] = (), ended: Iterable[int] = (), entered: Iterable[int] = (),
    roll: int | None = None,
) -> TakenBack:  # fmt: skip
    """Undo what a roll brought: remove spells it began, let those run again that it ended, remove people.

    A spell that was ended since, or that would run beside a later one, stays, and so does a person who
    has anything else here.
    """
    spells = {*begun}, {*ended}
    rows = Residence.objects.select_related("dwelling__building")
    touched = list(rows.select_for_update(of=("self",)).filter(pk__in=spells[0] | spells[1]))
    for row in touched:
        require("people.edit", by, row)
    gone = {r.pk: r.household_id for r in touched if r.pk in spells[0] and r.until is None}
    Residence.objects.filter(pk__in=gone).delete()
    again = [r.pk for r in touched if r.pk in spells[1] - spells[0] and not _followed(r)]
    Residence.objects.filter(pk__in=again).update(until=None)
    Household.objects.filter(pk__in=gone.values(), residences__isnull=True).delete()
    left = [pk for pk in entered if not _removed(pk)]
    fact = facts.ResidencesTakenBack(begun=tuple(gone), ended=tuple(again), left=tuple(left))
    record(fact, by=by, about=[About("roll", roll or 0)])
    return TakenBack(tuple((spells[0] | spells[1]) - {*gone, *again}), tuple(left))


def _followed(row: Residence) -> bool:
    """Tell whether a later spell of the same person, dwelling and kind stands in the way."""
    return (
        Residence.objects.filter(person=row.person_id, dwelling=row.dwelling_id, kind=row.kind)
        .filter(Q(until__isnull=True) | Q(since__gt=row.since))
        .exclude(pk=row.pk)
        .exists()
    )


def _removed(person: int) -> bool:
    try:
        with transaction.atomic():
            return Person.objects.filter(pk=person).delete()[0] > 0
    except ProtectedError:
        return False


def open_account(
    *, by: Actor, person: Person, username: str, password: str | None = None, must_change: bool = True
) -> Account:  # fmt: skip
    """Let a person sign in; without a password only by what the module above provides.

    Raises:
        Refused: `username_taken`, `has_account`, `not_allowed`.
    """
    with transaction.atomic():
        require("accounts.edit", by)
        if Account.objects.filter(person=person).exists():
            raise Refused("has_account")
        if Account.objects.filter(username=username).exists():
            raise Refused("username_taken", field="username")
        made = Account.objects.create_user(
            username, password, person=person, must_change=must_change and password is not None
        )
        _on_account(by, facts.AccountOpened(account=made.pk, person=person.pk))
    return made


@transaction.atomic
def set_password(
    *, by: Actor, account: Account, password: str | None, must_change: bool = True
) -> None:
    """Give an account a new password, or none; what was signed in before is signed out."""
    if by.person != account.person_id:
        require("accounts.edit", by)
    account.set_password(password)
    account.must_change = must_change and password is not None
    account.save(update_fields=["password", "must_change"])
    _on_account(by, facts.PasswordSet(account=account.pk, person=account.person_id))


@transaction.atomic
def close_account(*, by: Actor, account: Account) -> None:
    """Let nobody sign in with an account any more."""
    require("accounts.edit", by)
    for check in before_closing:
        check(account)
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    _on_account(by, facts.AccountClosed(account=account.pk, person=account.person_id))


def _on_account(by: Actor, fact: ACCOUNT) -> None:
    record(fact, by=by, about=[About("person", fact.person)])


def _name(text: Any) -> str:
    tidy = " ".join(str(text).split())
    if not tidy or len(tidy) > 40:
        raise Refused("person_name_missing", field="name")
    return tidy


def _require_reach(by: Actor, people: Iterable[int]) -> None:
    """Somebody who lives, or lived, within the actor's reach, or nowhere yet."""
    require("people.edit", by)
    lived = set(Residence.objects.filter(person__in=list(people)).values_list("person", flat=True))
    mine = Residence.objects.filter(reach(by, "people.edit"), person__in=lived)
    if lived - set(mine.values_list("person", flat=True)):
        raise Refused("not_allowed", permission="people.edit")


def _begun(row: Residence) -> Fact:
    return facts.ResidenceBegun(
        residence=row.pk, person=row.person_id, dwelling=row.dwelling_id, kind=row.kind,
        since=row.since,
    )  # fmt: skip


def _ended(row: Residence) -> Fact:
    until = row.until or timezone.localdate()
    return facts.ResidenceEnded(
        residence=row.pk, person=row.person_id, dwelling=row.dwelling_id, until=until
    )


def _about(row: Residence) -> list[About]:
    return [About("person", row.person_id), About("dwelling", row.dwelling_id)]


def _tell(by: Actor, told: Iterable[tuple[Fact, Sequence[About]]]) -> None:
    now = timezone.now()
    acts = [(fact, about, now) for fact, about in told]
    if acts:
        record_many(acts, by=by)
