"""The laws of words: glossary, forbidden words to residents, length of sentences, complete catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.architecture.tree import File

# experience.md: words that tell a resident nothing, or talk down to them
FORBIDDEN = (
    "提交成功", "操作失败", "请注意", "系统检测到", "其", "该", "相关", "被", "工单", "流转",
    "用户", "数据", "派遣", "立案", "退回",
)  # fmt: skip
# the same characters inside harmless words
HARMLESS = ("其他", "其它", "应该", "活该", "被困", "被子")
LONGEST = 25
TRANSLATED = re.compile(
    r"""\b_\((?P<p>["'])(?P<c>.*?)(?P=p)\)|\{%\s*translate\s+(?P<q>["'])(?P<a>.*?)(?P=q)|\{%\s*blocktranslate[^%]*%\}(?P<b>.*?)\{%\s*endblocktranslate""",
    re.S,
)


def page_texts(page: File) -> list[str]:
    """Return the translatable texts of a template."""
    return [(m["a"] or m["b"] or m["c"] or "").strip() for m in TRANSLATED.finditer(page.text)]


def unwelcome(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Find (place, text) with a word that is not for residents."""
    found = []
    for place, text in texts:
        plain = text
        for word in HARMLESS:
            plain = plain.replace(word, "")
        found += [f"{place}: {word!r} in {text!r}" for word in FORBIDDEN if word in plain]
        if "！" in text or "!" in text:
            found.append(f"{place}: exclamation mark in {text!r}")
    return found


def sentences(text: str) -> list[str]:
    """Split a text at its marks; what stands for a value counts as two characters."""
    plain = re.sub(r"\{\{.*?\}\}|%\(\w+\)s|\{%.*?%\}|<[^>]+>", "某某", text, flags=re.S)
    return [s.strip() for s in re.split(r"[。；：，、？\n（）「」《》]", plain) if s.strip()]


def too_long(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Find parts of sentences that take more than one breath."""
    return [
        f"{place}: {len(s)} characters in {s!r}"
        for place, text in texts
        for s in sentences(text)
        if len(s) > LONGEST
    ]


def bare_chinese(page: File) -> list[str]:
    """Find Chinese in a template that no translation can reach."""
    plain = TRANSLATED.sub("", page.text)
    plain = re.sub(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->", "", plain, flags=re.S)
    return [f"{page.path}: {found}" for found in re.findall(r"[一-鿿]+", plain)]


def glossary_names(text: str) -> set[str]:
    """Return the identifiers in the first column of the glossary's tables."""
    names: set[str] = set()
    for line in text.splitlines():
        if line.startswith("| "):
            names |= set(re.findall(r"[A-Za-z][\w.]*", line.split("|")[1]))
    return names
