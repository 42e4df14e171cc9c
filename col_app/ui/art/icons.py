"""Line icons on a grid of 24, drawn for this project."""

import json
from functools import lru_cache
from html import escape
from pathlib import Path

DRAWINGS: dict[str, str] = json.loads(
    (Path(__file__).parents[1] / "data" / "icons.json").read_text("utf-8")
)

# arrows that point along the reading direction
_FLIPPED = {"arrow", "chev-right", "chev-left", "undo", "sign-out"}
_FILLED = {"bookmark", "heart", "star"}


@lru_cache(maxsize=1024)
def icon(name: str, size: int = 20, label: str = "") -> str:
    """An inline SVG icon; with a label it speaks, without it is decoration.

    Raises KeyError for an unknown name.
    """
    classes = "i"
    classes += " i--flip" if name in _FLIPPED else ""
    classes += " i--fill" if name in _FILLED else ""
    voice = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return (
        f'<svg class="{classes}" width="{size}" height="{size}" viewBox="0 0 24 24" {voice} '
        f'focusable="false">{DRAWINGS[name]}</svg>'
    )
