"""City theme engine: two brand colours in, accessible CSS custom properties out.

Every pair of text and ground that the components use keeps WCAG 2.2 AA by construction; the pairs
stand in PAIRS and are checked in the tests. Topic and signal colours are fixed (they stand in
tokens.css, made by `shared_roles`), so topics look alike in every city.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from col_app.ui.colour import contrast, hue_and_chroma, parse_hex, tone, tone_of

THEMES = Path(__file__).parents[2] / "themes"

Roles = dict[str, str]

WHITE = "#ffffff"
PLAIN = ("#777777", "#777777")
"""A brand and an accent without hue, for what no city's colours change."""
TEXT_RATIO = 4.5
# a brand keeps its own fill for icons and borders only when paper lets it stand out
UI_RATIO = 3.2

TOPIC_HUES = {
    "arts": 18, "music": 330, "stage": 295, "film": 262, "making": 55, "code": 235,
    "media": 205, "ai": 280, "science": 190, "nature": 145, "sport": 110, "food": 38,
    "lang": 75, "heritage": 62, "civic": 250, "inclusion": 345,
}  # fmt: skip
SIGNALS = {"good": (152, 0.13), "warn": (75, 0.13), "bad": (27, 0.19), "info": (245, 0.12)}

# the three shapes a city chooses from: small, medium, large, extra large, pill
SHAPES = {
    "round": (".625rem", "1rem", "1.5rem", "2.25rem", "999px"),
    "soft": (".375rem", ".625rem", ".875rem", "1.25rem", ".75rem"),
    "sharp": (".125rem", ".25rem", ".375rem", ".5rem", ".25rem"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """The values of one city's look."""

    name: str
    brand: str
    accent: str
    shape: str = "round"
    scene: str = ""


@dataclass(frozen=True, slots=True)
class Seed:
    """A brand and an accent, taken apart once."""

    hue: float
    chroma: float
    level: float
    accent_hue: float
    accent_chroma: float

    @property
    def tint(self) -> float:
        """Chroma of the near-grey papers and inks."""
        return min(0.0045, self.chroma * 0.03)

    def own(self, chroma: float, level: float) -> str:
        return tone(self.hue, min(self.chroma, chroma), level)

    def grey(self, factor: float, level: float) -> str:
        return tone(self.hue, self.tint * factor, level)

    def second(self, chroma: float, level: float) -> str:
        return tone(self.accent_hue, min(self.accent_chroma, chroma), level)


def _seed(brand: str, accent: str) -> Seed:
    hue, chroma = hue_and_chroma(parse_hex(brand))
    accent_hue, accent_chroma = hue_and_chroma(parse_hex(accent))
    level = tone_of(parse_hex(brand))
    return Seed(hue, min(chroma, 0.22), level, accent_hue, min(accent_chroma, 0.2))


def _brand_fill(brand: str, seed: Seed) -> tuple[str, str, str]:
    """Fill, text on it and the fill under the pointer.

    The city's exact colour stays when white or ink text passes on it, else its tone moves down.
    """
    ink = seed.grey(2, 10)
    if contrast(brand, WHITE) >= TEXT_RATIO:
        return brand, WHITE, tone(seed.hue, seed.chroma, max(8, seed.level - 7))
    if contrast(brand, ink) >= TEXT_RATIO:
        return brand, ink, tone(seed.hue, seed.chroma, min(94, seed.level + 5))
    return tone(seed.hue, seed.chroma, 48.5), WHITE, tone(seed.hue, seed.chroma, 41.5)


def _accent_fill(accent: str, seed: Seed) -> tuple[str, str]:
    if contrast(accent, WHITE) >= TEXT_RATIO:
        return accent, WHITE
    ink = tone(seed.accent_hue, 0.03, 10)
    if contrast(accent, ink) >= TEXT_RATIO:
        return accent, ink
    return tone(seed.accent_hue, seed.accent_chroma, 68), ink


def light_roles(brand: str, accent: str) -> Roles:
    """The light palette of a city. Raises ValueError when a colour is not hex."""
    brand, accent = _clean(brand), _clean(accent)
    seed = _seed(brand, accent)
    fill, on_fill, hover = _brand_fill(brand, seed)
    second, on_second = _accent_fill(accent, seed)
    paper = seed.grey(1, 98)
    ui = fill if contrast(fill, paper) >= UI_RATIO else tone(seed.hue, seed.chroma, 54)
    strong = tone(seed.hue, seed.chroma, min(seed.level, 37))
    return {
        "bg": paper, "surface": WHITE,
        "surface-2": seed.grey(1.5, 95.5), "surface-3": seed.grey(2, 92),
        "ink": seed.grey(2.2, 11), "ink-2": seed.grey(2, 31), "ink-3": seed.grey(2, 43),
        "line": seed.grey(1.6, 88), "line-strong": seed.grey(2, 53),
        "brand": fill, "on-brand": on_fill, "brand-hover": hover, "brand-ui": ui,
        "brand-text": strong, "brand-soft": seed.own(0.045, 93),
        "on-brand-soft": seed.own(0.12, 24), "brand-deep": seed.own(0.1, 19),
        "on-brand-deep": seed.own(0.02, 97), "brand-mid": seed.own(0.15, 62),
        "brand-pale": seed.own(0.08, 84), "accent": second, "on-accent": on_second,
        "accent-text": seed.second(1, 37), "accent-soft": seed.second(0.05, 93),
        "on-accent-soft": seed.second(0.1, 24), "accent-pale": seed.second(0.1, 82),
        "focus": strong,
    }  # fmt: skip


def dark_roles(brand: str, accent: str) -> Roles:
    """The dark palette of a city. Raises ValueError when a colour is not hex."""
    seed = _seed(_clean(brand), _clean(accent))
    return {
        "bg": seed.grey(1, 6), "surface": seed.grey(1.3, 10.5),
        "surface-2": seed.grey(1.5, 14.5), "surface-3": seed.grey(1.7, 20),
        "ink": seed.grey(1, 95), "ink-2": seed.grey(1, 80), "ink-3": seed.grey(1, 70),
        "line": seed.grey(1.5, 25), "line-strong": seed.grey(1.5, 59),
        "brand": seed.own(0.15, 80), "on-brand": seed.own(0.08, 14),
        "brand-hover": seed.own(0.13, 87), "brand-ui": seed.own(0.15, 76),
        "brand-text": seed.own(0.14, 82), "brand-soft": seed.own(0.07, 24),
        "on-brand-soft": seed.own(0.06, 92), "brand-deep": seed.own(0.07, 13),
        "on-brand-deep": seed.own(0.02, 95), "brand-mid": seed.own(0.12, 55),
        "brand-pale": seed.own(0.09, 38), "accent": seed.second(0.15, 82),
        "on-accent": tone(seed.accent_hue, 0.04, 14), "accent-text": seed.second(0.13, 84),
        "accent-soft": seed.second(0.06, 24), "on-accent-soft": seed.second(0.05, 92),
        "accent-pale": seed.second(0.09, 40), "focus": seed.own(0.12, 86),
    }  # fmt: skip


def shared_roles(mode: str) -> Roles:
    """Signal and topic colours, the same in every city; `mode` is `light` or `dark`."""
    light = mode == "light"
    roles: Roles = {}
    for name, (hue, chroma) in SIGNALS.items():
        roles[name] = tone(hue, chroma, 40) if light else tone(hue, chroma * 0.8, 80)
        roles[f"{name}-soft"] = tone(hue, 0.04, 94) if light else tone(hue, 0.05, 22)
        roles[f"on-{name}-soft"] = tone(hue, chroma, 27) if light else tone(hue, 0.06, 92)
    for name, hue in TOPIC_HUES.items():
        roles[f"t-{name}"] = tone(hue, 0.15, 41) if light else tone(hue, 0.12, 80)
        roles[f"t-{name}-soft"] = tone(hue, 0.05, 92) if light else tone(hue, 0.05, 22)
        roles[f"t-{name}-mid"] = tone(hue, 0.13, 70) if light else tone(hue, 0.11, 50)
    return roles


@lru_cache(maxsize=1)
def topic_contrasts() -> dict[str, float]:
    """The least contrast of a topic's colour, by its token: on its own ground and on paper, in
    light and in dark."""
    modes = {
        "light": {**shared_roles("light"), **light_roles(*PLAIN)},
        "dark": {**shared_roles("dark"), **dark_roles(*PLAIN)},
    }
    least = {
        name: min(
            contrast(roles[f"t-{name}"], roles[ground])
            for roles in modes.values()
            for ground in (f"t-{name}-soft", "surface")
        )
        for name in TOPIC_HUES
    }
    # cut, not rounded: a colour is never said to be better than it is
    return {name: int(ratio * 10) / 10 for name, ratio in least.items()}


def _clean(colour: str) -> str:
    return "#" + colour.strip().lstrip("#").lower() if parse_hex(colour) else colour


def _declare(roles: Roles) -> str:
    return "".join(f"--{name}:{value};" for name, value in roles.items())


@lru_cache(maxsize=256)
def theme_css(brand: str, accent: str, shape: str = "round") -> str:
    """The style sheet of one city: a `theme` layer with light, dark and corner values.

    Raises ValueError for a colour that is not hex and KeyError for an unknown shape.
    """
    light, dark = _declare(light_roles(brand, accent)), _declare(dark_roles(brand, accent))
    corners = "".join(
        f"--r-{size}:{value};"
        for size, value in zip(("s", "m", "l", "xl", "pill"), SHAPES[shape], strict=True)
    )
    return (
        f"@layer theme{{:root{{{light}{corners}}}"
        # what is printed is light
        f"@media screen{{:root[data-mode=dark]{{{dark}}}}}"
        "@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not([data-mode=light]){{{dark}}}}}}}\n"
    )


def browser_colours(brand: str, accent: str) -> tuple[str, str]:
    """Light and dark `theme-color` for the browser's frame."""
    return light_roles(brand, accent)["bg"], dark_roles(brand, accent)["bg"]


@lru_cache(maxsize=256)
def load_theme(slug: str) -> Theme | None:
    """The values of themes/<slug>.toml, or None when the city has no file of its own."""
    path = THEMES / f"{slug}.toml"
    if not slug.replace("-", "").isalnum() or not path.is_file():
        return None
    return Theme(**tomllib.loads(path.read_text("utf-8")))


@lru_cache(maxsize=1)
def _palette() -> dict[str, Any]:
    return tomllib.loads((THEMES / "palette.toml").read_text("utf-8"))


@lru_cache(maxsize=1024)
def default_theme(slug: str) -> Theme:
    """The look of a city that has not chosen one yet: its own file, else a pair by its slug."""
    own = load_theme(slug)
    if own is not None:
        return own
    pairs = _palette()["pair"]
    place = int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4]) % len(pairs)
    landscape = _palette()["landscapes"].get(slug)
    scene = f"{landscape}:{slug}" if landscape else slug
    return Theme(name=slug, scene=scene, **pairs[place])


