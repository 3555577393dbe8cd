"""Reading who is what for whom, and sign-ins issued anew."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from sihe.kernel.access.models import Role
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Kind, Mandate, Organisation
from sihe.kernel.organisations.queries import active, active_in
from sihe.kernel.people.models import Account, Person
from sihe.kernel.people.queries import current
from sihe.kernel.places.models import Area, Compound, Level
from sihe.teams.appointments import rules as _rules  # noqa: F401  (registers the rules)
from sihe.teams.appointments.models import Reissue

EDIT, APPOINT = "mandates.edit", "mandates.appoint"


def own_mandates(person: int, organisation: int, on: date | None = None) -> QuerySet[Mandate]:
    """Return a person's current mandates in an organisation, without those for absent colleagues."""
    rows = Mandate.objects.filter(current(on), person=person, organisation=organisation)
    related = ("person", "organisation", "role", "area", "compound__street")
    return rows.filter(standing_in_for__isnull=True).select_related(*related).order_by("pk")


def reached(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations whose mandates an actor may see: their own, and those of `mandates.edit`."""
    own = actor.organisation or 0
    found = Q(pk=own)
    if actor.holds(EDIT):
        found |= Q(superior=own) | Q(superior__superior=own) | Q(superior__superior__superior=own)
        areas = [scope.area for scope in actor.where(EDIT) if scope.area is not None]
        if areas and Organisation.objects.filter(pk=own, kind=Kind.STREET_OFFICE).exists():
            found |= Q(pk__in=active_in(areas).values("pk")) | Q(pk__in=_unspoken())
    return active().filter(found)


def _unspoken() -> list[int]:
    """Return the organisations without place and superior in which nobody says yet who is what."""
    day = timezone.localdate()
    bare = (
        active()
        .filter(superior__isnull=True, jurisdictions__isnull=True)
        .values_list("pk", flat=True)
    )
    rows = Mandate.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day), organisation__in=list(bare)
    )
    held = rows.values_list("organisation", "role__permissions")
    speaking = {body for body, permissions in held if EDIT in permissions}
    return [pk for pk in bare if pk not in speaking]


def mandates_seen(
    actor: Actor, text: str = "", organisation: str = "", state: str = ""
) -> QuerySet[Mandate]:
    """Return who is what for whom, as far as an actor may see it; `state`: now, to_come, over, all."""
    day = timezone.localdate()
    within = reached(actor).values("pk")
    rows = Mandate.objects.filter(organisation__in=within, organisation__active=True)
    if organisation.isdigit():
        rows = rows.filter(organisation=int(organisation))
    if text:
        words = Q(person__name__icontains=text) | Q(title__icontains=text) | Q(role__name=text)
        rows = rows.filter(words)
    states = {"to_come": Q(since__gt=day), "over": Q(until__lt=day), "all": Q()}
    rows = rows.filter(states.get(state, current(day)))
    related = ("person", "organisation", "role", "section", "area", "compound", "home_unit",
               "standing_in_for__person")  # fmt: skip
    return rows.select_related(*related).order_by("organisation_id", "person__name", "pk")


def colleagues(organisation: int, besides: Iterable[int] = ()) -> QuerySet[Person]:
    """Return the people who are something of their own in an organisation today, by name."""
    rows = Mandate.objects.filter(
        current(), organisation=organisation, standing_in_for__isnull=True
    ).values("person")
    found = Person.objects.filter(pk__in=rows, account__is_active=True)
    return found.exclude(pk__in=list(besides)).order_by("name", "pk")


def start_is_over(account: int) -> bool:
    """Tell whether the time of a start password, given out by two colleagues, is over."""
    found = unchanged_start(account)
    return found is not None and found.expires_at < timezone.now()


def accounts_to_help(actor: Actor, name: str) -> list[Account]:
    """Return the accounts of that name, or whose person has it, for whom an actor may vouch; at most ten."""
    within = Mandate.objects.filter(current(), organisation__in=reached(actor).values("pk"))
    rows = Account.objects.filter(
        Q(username=name) | Q(person__name=name), person__in=within.values("person"), is_active=True
    )
    return list(rows.exclude(person=actor.person).select_related("person").order_by("pk")[:10])


def open_reissues(actor: Actor) -> QuerySet[Reissue]:
    """Return what still waits for a second colleague, within an actor's reach."""
    within = Mandate.objects.filter(current(), organisation__in=reached(actor).values("pk"))
    rows = Reissue.objects.filter(
        second__isnull=True, expires_at__gt=timezone.now(), account__person__in=within.values("person")
    )  # fmt: skip
    return rows.select_related("account__person", "first").order_by("-asked_at")


def unchanged_start(account: int) -> Reissue | None:
    """Return the latest sign-in issued anew whose start password has not been changed yet; else None."""
    latest = Reissue.objects.filter(account=account, given_at__isnull=False).order_by("-given_at")
    found = latest.first()
    return found if found is not None and found.changed_at is None else None


def one_named(actor: Actor, text: str) -> Person:
    """Return the colleague with that sign-in name anywhere, or with that name within an actor's reach.

    Raises:
        Refused: `nobody_of_name`; `several_people`, who are told apart by their sign-in names.
    """
    account = Account.objects.filter(username=text).select_related("person").first()
    if account is not None:
        return account.person
    within = Mandate.objects.filter(organisation__in=reached(actor).values("pk"))
    found = list(Person.objects.filter(name=text, pk__in=within.values("person"))[:2])
    if not found:
        raise Refused("nobody_of_name", field="who")
    if len(found) > 1:
        raise Refused("several_people", field="who")
    return found[0]


def editable(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations in which an actor may say who is what."""
    return reached(actor) if actor.holds(EDIT) else Organisation.objects.none()


def roles_for(actor: Actor) -> list[Role]:
    """Return the roles that an actor may give somewhere: no more than they hold, unless they appoint."""
    every = Role.objects.order_by("name", "pk")
    if actor.holds(APPOINT):
        return list(every)
    return [role for role in every if all(actor.holds(p) for p in role.permissions)]


def places_for(actor: Actor) -> list[tuple[str, str]]:
    """Return the areas and compounds to which an actor may tie a mandate, as choices."""
    inside, compounds = Q(pk__in=()), Q(pk__in=())
    for scope in actor.where(EDIT):
        if scope.compound is not None:
            compounds |= Q(pk=scope.compound)
        elif scope.area is not None:
            inside |= Q(path__contains=f"/{scope.area}/")
            compounds |= Q(street__path__contains=f"/{scope.area}/")
    levels = (Level.STREET, Level.COMMUNITY, Level.GRID)
    areas = Area.objects.filter(inside, level__in=levels).defer("outline").order_by("path")
    rows = [(f"area-{one.pk}", one.name) for one in areas[:500]]
    found = Compound.objects.filter(compounds).only("name").order_by("name")
    return rows + [(f"compound-{one.pk}", one.name) for one in found[:500]]
