"""The style sheet of pages holds what they can show, and nothing that is spelled nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.trim_css import sources, trimmed, words_of

PAGE = """<p class="card {{ more }}"><b class="btn btn-{{ kind }}"></p> classList.add("said")"""
WORDS = words_of(iter([PAGE]))


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".card{a:b}.cards{a:b}", ".card{a:b}"),
        (".card .carousel,.card>.btn{a:b}", ".card>.btn{a:b}"),
        (".btn-primary{a:b}.badge-primary{a:b}", ".btn-primary{a:b}"),
        ("p,[data-x]{a:b}:root{--c:#fff}", "p,[data-x]{a:b}:root{--c:#fff}"),
        (".said:not(.modal){a:b}", ".said:not(.modal){a:b}"),
        (":is(.card,.modal) p{a:b}", ":is(.card,.modal) p{a:b}"),
        ("@media (x){.card{a:b}.modal{a:b}}", "@media (x){.card{a:b}}"),
        ("@media (x){.modal{a:b}}p{a:b}", "p{a:b}"),
        ("@keyframes k{0.5%{a:b}to{a:c}}", "@keyframes k{0.5%{a:b}to{a:c}}"),
        ("""@charset "UTF-8";.card{b:url(data:x;{)}""", """@charset "UTF-8";.card{b:url(data:x;{)}"""),
        ("""/*! whose { */.modal{b:"}"}.card{b:"}"}""", """/*! whose { */.card{b:"}"}"""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_rule_stays_when_its_classes_are_spelled(css: str, left: str) -> None:
    assert trimmed(css, WORDS) == left


@pytest.mark.parametrize("css", [".card{a:b", ".card{a:b}}"])
def test_a_broken_style_sheet_is_refused(css: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        trimmed(css, WORDS)


def test_words_are_read_from_pages_and_programs_but_not_from_tests(tmp_path: Path) -> None:
    for name, text in (
        ("a.html", "one"),
        ("b.py", "two"),
        ("tests/c.py", "three"),
        ("d.css", "four"),
    ):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(text)
    assert words_of(sources(tmp_path)).whole == {"one", "two"}
