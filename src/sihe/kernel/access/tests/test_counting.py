"""Counting what somebody did of late, across server processes."""

import multiprocessing
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import override_settings

from sihe.kernel.access import counting


def test_each_is_counted_for_oneself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "time", lambda: 6000.0)
    assert [counting.count("knock", "a", 60), counting.count("knock", "a", 60)] == [1, 2]
    assert (counting.counted("knock", "a", 60), counting.counted("knock", "b", 60)) == (2, 0)
    monkeypatch.setattr(counting, "time", lambda: 6060.0)
    assert counting.counted("knock", "a", 60) == 0


def _knock(folder: str) -> None:
    kept = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": folder}
    with override_settings(CACHES={"default": kept}):
        counting.count("knock", "c", 86400)


def test_processes_count_together(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("fork")
    for _ in range(3):
        process = spawn.Process(target=_knock, args=(str(tmp_path),))
        process.start()
        process.join()
    kept = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(tmp_path),
    }
    with override_settings(CACHES={"default": kept}):
        assert counting.counted("knock", "c", 86400) == 3
    assert caches["default"] is not None