_GROUNDS = ("bg", "surface", "surface-2", "surface-3")
_TEXTS = ("ink", "ink-2", "ink-3", "brand-text", "accent-text", *SIGNALS)

# (foreground, ground, least ratio): every pair the components use
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((text, ground, TEXT_RATIO) for text in _TEXTS for ground in _GROUNDS),
    *(("ink", ground, 7) for ground in _GROUNDS),
    ("on-brand", "brand", TEXT_RATIO), ("on-brand", "brand-hover", TEXT_RATIO),
    ("on-brand-soft", "brand-soft", 7), ("on-brand-deep", "brand-deep", 7),
    ("on-accent", "accent", TEXT_RATIO), ("on-accent-soft", "accent-soft", 7),
    ("brand-text", "brand-soft", TEXT_RATIO),
    *(("line-strong", ground, 3) for ground in _GROUNDS),
    ("brand-ui", "surface", 3), ("brand-ui", "bg", 3),
    ("focus", "bg", 3), ("focus", "surface-3", 3),
    *((f"on-{name}-soft", f"{name}-soft", 7) for name in SIGNALS),
    *((f"t-{name}", f"t-{name}-soft", TEXT_RATIO) for name in TOPIC_HUES),
    *((f"t-{name}", "surface", TEXT_RATIO) for name in TOPIC_HUES),
)  # fmt: skip


def failing_pairs(roles: Roles) -> list[tuple[str, str, float]]:
    """The pairs of PAIRS below their least ratio; empty is good. `roles` is a whole palette."""
    return [
        (front, ground, least)
        for front, ground, least in PAIRS
        if contrast(roles[front], roles[ground]) < least
    ]
