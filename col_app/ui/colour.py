"""Colour arithmetic for the theme engine: sRGB, OKLCH hue and chroma, CIE lightness ("tone").

Hue and chroma live in OKLCH (the hue stays stable when a colour is lightened); lightness is CIE L*,
found by bisection on the luminance of WCAG 2.2. The contrast of two colours depends on luminance
only, so two tones have the same contrast whatever hue a city picks.
"""

import math
import re
from functools import lru_cache

Rgb = tuple[float, float, float]

HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
BISECTIONS = 26
CHROMA_STEP = 0.94


def parse_hex(text: str) -> Rgb:
    """Read `#rgb` or `#rrggbb` into channels of 0 to 1. Raises ValueError for anything else."""
    match = HEX.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a hex colour: {text!r}")
    digits = match.group(1)
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def to_hex(rgb: Rgb) -> str:
    """Write channels of 0 to 1 as `#rrggbb`."""
    return "#" + "".join(f"{max(0, min(255, round(channel * 255))):02x}" for channel in rgb)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def luminance(rgb: Rgb) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = map(_linear, rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2, 1 to 21."""
    first, second = luminance(parse_hex(one)), luminance(parse_hex(other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def tone_of(rgb: Rgb) -> float:
    """CIE L* of a colour, 0 to 100."""
    light = luminance(rgb)
    return 116 * light ** (1 / 3) - 16 if light > 216 / 24389 else light * 24389 / 27


def _luminance_of_tone(tone: float) -> float:
    return ((tone + 16) / 116) ** 3 if tone > 8 else tone * 27 / 24389


def hue_and_chroma(rgb: Rgb) -> tuple[float, float]:
    """OKLCH hue in degrees and chroma of a colour."""
    red, green, blue = map(_linear, rgb)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return math.degrees(math.atan2(b, a)) % 360, math.hypot(a, b)


def _linear_rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _at_luminance(target: float, chroma: float, hue: float) -> Rgb:
    low, high = 0.0, 1.0
    rgb: Rgb = (0.0, 0.0, 0.0)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        rgb = _linear_rgb(middle, chroma, hue)
        if 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] < target:
            low = middle
        else:
            high = middle
    return rgb


@lru_cache(maxsize=4096)
def tone(hue: float, chroma: float, level: float) -> str:
    """Hex of a hue at exactly this CIE tone; chroma shrinks until the colour is inside sRGB."""
    if level <= 0:
        return "#000000"
    if level >= 100:
        return "#ffffff"
    target = _luminance_of_tone(level)
    rgb = _at_luminance(target, chroma, hue)
    while chroma > 0.0005 and not all(-0.0005 <= channel <= 1.0005 for channel in rgb):
        chroma *= CHROMA_STEP
        rgb = _at_luminance(target, chroma, hue)
    red, green, blue = (_gamma(max(0.0, min(1.0, channel))) for channel in rgb)
    return to_hex((red, green, blue))
