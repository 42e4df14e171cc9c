"""Pieces that city scenes are made of. A scene is 640 wide and 420 high."""

from collections.abc import Iterable

from col_app.ui.art.dice import Dice

WIDTH, HEIGHT = 640, 420

WALLS = ("surface", "accent-pale", "brand-mid", "surface-2", "brand-pale")


def fill(path: str, colour: str, opacity: float = 1) -> str:
    """A filled path in a colour of the theme."""
    faint = "" if opacity == 1 else f' opacity="{opacity:g}"'
    return f'<path d="{path}" fill="var(--{colour})"{faint}/>'


def line(path: str, colour: str, width: float) -> str:
    """A stroked path in a colour of the theme."""
    return (
        f'<path d="{path}" fill="none" stroke="var(--{colour})" stroke-width="{width:g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def disc(x: float, y: float, radius: float, colour: str) -> str:
    """A filled circle in a colour of the theme."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="var(--{colour})"/>'


def windows(x: float, y: float, columns: int, rows: int, gap: tuple[float, float]) -> str:
    """A block of windows, 7 wide and 11 high, `gap` apart from left to left and top to top."""
    return "".join(
        f'<rect x="{x + column * gap[0]:g}" y="{y + row * gap[1]:g}" width="7" height="11" '
        'rx="3" fill="var(--on-brand-soft)"/>'
        for column in range(columns)
        for row in range(rows)
    )


def house(x: int, top: int, width: int, foot: int, wall: str) -> str:
    """A house with a gable roof."""
    roof = f"M{x - 3} {top}l{width / 2 + 3:g} -23 {width / 2 + 3:g} 23z"
    columns = max(2, (width - 12) // 15)
    rows = max(1, (foot - top - 18) // 22)
    return (
        fill(f"M{x} {foot}V{top}h{width}V{foot}z", wall)
        + fill(roof, "brand")
        + windows(x + 11, top + 12, columns, rows, (15, 22))
    )


def houses(dice: Dice, span: tuple[int, int], tops: tuple[int, int], foot: int) -> str:
    """A row of houses from span[0] to span[1], with eaves between the two heights of `tops`."""
    drawn, x, last = [], span[0], ""
    while x < span[1]:
        width = 46 + dice.below(20)
        wall = dice.pick([name for name in WALLS if name != last])
        drawn.append(house(x, tops[0] + dice.below(tops[1] - tops[0]), width, foot, wall))
        x, last = x + width - 3, wall
    return "".join(drawn)


def church(x: int, foot: int, height: int) -> str:
    """A nave and a tower with a spire."""
    top = foot - height
    return (
        fill(f"M{x + 38} {foot}v-84l44 0v84z", "surface-2")
        + fill(f"M{x + 36} {foot - 84}l10 -26h38v26z", "brand")
        + fill(f"M{x} {foot}V{top}h40v{height}z", "surface")
        + fill(f"M{x - 4} {top}l24 -58 24 58z", "brand")
        + line(f"M{x + 20} {top - 56}v-20", "ink-2", 3)
        + windows(x + 10, top + 16, 2, max(2, height // 48), (13, 40))
    )


def castle(x: int, foot: int) -> str:
    """A keep with battlements and a flag."""
    top = foot - 66
    teeth = "h10v-8h10v8" * 4
    return (
        fill(f"M{x} {foot}v-66h80v66z", "brand")
        + fill(f"M{x - 4} {top}v-8{teeth}h8v8z", "brand")
        + line(f"M{x + 40} {top - 8}v-42", "ink-2", 3)
        + fill(f"M{x + 41} {top - 50}h32l-8 8 8 8h-32z", "accent")
        + windows(x + 15, foot - 50, 4, 2, (14, 22))
    )


def dome(x: int, foot: int) -> str:
    """A round building with a dome."""
    return (
        fill(f"M{x} {foot}v-60h64v60z", "surface")
        + fill(f"M{x - 4} {foot - 60}c0 -52 72 -52 72 0z", "brand")
        + line(f"M{x + 32} {foot - 98}v-22", "ink-2", 3)
        + disc(x + 32, foot - 122, 4.5, "accent")
        + windows(x + 10, foot - 46, 4, 2, (13, 22))
    )


def lighthouse(x: int, foot: int) -> str:
    """A striped lighthouse."""
    return (
        fill(f"M{x} {foot}l6 -104h20l6 104z", "surface")
        + fill(f"M{x + 2} {foot - 34}l1.500 -24h25l1.500 24z", "brand")
        + fill(f"M{x + 5} {foot - 82}l1 -22h20l1 22z", "brand")
        + fill(f"M{x + 4} {foot - 104}h24v-20H{x + 4}z", "accent")
        + fill(f"M{x} {foot - 124}h32l-16 -16z", "brand")
    )


def mill(x: int, foot: int) -> str:
    """A windmill."""
    hub = f"{x} {foot - 78}"
    sails = "".join(
        f'<g transform="translate({hub}) rotate({turn})">'
        f"{fill('M-3 0h6v-62h-6z', 'ink-2')}{fill('M3 -62h15v46H3z', 'surface')}</g>"
        for turn in (20, 110, 200, 290)
    )
    body = fill(f"M{x - 24} {foot}l8 -84h32l8 84z", "brand-mid")
    cap = fill(f"M{x - 19} {foot - 84}c0 -24 38 -24 38 0z", "brand")
    return (
        body
        + cap
        + windows(x - 4, foot - 50, 1, 2, (0, 22))
        + sails
        + disc(x, foot - 78, 5, "brand")
    )


def tree(x: float, foot: float, size: float = 1) -> str:
    """A broad tree."""
    return (
        f'<g transform="translate({x:g} {foot:g}) scale({size:g})">'
        + fill("M-4 0h8l-1-44h-6z", "accent-text")
        + fill("M0-100c26 2 36 32 20 50-10 12-30 12-40 0-16-18-6-52 20-50z", "t-nature")
        + "</g>"
    )


def palm(x: float, foot: float, size: float = 1) -> str:
    """A palm tree that leans with the wind."""
    leaves = (
        "M10-92c-22-22-46-18-56 2 20-8 38-6 56-2zM10-92c-4-28 14-42 36-36-12 10-24 20-36 36z"
        "M10-92c20-20 44-14 52 6-18-8-36-8-52-6zM10-92c-26-4-44 12-44 34 12-16 26-28 44-34z"
        "M10-92c22 0 40 16 38 36-10-16-22-28-38-36z"
    )
    return (
        f'<g transform="translate({x:g} {foot:g}) scale({size:g})">'
        + line("M0 0c-2-34 2-62 10-92", "accent-text", 8)
        + fill(leaves, "t-nature")
        + "</g>"
    )


def balloon(x: float, y: float, size: float, colours: tuple[str, str]) -> str:
    """A hot-air balloon."""
    skin = "M0-34c22 0 34 15 34 33 0 18-16 32-25 43h-18C-18 31-34 17-34-1c0-18 12-33 34-33z"
    stripe = "M0-34c9 0 14 15 14 33 0 18-5 32-8 43h-12c-3-11-8-25-8-43 0-18 5-33 14-33z"
    return (
        f'<g transform="translate({x:g} {y:g}) scale({size:g})">'
        + fill(skin, colours[0])
        + fill(stripe, colours[1])
        + fill("M-9 42h18l-2 6H-7zM-7 56h14v10H-7z", "ink-2")
        + line("M-6 48l1 8M6 48l-1 8", "ink-2", 1.5)
        + "</g>"
    )


def boat(x: float, y: float, size: float, sail: str) -> str:
    """A sailing boat."""
    return (
        f'<g transform="translate({x:g} {y:g}) scale({size:g})">'
        + fill("M-30 6h60l-10 14h-40z", "brand")
        + fill("M0 4v-52l26 46z", "surface")
        + fill("M-4 4v-40l-20 36z", sail)
        + "</g>"
    )


def birds(spots: Iterable[tuple[float, float]]) -> str:
    """Birds far away."""
    return line("".join(f"M{x:g} {y:g}q8-10 14 0 6-10 14 0" for x, y in spots), "ink-2", 2.5)


def cloud(x: float, y: float, size: float) -> str:
    """A cloud."""
    path = "M-44 12a18 18 0 0 1 8-34 26 26 0 0 1 48-6 22 22 0 0 1 32 40z"
    return f'<g transform="translate({x:g} {y:g}) scale({size:g})">{fill(path, "surface", 0.9)}</g>'


def water(top: int, dice: Dice) -> str:
    """Water up to the lower edge, with ripples."""
    ripples = "".join(
        f"M{x + dice.below(40)} {top + 18 + dice.below(max(6, HEIGHT - top - 26))}"
        f"h{34 + dice.below(50)}"
        for x in range(20, WIDTH, 92)
    )
    return (
        fill(f"M0 {top}h640v{HEIGHT - top}H0z", "t-science-soft")
        + fill(f"M0 {top}h640v7H0z", "t-science-mid")
        + line(ripples, "t-science-mid", 4)
    )
