"""The cache in which the product counts wrong tries, set as the product sets it."""

from __future__ import annotations

from pathlib import Path

from django.test import override_settings

from sihe.kernel.access import counting
from sihe.project.settings import CACHES


def test_a_crowd_does_not_wash_a_count_away(tmp_path: Path) -> None:
    kept = CACHES["default"] | {"LOCATION": str(tmp_path)}
    with override_settings(CACHES={"default": kept}):
        for n in range(400):
            counting.count("knock", f"crowd {n}", 86400)
        assert all(counting.counted("knock", f"crowd {n}", 86400) == 1 for n in range(400))
