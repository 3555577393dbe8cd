"""The words of the product: one English word per Chinese term, plain Chinese for residents, English complete."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps

from sihe.interaction.matters.states import LABELS
from sihe.kernel.facts.base import _classes
from tests.architecture import words
from tests.architecture.tree import ROOT, SOURCE, File, files, templates

GLOSSARY = ROOT / "docs" / "glossary.md"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
RESIDENT = (
    "interaction/intake/templates/intake/report.html",
    "interaction/intake/templates/intake/parts/",
    "interaction/following/templates/following/",
    *(
        f"interaction/accounts/templates/accounts/{page}.html"
        for page in ("enter", "who", "mine", "given", "as", "parts/slip")
    ),
    *(f"interaction/joining/templates/joining/{p}.html" for p in ("join", "waiting", "parts/own")),
    "interaction/entering/templates/entering/",
    *(
        f"interaction/standins/templates/standins/{page}.html"
        for page in ("accept", "offer", "offered", "parts/own", "parts/offer_form")
    ),
    "interaction/bulletins/templates/bulletins/",
    *(
        f"interaction/affairs/templates/affairs/{name}.html"
        for name in ("affairs", "committee", "leaders", "account", "item", "parts/trend")
    ),
)


def resident_texts() -> list[tuple[str, str]]:
    """Return every text of the pages that residents read."""
    return [
        (page.path, text)
        for page in templates()
        if page.path.startswith(RESIDENT)
        for text in words.page_texts(page)
    ]


def test_every_name_is_in_the_glossary() -> None:
    known = words.glossary_names(GLOSSARY.read_text(encoding="utf-8"))
    models = {m.__name__ for m in apps.get_models() if m.__module__.startswith("sihe.")}
    facts = {c.__name__ for c in _classes.values()}
    permissions = {
        name
        for file in files()
        for name in re.findall(r'(?:add_perm|holds)\(\s*"([\w.]+)"', file.text)
    }
    assert len(permissions) > 15
    assert models - known == set()
    assert facts - known == set()
    assert set(LABELS) - known == set()
    assert permissions - known == set()


def test_a_missing_name_is_noticed() -> None:
    assert words.glossary_names("| Matter / matters.see | 事项 | x |") == {"Matter", "matters.see"}


def test_residents_read_plain_words() -> None:
    texts = resident_texts()
    assert len(texts) > 30
    assert words.unwelcome(texts) == []
    assert words.too_long(texts) == []


def test_unwelcome_and_long_words_are_caught() -> None:
    assert words.unwelcome([("x", "该工单已被退回！")])
    assert not words.unwelcome([("x", "其他事，应该找谁")])
    assert words.too_long([("x", "这句话实在是太长了一口气根本念不完所以老人家听着会觉得非常累")])


def test_no_page_has_chinese_that_cannot_be_translated() -> None:
    assert [f for page in templates() for f in words.bare_chinese(page)] == []
    assert words.bare_chinese(File("a.html", "<p>你好</p>{% translate '再见' %}"))


def test_the_english_catalogue_is_complete() -> None:
    with CATALOGUE.open("rb") as stream:
        catalogue = read_po(stream)
    fuzzy = [m.id for m in catalogue if m.id and m.fuzzy]
    missing = [m.id for m in catalogue if m.id and not all(_forms(m.string))]
    assert len(catalogue) > 200
    assert (fuzzy, missing) == ([], [])


def _forms(string: object) -> list[str]:
    return list(string) if isinstance(string, tuple | list) else [str(string)]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("xgettext") is None, reason="no xgettext on this machine")
def test_the_catalogue_holds_every_text_of_the_source(tmp_path: Path) -> None:
    ignore = shutil.ignore_patterns("vendor", "*.pyc", "*.mo")
    shutil.copytree(SOURCE, tmp_path / "sihe", ignore=ignore)
    program = (
        "import django; from django.core.management import call_command as c; django.setup(); "
        "c('makemessages', locale=['en'], ignore_patterns=['*/tests/*'], verbosity=0)"
    )
    subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path / "sihe", check=True, capture_output=True,
        env={"DJANGO_SETTINGS_MODULE": "sihe.project.settings", "SIHE_DATA": str(tmp_path / "data"),
             "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )  # fmt: skip
    with (tmp_path / "sihe/locale/en/LC_MESSAGES/django.po").open("rb") as stream:
        fresh = read_po(stream)
    missing = [m.id for m in fresh if m.id and (m.fuzzy or not all(_forms(m.string)))]
    assert missing == []
