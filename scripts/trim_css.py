"""Trim a style sheet to what the product's pages can show.

A rule stays when every class in one of its selectors is a word somewhere in the sources, or begins
with a word that a template or program puts together (`btn-{{ kind }}` keeps all of `btn-`). Rules
without classes, variables and @-rules stay. A class is therefore dropped only if nothing in the
sources spells it; one too many is kept gladly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[A-Za-z_][\w-]*")
PUT_TOGETHER = re.compile(r"([A-Za-z_][\w-]*-)(?=\{|['\"] ?[+&])")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
FUNCTION = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
GROUPS = ("@media", "@supports", "@container", "@layer")
SOURCES = (".html", ".py", ".js")
NO_SOURCES = {"vendor", "tests", "migrations"}


@dataclass(frozen=True)
class Words:
    """What the sources spell: whole words, and beginnings of words put together."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def has(self, name: str) -> bool:
        """Tell whether a class may be on a page."""
        return name in self.whole or name.startswith(self.beginnings)


def words_of(texts: Iterator[str]) -> Words:
    """Collect the words of sources."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for text in texts:
        whole.update(WORD.findall(text))
        beginnings.update(PUT_TOGETHER.findall(text))
    return Words(frozenset(whole), tuple(sorted(beginnings)))


def sources(root: Path) -> Iterator[str]:
    """Yield the texts below `root` that can put a class on a page."""
    for path in sorted(root.rglob("*")):
        if path.suffix in SOURCES and not NO_SOURCES & set(path.relative_to(root).parts):
            yield path.read_text("utf-8")


def trimmed(css: str, words: Words) -> str:
    """Return the style sheet without the rules that no page can need."""
    kept = []
    for prelude, body in _blocks(css):
        if body is None:
            kept.append(prelude)
        elif prelude.lstrip().startswith(GROUPS):
            inner = trimmed(body, words)
            if inner.strip():
                kept.append(f"{prelude}{{{inner}}}")
        elif prelude.lstrip().startswith("@"):
            kept.append(f"{prelude}{{{body}}}")
        else:
            selectors = ",".join(s for s in _selectors(prelude) if _wanted(s, words))
            if selectors:
                kept.append(f"{selectors}{{{body}}}")
    return "".join(kept)


def _wanted(selector: str, words: Words) -> bool:
    return all(words.has(name) for name in CLASS.findall(FUNCTION.sub("", selector)))


def _selectors(prelude: str) -> Iterator[str]:
    """Split at the commas that stand in no bracket."""
    depth = start = 0
    for place, letter in enumerate(prelude):
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == "," and not depth:
            yield prelude[start:place]
            start = place + 1
    yield prelude[start:]


TOKEN = re.compile(
    r"/\*.*?\*/|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|url\([^)]*\)|[{};]", re.DOTALL
)


def _blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield (what stands before a block, the block) and (statement or comment, None), in their order."""
    depth = start = opened = 0
    for found in TOKEN.finditer(css):
        mark = found[0]
        if mark == "{":
            depth += 1
            if depth == 1:
                opened = found.start()
        elif mark == "}":
            depth -= 1
            if depth < 0:
                raise ValueError(f"a bracket too many at {found.start()}")
            if not depth:
                yield css[start:opened], css[opened + 1 : found.start()]
                start = found.end()
        elif not depth and (
            mark == ";" or (mark.startswith("/*") and not css[start : found.start()].strip())
        ):
            yield css[start : found.end()], None
            start = found.end()
    if depth:
        raise ValueError("a bracket is never closed")
    if css[start:].strip():
        yield css[start:], None
