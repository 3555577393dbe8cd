"""The two switches of the look, large type and dark, kept in cookies so that no page flashes."""

from dataclasses import dataclass

from django.http import HttpRequest

SIZE, THEME = "sihe_size", "sihe_theme"
CHOICES = {SIZE: ("normal", "large"), THEME: ("light", "dark")}
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Look:
    """What the person chose: ``size`` normal or large, ``theme`` light or dark."""

    size: str = "normal"
    theme: str = "light"

    @property
    def other_size(self) -> str:
        """The size the switch leads to."""
        return "normal" if self.size == "large" else "large"

    @property
    def other_theme(self) -> str:
        """The theme the switch leads to."""
        return "light" if self.theme == "dark" else "dark"


def look_of(request: HttpRequest | None) -> Look:
    """Return the look the request's cookies ask for; anything unknown is the plain look."""
    if request is None:
        return Look()
    size = request.COOKIES.get(SIZE, "")
    theme = request.COOKIES.get(THEME, "")
    return Look(
        size=size if size in CHOICES[SIZE] else "normal",
        theme=theme if theme in CHOICES[THEME] else "light",
    )
