"""How an action says no: a code and values; the page that shows it holds the sentence."""

from typing import Any


class Refused(Exception):
    """An act that a rule does not allow, or that cannot be done in the present state."""

    def __init__(self, code: str, field: str = "", **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = values

    def __str__(self) -> str:
        return f"{self.code} {self.values}" if self.values else self.code
