"""Who may see the photos: receipts only those who see the account, photos of published items everybody."""

from sihe.interaction.disclosure.models import AccountEntry, PublicItem
from sihe.interaction.disclosure.queries import visible_to
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import Actor


def sees_receipt(actor: Actor, id_: int, request: Request) -> bool:
    """Tell whether an actor sees the account that a receipt belongs to."""
    rows = AccountEntry.objects.filter(pk=id_, organisation__in=visible_to(actor).values("pk"))
    return rows.exists()


def sees_item(actor: Actor, id_: int, request: Request) -> bool:
    """Tell whether an item stands open to everybody, or the actor sees what is being written."""
    rows = PublicItem.objects.filter(pk=id_)
    if rows.filter(publication__isnull=False, withdrawn_at__isnull=True).exists():
        return True
    return rows.filter(organisation__in=visible_to(actor).values("pk")).exists()
