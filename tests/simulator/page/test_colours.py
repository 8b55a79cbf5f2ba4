"""Text can be read: every pair of paper and ink of the style sheets keeps 4.5 : 1 in both schemes (WCAG AA)."""

import re

import pytest

from simulator.site import PAGE

PAIRS = [
    ("bar", "on-bar"),
    ("bar", "on-bar-soft"),
    ("bar-key", "on-bar"),
    ("bar-key", "on-bar-soft"),
    ("page", "ink"),
    ("page", "soft"),
    ("card", "ink"),
    ("card", "soft"),
    ("card", "on-wall"),
    ("card", "link"),
    ("card", "on-key"),
    ("raised", "ink"),
    ("raised", "soft"),
    ("raised", "on-warn"),
    ("wall", "on-wall"),
    ("wall", "ink"),
    ("theirs", "ink"),
    ("theirs", "soft"),
    ("theirs", "link"),
    ("mine", "on-mine"),
    ("mine", "on-mine-soft"),
    ("key", "on-key"),
    ("main", "on-main"),
    ("quiet", "ink"),
    ("quiet", "on-quiet"),
    ("good", "on-good"),
    ("warn", "on-warn"),
    ("bad", "on-bad"),
]


def schemes() -> dict[str, dict[str, str]]:
    text = (PAGE / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", text, re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks)
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("paper", "ink"), PAIRS)
def test_every_pair_can_be_read(scheme: str, paper: str, ink: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[paper], colours[ink]) >= 4.5


def test_white_on_every_face() -> None:
    faces = re.findall(
        r"\.face.*background: (#[0-9a-f]{6})", (PAGE / "style.css").read_text(encoding="utf-8")
    )
    assert len(faces) == 6
    assert all(contrast(face, "#ffffff") >= 4.5 for face in faces)
