"""The source tree as the laws see it: files, modules and their rank."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sihe"
LAYERS = (
    "engines",
    "kernel",
    "teams",
    "interaction",
    "emergency",
    "intelligence",
    "project",
    "cli",
)
KERNEL = (
    "facts", "ui", "journal", "access", "privacy", "places", "people", "organisations",
    "calendar", "files", "notices", "responsibilities",
)  # fmt: skip
TEAMS = ("appointments", "absence", "turnover", "custody", "posts", "register")
INTERACTION = (
    "locating",
    "telling",
    "accounts",
    "joining",
    "entering",
    "standins",
    "bulletins",
    "reaching",
    "disclosure",
    "affairs",
    "matters",
    "handling",
    "deadlines",
    "timelines",
    "casework",
    "handovers",
    "owndata",
    "following",
    "triage",
    "intake",
    "rounds",
    "households",
    "finding",
)
INTELLIGENCE = (
    "senders", "rulebook", "desks", "rolls", "exchange", "open311", "registering", "setup", "archive",
)  # fmt: skip
ORDER = {"kernel": KERNEL, "teams": TEAMS, "interaction": INTERACTION, "intelligence": INTELLIGENCE}


@dataclass(frozen=True)
class File:
    """One Python file: its path below src/sihe and its text."""

    path: str
    text: str

    @property
    def module(self) -> str:
        """Return `kernel.places` of `kernel/places/queries.py`; the layer itself for files right in it."""
        parts = self.path.split("/")
        return ".".join(parts[:2]) if len(parts) > 2 else parts[0].removesuffix(".py")

    def tree(self) -> ast.Module:
        """Return the syntax tree."""
        return ast.parse(self.text)


def counted(path: Path) -> bool:
    """Tell whether a file counts as code: tests, migrations and generated files do not."""
    return not {"tests", "migrations", "vendor"} & set(path.parts)


def files(root: Path = SOURCE) -> list[File]:
    """Return all Python files that count as code."""
    return [
        File(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.py"))
        if counted(path.relative_to(root))
    ]


def templates(root: Path = SOURCE) -> list[File]:
    """Return all HTML templates."""
    return [
        File(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.html"))
        if counted(path.relative_to(root))
    ]


def rank(module: str) -> tuple[int, int]:
    """Return the height of a module: (layer, place in the layer); higher ones may ask lower ones."""
    layer, _, name = module.partition(".")
    order = ORDER.get(layer, ())
    return LAYERS.index(layer), order.index(name) if name in order else len(order)


def imports(file: File) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of everything of ours that a file imports, wherever in it."""
    for node in ast.walk(file.tree()):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
