"""Residents to tell."""

import pytest

from sihe.kernel.notices import registry
from sihe.kernel.notices.tests import residents


@pytest.fixture(autouse=True)
def people_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the invented residents known."""
    monkeypatch.setitem(registry.recipients, "resident", residents.find)
