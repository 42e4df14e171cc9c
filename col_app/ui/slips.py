"""Slips with codes: an A4 sheet with ten of them on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from col_app.ui.paper import INK, Paper

COLUMNS, ROWS = 2, 5
WIDTH, HEIGHT, MARGIN = 95.0, 55.4, 10.0
QR_SIDE = 34.0
PADDING = 5.0
LONGEST_HEADING, LONGEST_LINE = 80, 120


@dataclass(frozen=True, slots=True)
class Slip:
    """What one slip says; `href` is what its QR code opens. `heading` is for this slip alone."""

    code: str
    href: str
    heading: str = ""


def sheet(
    slips: Sequence[Slip], heading: str, lines: Sequence[str], title: str, lang: str
) -> bytes:
    """A PDF of slips. `lines` stand below the heading on each; `lang` is BCP 47."""
    paper = Paper(title, lang, MARGIN)
    for number, slip in enumerate(slips):
        place = number % (COLUMNS * ROWS)
        if place == 0:
            paper.add_page()
        left, top = MARGIN + place % COLUMNS * WIDTH, MARGIN + place // COLUMNS * HEIGHT
        _draw(paper, slip, slip.heading or heading, lines, left, top)
    return bytes(paper.output())


def _draw(
    paper: Paper, slip: Slip, heading: str, lines: Sequence[str], left: float, top: float
) -> None:
    with paper.decoration():
        paper.set_draw_color(170)
        paper.set_dash_pattern(dash=1, gap=1)
        paper.rect(left, top, WIDTH, HEIGHT)
        paper.set_dash_pattern()
        paper.qr(slip.href, left + WIDTH - PADDING - QR_SIDE, top + PADDING, QR_SIDE)
    room = WIDTH - QR_SIDE - 3 * PADDING
    paper.set_xy(left + PADDING, top + PADDING)
    paper.type(12, "B")
    with paper.tagged("H2"):
        paper.block(room, heading[:LONGEST_HEADING])
    paper.type(8)
    for line in lines:
        with paper.tagged("P"):
            paper.block(room, line[:LONGEST_LINE])
    paper.set_xy(left + PADDING, top + HEIGHT - PADDING - 7)
    paper.type(15, "B", INK)
    with paper.tagged("P"):
        paper.cell(WIDTH - 2 * PADDING, 7, slip.code, align="C")
