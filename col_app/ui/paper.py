"""Paper: A4 pages in the project's own type, in every script, with tags for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby

import resvg_py
import segno
from fpdf import FPDF, ViewerPreferences
from fpdf.bidi import auto_detect_base_direction
from fpdf.enums import TextDirection

from col_app.ui import print_fonts
from col_app.ui.art.icons import DRAWINGS
from col_app.ui.print_fonts import MAIN, WEIGHTS

INK, MUTED, RULE = 25, 90, 205
MM_PER_POINT = 25.4 / 72
LEADING = 1.36
NUMBER_OF_PAGES = "{nb}"


def is_rtl(text: str) -> bool:
    """Whether a text reads from right to left, by its first letter that says so (UAX #9, P2)."""
    return auto_detect_base_direction(text) is TextDirection.RTL


class Paper(FPDF):
    """A document with a title, a language and tags; margins are in millimetres."""

    def __init__(
        self, title: str, lang: str, margin: float, foot: Callable[[int, str], str] | None = None
    ) -> None:
        """An empty document. `lang` is BCP 47; `foot(page, of)` is the line below each page."""
        super().__init__(format="A4")
        self._foot = foot
        self.set_title(title)
        self.set_lang(lang)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_margin(margin)
        self.c_margin = 0
        self.set_auto_page_break(False, margin)
        for family in print_fonts.PARTS:
            for style, weight in WEIGHTS.items():
                self.add_font(family, style, print_fonts.path(family, weight))
        self.set_font(MAIN, size=10)
        self.set_fallback_fonts([family for family in print_fonts.PARTS if family != MAIN])

    def footer(self) -> None:
        """What fpdf2 asks for at the end of each page."""
        if self._foot is None:
            return
        with self.decoration():
            self.type(8, grey=MUTED)
            # the number of pages is filled in at the end, which shaped letters do not allow
            self.set_text_shaping(False)
            self.set_y(-self.b_margin * 0.7)
            self.cell(self.epw, 4, self._foot(self.page_no(), NUMBER_OF_PAGES), align="C")

    @contextmanager
    def tagged(
        self, kind: str, lang: str = "", alt: str | None = None, letters: str = ""
    ) -> Iterator[None]:
        """What is drawn inside has a place in the structure: `H1`, `P`, `Figure` (PDF 1.7, 14.8).

        It stays on its page. `lang` is BCP 47, empty for the document's own; `letters` is the text
        in the order in which it is read, where it is drawn in another one.
        """
        number = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{kind}", mcid=number, alt_text=alt)
        told = f"/Lang ({lang}) " if lang else ""
        if letters:
            told += f"/ActualText <FEFF{letters.encode('utf-16-be').hex()}> "
        self._out(f"/{kind} <<{told}/MCID {number}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn inside says nothing to those who listen."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    def type(self, size: float, style: str = "", grey: int = INK) -> None:
        """The letters of what comes next, in points."""
        self.set_font(MAIN, style, size)
        self.set_text_color(grey)

    def block(
        self,
        width: float,
        text: str,
        link: str = "",
        *,
        at_right: bool = False,
        is_dry: bool = False,
    ) -> float:
        """Set a paragraph at the present place and go below it; its height. A dry one is measured.

        Its lines begin at the right when their language does, or when the page wishes.
        """  # fmt: skip
        rtl = is_rtl(text)
        # joining letters costs most of the time that a page takes: only where letters are joined
        self.set_text_shaping(rtl or "B" in self.font_style)
        height = self.multi_cell(
            width, self.font_size_pt * MM_PER_POINT * LEADING, text,
            align="R" if rtl or at_right else "L", link=link, new_x="LEFT", new_y="NEXT",
            dry_run=is_dry, output="HEIGHT",
        )  # fmt: skip
        return float(height)  # type: ignore[arg-type] # that is what was asked for

    def rest(self) -> float:
        """How much of the page is left, in millimetres."""
        return self.page_break_trigger - self.y

    def picture(self, png: bytes, left: float, top: float, side: float) -> None:
        """A square picture."""
        self.image(png, left, top, side, side)

    def qr(self, href: str, left: float, top: float, side: float) -> None:
        """A QR code that leads to an address; on a screen it is a link, too."""
        matrix = segno.make(href, micro=False, error="m").matrix
        module = side / len(matrix)
        self.set_fill_color(0)
        for y, row in enumerate(matrix):
            x = 0
            for is_dark, run in groupby(row):
                count = len(list(run))
                if is_dark:
                    # a hair larger than its place, so that no white line shows between two
                    width, height = count * module + 0.02, module + 0.02
                    self.rect(left + x * module, top + y * module, width, height, style="F")
                x += count
        self.link(left, top, side, side, href)


@lru_cache(maxsize=16)
def icon_png(name: str, colour: str, size: int) -> bytes:
    """An icon of `art.icons` as PNG, `size` pixels wide and high. Raises KeyError."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">'
        f"{DRAWINGS[name]}</svg>"
    )
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size, skip_system_fonts=True))
