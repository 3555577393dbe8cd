"""What happened while an installation was set up. `step` is a step's key."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class Begun(Fact):
    """The first person of an empty installation came in with the start code."""

    street: int
    person: int


@dataclass(frozen=True, kw_only=True)
class StepMarked(Fact):
    """A person said that a step is done, or that it is not."""

    step: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class SlipsPrinted(Fact):
    """So many people got a start password on paper."""

    number: int
