"""Hero art of a city: drawn for it, or put together from its name in one of six landscapes."""

import re
from functools import lru_cache
from pathlib import Path

from col_app.ui.art import scene_parts as parts
from col_app.ui.art.dice import Dice

DRAWN = Path(__file__).parents[1] / "data" / "scenes"

_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def _sky(dice: Dice) -> str:
    sun_x = dice.pick((150, 200, 420, 470))
    return (
        parts.disc(sun_x, 112 + dice.below(36), 44 + dice.below(14), "accent")
        + parts.cloud((sun_x + 300) % 600 + 20, 84 + dice.below(30), 0.9)
        + parts.cloud((sun_x + 170) % 560 + 40, 60 + dice.below(24), 0.6)
    )


def _far_hills(dice: Dice, height: int) -> str:
    one, two = height - dice.below(30), height - 20 - dice.below(30)
    path = f"M0 {height + 40}C80 {one} 130 {one - 24} 210 {one}c50 -40 120 -50 180 -20"
    return parts.fill(f"{path} 70 -40 150 -30 250 {two - one + 30}v160H0z", "brand-pale")


def _landmark(dice: Dice, x: int, foot: int) -> str:
    choice = dice.below(3)
    if choice == 0:
        return parts.church(x, foot, 120 + dice.below(40))
    return parts.dome(x, foot) if choice == 1 else parts.church(x, foot, 96)


def _town(dice: Dice) -> str:
    near = parts.houses(dice, (-10, 640), (292, 318), 372)
    return (
        _sky(dice)
        + parts.balloon(110 + dice.below(60), 120, 0.8, ("brand", "accent"))
        + _far_hills(dice, 270)
        + parts.houses(dice, (60, 580), (236, 262), 340)
        + _landmark(dice, 190 + dice.below(60), 350)
        + parts.church(420 + dice.below(50), 350, 150)
        + near
        + parts.fill("M0 370h640v50H0z", "t-nature-mid")
        + "".join(parts.tree(x + dice.below(30), 384, 0.62) for x in range(30, 640, 118))
        + parts.fill("M0 392h640v28H0z", "surface-2")
    )


def _shore(dice: Dice, plants: str) -> str:
    return (
        _sky(dice)
        + parts.birds(((120, 96), (164, 116), (520, 86)))
        + _far_hills(dice, 290)
        + parts.houses(dice, (150, 500), (226, 258), 346)
        + _landmark(dice, 270 + dice.below(50), 340)
        + parts.houses(dice, (96, 560), (282, 304), 356)
        + parts.fill("M60 362c20 -14 500 -14 540 0v20H60z", "accent-soft")
        + parts.lighthouse(576, 366)
        + parts.water(364, dice)
        + plants
        + parts.boat(300 + dice.below(100), 386, 0.9, "accent")
        + parts.boat(484, 376, 0.55, "brand-mid")
    )


def _coast(dice: Dice) -> str:
    return _shore(dice, parts.palm(88, 368, 0.9) + parts.palm(46, 374, 0.7))


def _harbour(dice: Dice) -> str:
    return _shore(dice, parts.tree(92, 368, 0.8) + parts.tree(48, 370, 0.6))


def _hills(dice: Dice) -> str:
    peaks = "M-10 310 90 150l64 78 74-104 96 124 64-66 92 96 66-76 134 124v90H-10z"
    snow = "m228 124-34 48 26 12 20-14 26 20 16-8zM90 150l-30 46 28 6 18-12 16 14z"
    hill = "M130 352c44-120 120-158 190-158s156 40 196 158z"
    return (
        _sky(dice)
        + parts.fill(peaks, "brand-pale")
        + parts.fill(snow, "surface")
        + parts.fill(hill, "t-nature-mid")
        + parts.fill("M230 352c14-80 60-124 112-152-26 46-38 92-42 152z", "t-nature", 0.5)
        + parts.castle(286 + dice.below(20), 214)
        + parts.houses(dice, (-10, 170), (274, 300), 372)
        + parts.houses(dice, (470, 640), (274, 300), 372)
        + parts.houses(dice, (160, 480), (312, 326), 372)
        + parts.fill("M0 366h640v54H0z", "t-nature-mid")
        + "".join(parts.tree(x + dice.below(40), 392, 0.7) for x in range(10, 640, 130))
    )


def _river(dice: Dice) -> str:
    arches = "".join(f"M{60 + 108 * span} 402v-8a46 34 0 0 1 92 0v8" for span in range(5))
    rail = "M20 356h600"
    return (
        _sky(dice)
        + parts.balloon(520, 96 + dice.below(30), 0.7, ("brand-mid", "surface"))
        + _far_hills(dice, 268)
        + parts.houses(dice, (-10, 640), (246, 286), 352)
        + _landmark(dice, 110 + dice.below(60), 352)
        + parts.church(440 + dice.below(40), 352, 140)
        + parts.water(350, dice)
        + parts.fill("M0 356h640v46H0z", "surface")
        + parts.fill(arches + "z", "t-science-mid")
        + parts.fill("M0 352h640v8H0z", "brand")
        + parts.line(rail, "brand-pale", 2)
        + parts.boat(330 + dice.below(60), 398, 0.7, "accent")
    )


def _island(dice: Dice) -> str:
    land = "M70 352c70-90 130-112 200-118 90-8 120-60 180-40 60 20 90 100 150 158z"
    return (
        _sky(dice)
        + parts.birds(((80, 120), (130, 100)))
        + parts.fill(land, "t-nature-mid")
        + parts.fill("M300 352c20-70 70-120 150-158-30 50-50 100-54 158z", "t-nature", 0.4)
        + parts.houses(dice, (180, 430), (268, 292), 352)
        + parts.dome(300 + dice.below(40), 346)
        + parts.houses(dice, (140, 480), (302, 318), 360)
        + parts.mill(506, 350)
        + parts.fill("M40 360c80-24 470-24 560 0v20H40z", "accent-soft")
        + parts.water(362, dice)
        + parts.palm(120, 366, 0.9)
        + parts.palm(166, 370, 0.7)
        + parts.boat(420 + dice.below(70), 388, 0.9, "accent")
        + parts.boat(250, 398, 0.6, "brand-mid")
    )


KINDS = {
    "town": _town,
    "coast": _coast,
    "harbour": _harbour,
    "hills": _hills,
    "river": _river,
    "island": _island,
}


def _body(name: str) -> str:
    file = DRAWN / f"{name}.svg"
    if re.fullmatch(r"[a-z-]+", name) and file.is_file():
        return _BODY.findall(file.read_text("utf-8"))[0].replace("\n", "")
    kind, _, slug = name.partition(":")
    dice = Dice(f"scene/{slug or name}")
    return KINDS[kind](dice) if kind in KINDS else dice.pick(tuple(KINDS.values()))(dice)


@lru_cache(maxsize=256)
def scene(name: str) -> str:
    """The hero art of a city, in the colours of the page.

    `name` is one that was drawn (`vilnius`), or `<landscape>:<slug>` with a landscape of KINDS,
    or any slug, which then also chooses the landscape.
    """
    return (
        f'<svg class="scene" viewBox="0 0 {parts.WIDTH} {parts.HEIGHT}" '
        'preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">'
        f"{_body(name)}</svg>"
    )
