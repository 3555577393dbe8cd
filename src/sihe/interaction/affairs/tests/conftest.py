"""What the pages' tests share with those of disclosure."""

from sihe.interaction.disclosure.tests.conftest import keep

__all__ = ["keep"]
