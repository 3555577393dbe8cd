"""The sample people as whom one may look at the demo. The sample registers them; without it there are none."""

from dataclasses import dataclass

from django.conf import settings

from sihe.kernel.people.models import Account


@dataclass(frozen=True)
class Persona:
    """A sample account: its sign-in name, what it is called, who that is, and the page it begins with.

    `password` is the one that the sample prints for everybody to read.
    """

    username: str
    name: str
    who: str
    password: str
    first_page: str = "/desk/"


_personas: dict[str, Persona] = {}


def register(*personas: Persona) -> None:
    """Add sample people; called by the sample when Django starts."""
    _personas.update({persona.username: persona for persona in personas})


def personas() -> list[Persona]:
    """Return the sample people, in the demo only."""
    return list(_personas.values()) if settings.DEMO else []


def account_of(username: str) -> Account | None:
    """Return the account of a sample person; None outside the demo and for every other account.

    The account must still have the sample's public password, so that the switch opens nothing that
    anybody could not open by the sign-in page, even where a real account bears the same name.
    """
    persona = _personas.get(username)
    if not settings.DEMO or persona is None:
        return None
    account = Account.objects.filter(username=username, is_active=True).first()
    return account if account is not None and account.check_password(persona.password) else None
