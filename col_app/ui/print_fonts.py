"""Our type for paper: files of one weight each, made of the variable ones that browsers load.

A browser's fonts are cut by script, so that it loads little; on paper one font that holds all
scripts of Commissioner is set faster and kerned throughout. `dev.py` runs this file once.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parent / "static/vendor/fonts"
WEIGHTS = {"": 400, "B": 700}
MAIN = "commissioner"
"""Latin, Greek and Cyrillic; what it lacks is looked for in the others."""
PARTS = {
    MAIN: ("latin", "latin-ext", "greek", "cyrillic", "cyrillic-ext"),
    "rubik-arabic": ("",),
    "rubik-hebrew": ("",),
}


def path(family: str, weight: int) -> Path:
    """Where a font of one weight lies."""
    return FONTS / f"{family}-{weight}.ttf"


def make() -> None:
    """Make all of them. Raises OSError."""
    for family, parts in PARTS.items():
        for weight in WEIGHTS.values():
            _make(family, parts, weight)


def _make(family: str, parts: tuple[str, ...], weight: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for part in parts:
            name = "-".join(filter(None, (family, part)))
            font = TTFont(FONTS / f"{name}-wght-normal.woff2")
            instantiateVariableFont(font, {"wght": weight}, inplace=True)
            font.flavor = None
            files.append(str(Path(folder) / f"{name}.ttf"))
            font.save(files[-1])
        whole = Merger().merge(files) if len(files) > 1 else TTFont(files[0])
        whole.save(path(family, weight))


if __name__ == "__main__":
    make()
