"""What this module tells the kernel: who sees its photos and its reporters."""

from django.http import HttpRequest

from sihe.interaction.casework.telling import reporters_found
from sihe.interaction.matters.actions import forget
from sihe.interaction.matters.models import Note, Reporter
from sihe.interaction.matters.queries import visible_to
from sihe.kernel.facts import Actor
from sihe.kernel.files.access import guards
from sihe.kernel.notices.registry import recipients
from sihe.kernel.privacy.registry import Reach, revealers
from sihe.kernel.privacy.retention import sweepers


def sees_matter(actor: Actor, id_: int, request: HttpRequest) -> bool:
    """Staff who may see the matter; what residents see of their own is said by the module above."""
    return visible_to(actor).filter(pk=id_).exists()


def sees_note(actor: Actor, id_: int, request: HttpRequest) -> bool:
    """Whoever sees the matter; internal notes are for staff only."""
    note = Note.objects.filter(pk=id_).only("matter_id", "kind").first()
    if note is None or (note.kind == "internal" and actor.kind != "staff"):
        return False
    return sees_matter(actor, note.matter_id, request)


def reporter_field(id_: int, field: str) -> tuple[str, Reach]:
    """Return a reporter's phone or name, and where the matter belongs; LookupError for anything else."""
    if field not in ("phone", "name"):
        raise LookupError(field)
    reporter = Reporter.objects.select_related("matter").filter(pk=id_).first()
    if reporter is None:
        raise LookupError(id_)
    matter = reporter.matter
    areas = (matter.street_id, matter.community_id, matter.grid_id, matter.building_id)
    organisations = frozenset({matter.accountable_id, matter.first_receiver_id})
    reach = Reach(organisations, frozenset(a for a in areas if a is not None), matter.compound_id)
    return str(getattr(reporter, field)), reach


guards["matter"] = sees_matter
guards["note"] = sees_note
recipients["reporter"] = reporters_found
revealers["reporter"] = reporter_field
sweepers["matter"] = forget
