"""Tests the contrast on the extension's own pages in both colour schemes. WCAG 2.2 (1.4.3 and
1.4.11) requires 3 to 1 for controls and 4.5 to 1 for text."""

import re

import pytest

from scripts.setup.paths import EXTENSION

COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\)",
        (EXTENSION / "shared" / "panel.css").read_text("utf-8"),
    )
}
TEXTS = [
    *[(text, ground) for text in ("text", "quiet", "accent") for ground in ("ground", "raised")],
    *[(text, "ground") for text in ("good", "bad")],
    ("warn", "warn-ground"),
    ("on-accent", "accent"),
    ("on-good", "good"),
]
SHAPES = [(shape, ground) for shape in ("edge", "accent") for ground in ("ground", "raised")]


def luminance(colour: str) -> float:
    """Returns the relative luminance of a colour, as WCAG defines it. `colour` has six hexadecimal
    digits."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read(text: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[text][scheme], COLOURS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_what_can_be_used_can_be_seen(shape: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[shape][scheme], COLOURS[ground][scheme]) >= 3
