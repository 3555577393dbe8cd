"""Who sees the pictures of a bulletin: everybody once it is public, before that who sees the draft."""

from sihe.interaction.bulletins import states
from sihe.interaction.bulletins.models import Bulletin
from sihe.interaction.bulletins.queries import KIND, visible_to
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import Actor
from sihe.kernel.files.access import guards


def sees(actor: Actor, id: int, request: Request) -> bool:
    """Tell whether the pictures of a bulletin may be seen."""
    if Bulletin.objects.filter(pk=id).exclude(state=states.DRAFT).exists():
        return True
    return actor.kind == "staff" and visible_to(actor).filter(pk=id).exists()


guards[KIND] = sees
