"""Slips with codes on paper: an A4 sheet with ten of them on a page, in the project's own type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from fpdf import FPDF

from col_app.config import ROOT

FONTS = ROOT / "col_app/ui/static/vendor/fonts"
LATIN = "latin"
SCRIPTS = {"latin-ext": (0x100, 0x24F), "greek": (0x370, 0x3FF), "cyrillic": (0x400, 0x4FF)}
"""Letters beyond Western European ones: each file is opened only where a slip needs it."""
COLUMNS, ROWS = 2, 5
WIDTH, HEIGHT, MARGIN = 95.0, 55.4, 10.0
QR_SIDE = 34.0
PADDING = 5.0


@dataclass(frozen=True, slots=True)
class Slip:
    """What one slip says; `href` is what its QR code opens. `heading` is for this slip alone."""

    code: str
    href: str
    heading: str = ""


def sheet(
    slips: Sequence[Slip], heading: str, lines: Sequence[str], title: str, lang: str
) -> bytes:
    """A PDF of slips. `lines` stand below the heading on each."""
    paper = FPDF(format="A4")
    paper.set_title(title)
    paper.set_lang(lang)
    paper.set_auto_page_break(False)
    text = " ".join((heading, *lines, *(slip.heading for slip in slips)))
    more = [name for name, (a, z) in SCRIPTS.items() if any(a <= ord(c) <= z for c in text)]
    for script in (LATIN, *more):
        paper.add_font(
            script,
            fname=FONTS / f"commissioner-{script}-wght-normal.woff2",
            variations={"": {"wght": 400}, "B": {"wght": 700}},
        )
    paper.set_font(LATIN, size=10)
    paper.set_fallback_fonts(more)
    for number, slip in enumerate(slips):
        place = number % (COLUMNS * ROWS)
        if place == 0:
            paper.add_page()
        _draw(paper, slip, slip.heading or heading, lines, (place % COLUMNS, place // COLUMNS))
    return bytes(paper.output())


def _draw(
    paper: FPDF, slip: Slip, heading: str, lines: Sequence[str], place: tuple[int, int]
) -> None:
    left, top = MARGIN + place[0] * WIDTH, MARGIN + place[1] * HEIGHT
    paper.set_draw_color(170)
    paper.set_dash_pattern(dash=1, gap=1)
    paper.rect(left, top, WIDTH, HEIGHT)
    paper.set_dash_pattern()
    _qr(paper, slip.href, left + WIDTH - PADDING - QR_SIDE, top + PADDING)
    room = WIDTH - QR_SIDE - 3 * PADDING
    paper.set_xy(left + PADDING, top + PADDING)
    paper.set_font(LATIN, "B", 12)
    paper.multi_cell(room, 5, heading[:80], align="L", new_x="LEFT", new_y="NEXT")
    paper.set_font(LATIN, "", 8)
    for line in lines:
        paper.multi_cell(room, 3.8, line[:120], align="L", new_x="LEFT", new_y="NEXT")
    paper.set_xy(left + PADDING, top + HEIGHT - PADDING - 7)
    paper.set_font(LATIN, "B", 15)
    paper.cell(WIDTH - 2 * PADDING, 7, slip.code, align="C")


def _qr(paper: FPDF, href: str, left: float, top: float) -> None:
    matrix = segno.make(href, micro=False, error="m").matrix
    side = QR_SIDE / len(matrix)
    paper.set_fill_color(0)
    for y, row in enumerate(matrix):
        for x, is_dark in enumerate(row):
            if is_dark:
                # a hair larger than its square, so that no white line shows between two
                paper.rect(left + x * side, top + y * side, side + 0.02, side + 0.02, style="F")
