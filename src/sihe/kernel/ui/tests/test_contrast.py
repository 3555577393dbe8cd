"""Text stands out from its ground: 4.5:1 everywhere, 7:1 in large type (WCAG 2.2, 1.4.3, 1.4.6)."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[1] / "static" / "ui"
GROUNDS = ("paper", "card", "rail", "hover", "field")
TEXTS = ("ink", "ink-2", "ink-3", "accent", "red", "orange", "yellow", "blue")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((text, "neutral") for text in ("ink", "ink-2", "ink-3")),
    *((tone, f"{tone}-2") for tone in ("red", "orange", "yellow", "blue")),
    ("accent-ink", "accent-2"),
    ("on-fill", "fill"),
    ("on-fill", "fill-2"),
    ("paper", "ink"),
]


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rgb`` or ``#rrggbb``."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(*selectors: str) -> dict[str, str]:
    """Return the colour tokens in force when these rules apply, later ones last."""
    sheets = (STATIC / "theme.css").read_text() + (STATIC / "modes.css").read_text()
    sheets = sheets.split("@media print")[0]
    found: dict[str, str] = {}
    for selector in selectors:
        rule = re.search(re.escape(selector) + r" {\n(.*?)\n}", sheets, re.S)
        assert rule, selector
        found |= dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", rule[1]))
    return found


LIGHT = ':root, [data-bs-theme="light"]'
DARK = 'html[data-bs-theme="dark"]'
LARGE = 'html[data-size="large"]'
BOTH = 'html[data-size="large"][data-bs-theme="dark"]'


@pytest.mark.parametrize(
    ("rules", "least"),
    [((LIGHT,), 4.5), ((LIGHT, DARK), 4.5), ((LIGHT, LARGE), 7), ((LIGHT, DARK, LARGE, BOTH), 7)],
)
def test_every_pair_of_text_and_ground(rules: tuple[str, ...], least: float) -> None:
    colours = tokens(*rules)
    weak = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, ground in PAIRS
        if contrast(colours[text], colours[ground]) < least
    }
    assert weak == {}


def test_edges_of_fields_can_be_seen() -> None:
    for rules in ((LIGHT,), (LIGHT, DARK), (LIGHT, LARGE), (LIGHT, DARK, LARGE, BOTH)):
        colours = tokens(*rules)
        assert min(contrast(colours["edge"], colours[g]) for g in ("field", "card", "paper")) >= 3


def test_the_measure_itself() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)
