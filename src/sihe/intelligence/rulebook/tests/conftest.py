"""What desks were told in one test is not told in the next."""

import pytest

from sihe.intelligence.rulebook.queries import look_again


@pytest.fixture(autouse=True)
def nothing_told_yet() -> None:
    """Forget what the desks were told."""
    look_again()
