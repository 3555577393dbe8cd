"""The secret word of a receipt, drawn from the form's token: who sends the same form twice gets it twice."""

from uuid import UUID

from django.utils.crypto import salted_hmac

from sihe.interaction.matters.actions.registering import SECRET_LENGTH
from sihe.interaction.matters.actions.stepping import ALPHABET
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.privacy.crypto import blind_index

TURNS = 3


def secret_of(token: UUID, turn: int = 0) -> str:
    """Return eight letters that nobody without this installation's key can tell from the token."""
    digest = salted_hmac("sihe.intake.receipt", f"{token}:{turn}", algorithm="sha256").digest()
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(SECRET_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def secret_again(token: UUID, matter: Matter) -> str:
    """Return the secret that was given out for this token and matter; empty when none was."""
    words = {blind_index(word): word for word in (secret_of(token, t) for t in range(TURNS))}
    found = Reporter.objects.filter(original=matter, secret__in=list(words)).first()
    return words[found.secret] if found else ""
