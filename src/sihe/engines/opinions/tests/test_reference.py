"""The reference page says what the engine does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sihe.engines.opinions import analyse, read_votes

PAGE = Path(__file__).resolve().parents[5] / "docs" / "reference" / "opinions.md"
pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="the documents are not here")


def test_the_example_has_the_result_that_is_printed(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    (table,) = re.findall(r"```csv\n(.*?)```", text, re.DOTALL)
    (result,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    file = tmp_path / "votes.csv"
    file.write_text(table, encoding="utf-8")
    found = analyse(read_votes(file))
    assert set(found.pop("axes")) == {"statement_order", "pc1", "pc2"}
    assert found == json.loads(result)


def test_every_name_of_the_result_is_explained(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    file = tmp_path / "votes.csv"
    file.write_text("voter-id,comment-id,vote,timestamp\n1,1,1,1\n", encoding="utf-8")
    for name in analyse(read_votes(file)):
        assert f"`{name}`" in text
