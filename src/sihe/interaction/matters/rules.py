"""Who may do what with a matter. Each line reads as the rule it is."""

from typing import Any

import rules

from sihe.interaction.matters.models import Matter, Participant
from sihe.kernel.access.rules import holds, is_staff, is_system
from sihe.kernel.facts import Actor, Scope
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.organisations.queries import current
from sihe.kernel.responsibilities.models import Share


def covers(scope: Scope, matter: Matter) -> bool:
    """Tell whether a matter lies in the area or compound of a scope."""
    if scope.compound is not None:
        return matter.compound_id == scope.compound
    if scope.area is None or scope.area_level is None:
        return False
    return getattr(matter, f"{scope.area_level}_id", None) == scope.area


@rules.predicate
def is_accountable(by: Actor, matter: Matter) -> bool:
    """The actor's organisation is the accountable one."""
    return by.organisation is not None and by.organisation == matter.accountable_id


@rules.predicate
def was_first(by: Actor, matter: Matter) -> bool:
    """The actor's organisation received the matter first and leads it."""
    return by.organisation is not None and by.organisation == matter.first_receiver_id


@rules.predicate
def leads_parent(by: Actor, matter: Matter) -> bool:
    """The matter is a part, and the actor's organisation is accountable for the whole."""
    return matter.parent is not None and matter.parent.accountable_id == by.organisation


@rules.predicate
def oversees(by: Actor, matter: Matter) -> bool:
    """The actor watches over the area or compound in which the matter lies."""
    return any(covers(scope, matter) for scope in by.where("matters.oversee"))


def shares_of(by: Actor, matter: Matter) -> set[str]:
    """Return the shares that the actor's organisation has in a matter; no query where they were fetched with it."""
    if by.organisation is None or matter.pk is None:
        return set()
    if "participants" in getattr(matter, "_prefetched_objects_cache", {}):
        rows = matter.participants.all()
        return {p.share for p in rows if p.organisation_id == by.organisation}
    own = Participant.objects.filter(matter=matter, organisation=by.organisation)
    return set(own.values_list("share", flat=True))


@rules.predicate
def takes_part(by: Actor, matter: Matter) -> bool:
    """The actor's organisation supports the matter."""
    return bool(shares_of(by, matter) & {Share.SUPPORTING, Share.CONSULTED})


@rules.predicate
def has_had_part(by: Actor, matter: Matter) -> bool:
    """The actor's organisation has or had any share of the matter."""
    return bool(shares_of(by, matter))


@rules.predicate
def sent_the_worker(by: Actor, matter: Matter) -> bool:
    """The person who works on it was deployed by the actor's organisation (its home unit)."""
    if by.organisation is None or matter.assignee_id is None:
        return False
    sent = Mandate.objects.filter(current(), person=matter.assignee_id, home_unit=by.organisation)
    return sent.exists()


@rules.predicate
def is_resident(by: Actor, obj: Any = None) -> bool:
    """A resident acts; that they hold the receipt is checked before the action is called."""
    return by.kind == "resident"


handles = holds("matters.handle")
leads = is_accountable | leads_parent | was_first | oversees

rules.add_perm("matters.register", is_resident | is_staff | is_system)
rules.add_perm(
    "matters.see",
    is_accountable | was_first | oversees | leads_parent | has_had_part | sent_the_worker,
)
rules.add_perm("matters.settle", handles | is_system)
rules.add_perm("matters.handle", (handles & is_accountable) | is_system)
rules.add_perm(
    "matters.note", (handles & (is_accountable | takes_part | was_first | oversees)) | is_system
)
rules.add_perm("matters.supply", is_resident | (handles & (is_accountable | was_first)) | is_system)
rules.add_perm("matters.route", (holds("matters.route") & (is_accountable | oversees)) | is_system)
rules.add_perm(
    "matters.offer",
    (holds("handovers.offer") & (is_accountable | oversees)) | is_system | is_resident,
)
# who may answer an offer is the rule of hand-overs, which alone call these moves
rules.add_perm("matters.take", is_staff | is_system)
rules.add_perm("matters.show", is_staff | is_system | is_resident)
rules.add_perm("matters.check", (holds("matters.check") & leads) | is_system)
rules.add_perm("matters.close", is_system | is_resident | (holds("matters.check") & leads))
rules.add_perm("matters.reopen", is_resident | (holds("matters.check") & leads) | is_system)
rules.add_perm("matters.assign", (holds("matters.assign") & is_accountable) | is_system)
# who may pass on what a leaver has in hand is the rule of turnover, which alone calls this
rules.add_perm("matters.pass_on", is_staff | is_system)
rules.add_perm("matters.merge", (holds("matters.merge") & (is_accountable | oversees)) | is_system)
rules.add_perm("matters.withdraw", is_resident | (handles & was_first) | is_system)
rules.add_perm("matters.rate", is_resident | is_system | holds("matters.report_for"))
rules.add_perm("matters.bring_in", is_system | holds("exchange.import"))
rules.add_perm("matters.part", (handles & is_accountable) | is_system)
rules.add_perm(
    "matters.own_data", is_resident | is_system | ((handles | holds("matters.report_for")) & leads)
)
