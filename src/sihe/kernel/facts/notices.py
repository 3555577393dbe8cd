"""What happened to messages to residents; `message` is the message's id. The words are in the message."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class Marked(Fact):
    """A person ticked a message off: copied, card, phone, door, agreed or not_reached."""

    message: int
    way: str
    state: str
