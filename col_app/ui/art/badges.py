"""Badge images. Colours are fixed: a badge image is baked, it must not change with a theme."""

import re
from functools import lru_cache
from html import escape

import resvg_py

from col_app.ui.art import badge_patterns
from col_app.ui.art.badge_shapes import SHAPES, outline
from col_app.ui.art.icons import DRAWINGS
from col_app.ui.assets import digest
from col_app.ui.colour import hue_and_chroma, parse_hex, tone

# in this order: deep for rim and icon, main, light for the pattern, paper
PALETTES: dict[str, tuple[str, str, str, str]] = {
    "ember": ("#7c1d23", "#c8372d", "#f6b93b", "#fff4dc"),
    "forest": ("#14432a", "#2b7a4b", "#a8d672", "#f3f9e6"),
    "sea": ("#0b3f58", "#12809c", "#6fd6cf", "#ecfbfa"),
    "dusk": ("#2c1f57", "#6448b1", "#e59ad0", "#f8effb"),
    "sun": ("#6b3a06", "#d98a12", "#ffd966", "#fff9e6"),
    "ink": ("#17223b", "#3d5a98", "#9fc1f2", "#eef4fd"),
    "clay": ("#5a2a17", "#b5623a", "#f0b48a", "#fdf2e9"),
    "rose": ("#5e1739", "#b93a72", "#f7a9c0", "#fdeff4"),
    "lime": ("#33420d", "#7a9a1a", "#d8ea6c", "#f8fbe3"),
}

OWN = re.compile(r"own-[0-9a-f]{6}")
"""A palette of somebody's own: named by its main colour."""
OWN_TONES = (22, 46, 84, 97)
"""Lightness of deep, main, light and paper: whatever the hue, the icon has 10:1 on its paper."""

# what the badge designer offers
CHOICES = {"shape": SHAPES, "palette": tuple(PALETTES), "pattern": badge_patterns.PATTERNS}
ICONS = (
    "mic", "chat", "camera", "heart", "star", "bulb", "hand", "leaf", "code", "music", "landmark",
    "rocket", "palette", "mask", "hammer", "spark", "flask", "ball", "tent", "brain", "pot", "talk",
    "book", "vote", "scale", "hand-heart", "together", "equal", "access", "work", "piggy", "plane",
    "game", "dove", "flag", "map", "eye", "users", "route", "globe",
)  # fmt: skip
SEED_DIGITS = 20


def is_palette(name: str) -> bool:
    """Whether a badge can have these colours."""
    return name in PALETTES or OWN.fullmatch(name) is not None


@lru_cache(maxsize=256)
def colours_of(palette: str) -> tuple[str, str, str, str]:
    """The four colours of a palette. Raises KeyError for an unknown one."""
    if palette in PALETTES or not OWN.fullmatch(palette):
        return PALETTES[palette]
    hue, chroma = hue_and_chroma(parse_hex(palette.removeprefix("own-")))
    deep, main, light, paper = (tone(hue, chroma, level) for level in OWN_TONES)
    return deep, main, light, paper


def _core(shape: str, colours: tuple[str, str, str, str], name: str, drawn: str) -> str:
    deep, main, _light, paper = colours
    rim = f"{outline(shape)}{outline(shape, 0.9)}"
    return (
        f'<path d="{outline(shape, 0.95)}" fill="{main}"/>{drawn}'
        f'<path d="{rim}" fill="{deep}" fill-rule="evenodd"/>'
        f'<circle cx="100" cy="98" r="48" fill="{paper}" stroke="{deep}" stroke-width="4"/>'
        f'<g transform="translate(65.2 63.2) scale(2.9)" fill="none" stroke="{deep}" '
        f'stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">{DRAWINGS[name]}</g>'
    )


@lru_cache(maxsize=1024)
def badge_svg(
    shape: str = "hex",
    palette: str = "ember",
    icon: str = "leaf",
    pattern: str = "rays",
    seed: int | str = 1,
    size: int = 120,
    label: str = "",
) -> str:
    """A badge as a complete SVG file, without ids and without style sheets.

    `size` is its width and height in pixels; with a label the image speaks.
    Raises KeyError for an unknown shape, palette, icon or pattern.
    """
    colours = colours_of(palette)
    drawn = badge_patterns.pattern(pattern, shape, colours[2], seed)
    voice = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="badge-art" viewBox="0 0 200 200" '
        f'width="{size}" height="{size}" {voice} focusable="false">'
        f"{_core(shape, colours, icon, drawn)}</svg>"
    )


@lru_cache(maxsize=1024)
def badge_image(
    shape: str, palette: str, icon: str, pattern: str, seed: int, size: int, label: str = ""
) -> str:
    """The same as a picture element whose file browsers keep; the file's address has its hash."""
    version = digest(badge_svg(shape, palette, icon, pattern, seed).encode())
    name = ".".join((shape, palette, icon, pattern, str(seed)))
    return (
        f'<img class="badge-art" src="/static/badges/{name}.svg?v={version}" width="{size}" '
        f'height="{size}" alt="{escape(label)}" loading="lazy" decoding="async">'
    )


def badge_file(name: str) -> str:
    """The drawing behind an address of `badge_image`. Raises ValueError for an unknown name."""
    shape, palette, icon, pattern, seed = name.split(".")
    known = (
        shape in SHAPES and is_palette(palette) and icon in DRAWINGS
        and pattern in CHOICES["pattern"] and seed.isdecimal() and len(seed) < SEED_DIGITS
    )  # fmt: skip
    if not known:
        raise ValueError(name)
    return badge_svg(shape, palette, icon, pattern, int(seed))


@lru_cache(maxsize=128)
def badge_png(
    shape: str,
    palette: str,
    icon: str,
    pattern: str,
    seed: int | str = 1,
    size: int = 512,
) -> bytes:
    """The same badge as PNG, `size` pixels wide and high. Raises KeyError as badge_svg does."""
    svg = badge_svg(shape, palette, icon, pattern, seed, size)
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size, skip_system_fonts=True))
