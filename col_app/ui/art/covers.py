"""A tile mosaic as a picture of its own, for those who show a link to an activity."""

import re
from functools import lru_cache

import resvg_py

from col_app.ui.art.tiles import SIDE, cover
from col_app.ui.art.topics import look_of
from col_app.ui.theme import light_roles, shared_roles

WIDTH, HEIGHT = 1200, 630
COLS, ROWS = 10, 6
_ROLE = re.compile(r"var\(--([\w-]+)\)")
_BOX = f'viewBox="0 0 {COLS * SIDE} {ROWS * SIDE}"'


@lru_cache(maxsize=256)
def cover_png(topic: str, seed: int | str, brand: str, accent: str) -> bytes:
    """The mosaic of a topic and a seed in a city's light colours.

    Raises ValueError for a colour that is not hex.
    """
    roles = light_roles(brand, accent) | shared_roles("light")
    token, _icon = look_of(topic)
    roles |= {f"tt{shade}": roles[f"t-{token}{shade}"] for shade in ("", "-soft", "-mid")}
    drawn = _ROLE.sub(lambda found: roles[found[1]], cover(topic, seed, COLS, ROWS))
    frame = f'xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" {_BOX}'
    return bytes(
        resvg_py.svg_to_bytes(svg_string=drawn.replace(_BOX, frame, 1), skip_system_fonts=True)
    )
