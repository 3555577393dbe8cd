"""Each refusal code has one sentence."""

import pytest
from django.utils.translation import gettext_lazy, override

from sihe.kernel.access import phrases
from sihe.kernel.access.refusals import Refused


@pytest.fixture(autouse=True)
def _own_phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "_phrases", dict(phrases._phrases))


def test_a_second_sentence_for_a_code_is_an_error_that_names_both() -> None:
    phrases.add_phrases({"example_code": "示例一。"})
    with pytest.raises(LookupError, match=r"example_code.*示例一。.*示例二。"):
        phrases.add_phrases({"example_code": gettext_lazy("示例二。")})
    assert phrases.said(Refused("example_code")) == "示例一。"
    with pytest.raises(LookupError, match="not_allowed"):
        phrases.add_phrases({"not_allowed": gettext_lazy("示例三。")})


def test_the_same_sentence_twice_is_no_error() -> None:
    for _ in range(2):
        phrases.add_phrases({"example_code": gettext_lazy("示例一。")})
    with override("zh-hans"):
        assert phrases.said(Refused("example_code")) == "示例一。"
