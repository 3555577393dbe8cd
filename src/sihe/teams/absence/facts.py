"""What happened to leaves and their deputies."""

from dataclasses import dataclass
from datetime import date

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class LeavePlanned(Fact):
    """A colleague will stand in for somebody, from day to day."""

    leave: int
    person: int
    deputy: int
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class LeaveBegun(Fact):
    """The first day has come."""

    leave: int


@dataclass(frozen=True, kw_only=True)
class LeaveEnded(Fact):
    """Work is back with its owner; `early`: before the last day, or before the first."""

    leave: int
    early: bool


@dataclass(frozen=True, kw_only=True)
class DeputyChanged(Fact):
    """Another colleague stands in from now on."""

    leave: int
    deputy: int
