"""Badges on paper: a CV or a collection, with a code beside each badge that can be checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from col_app.core.speech import gettext as _
from col_app.recognition.wallet.faces import Entry
from col_app.ui.paper import MUTED, RULE, Paper, icon_png, is_rtl

MARGIN = 18.0
PICTURE, CODE, GAP = 20.0, 18.0, 5.0
HEAD_CODE = 28.0
BETWEEN, SMALL_GAP = 5.0, 0.7
LONGEST = 2000
"""Letters of one paragraph, which then fits on a page; what is longer goes on in the next."""
NAME, SMALL, TEXT, TINY = (11.5, "B"), (9.0, ""), (9.5, ""), (7.5, "")
Pictures = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top: a title, lines below it, a story, and where its code leads to."""

    title: str
    lines: tuple[str, ...] = ()
    about: str = ""
    href: str = ""
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph of an entry. `kind` is its tag."""

    text: str
    letters: tuple[float, str]
    grey: int | None = None
    lang: str = ""
    kind: str = "P"
    link: str = ""


def sheet(
    head: Head,
    parts: Sequence[tuple[str, Sequence[Entry]]],
    pictures: Pictures,
    lang: str,
    *,
    from_right: bool = False,
) -> bytes:
    """A PDF of badges below headings; parts without badges are left out.

    `pictures` are PNG by the keys of the entries, `lang` is BCP 47; `from_right` is for readers
    whose language runs that way.
    """
    page = _Page(head.title, lang, pictures, from_right=from_right)
    page.head(head)
    if head.skills:
        page.section(_("Skills"), 0)
        page.paragraphs(" · ".join(head.skills), TEXT)
    for heading, entries in parts:
        page.entries(heading, entries)
    return page.done()


class _Page:
    """Where things stand on an A4 page."""

    def __init__(self, title: str, lang: str, pictures: Pictures, *, from_right: bool) -> None:
        self.paper = Paper(title, lang, MARGIN, _foot)
        self.pictures, self.from_right = pictures, from_right
        self._heights: dict[tuple[_Block, float], float] = {}
        self.paper.add_page()
        self.width = self.paper.epw

    def done(self) -> bytes:
        return bytes(self.paper.output())

    def _left(self, from_start: float, width: float) -> float:
        """Where something lies whose distance is counted from where lines begin."""
        start = self.width - from_start - width if self.from_right else from_start
        return MARGIN + start

    def head(self, head: Head) -> None:
        paper = self.paper
        room = self.width - (HEAD_CODE + GAP if head.href else 0)
        top = paper.y
        if head.href:
            self._code(head.href, self.width - HEAD_CODE, top, HEAD_CODE)
        paper.set_xy(self._left(0, room), top)
        blocks = [_Block(head.title, (24, "B"), kind="H1")]
        blocks += [_Block(line, (10, ""), MUTED) for line in head.lines if line]
        blocks += [_Block(part, (10.5, "")) for part in _paragraphs(head.about)]
        for block in blocks:
            self._set(block, self._left(0, room), room)
        paper.set_y(max(paper.y, top + HEAD_CODE if head.href else 0) + 3)
        self._rule()

    def section(self, heading: str, first: float) -> None:
        """A heading, on the next page if what is below would not fit on this one."""
        paper = self.paper
        paper.set_y(paper.y + 4)
        block = _Block(heading, (15, "B"), kind="H2")
        if self._height([block], self.width) + first + 4 > paper.rest():
            paper.add_page()
        paper.start_section(heading)
        self._set(block, self._left(0, self.width), self.width)
        paper.set_y(paper.y + 1)

    def paragraphs(self, text: str, letters: tuple[float, str]) -> None:
        for part in _paragraphs(text):
            self._set(_Block(part, letters), self._left(0, self.width), self.width)
        self.paper.set_y(self.paper.y + BETWEEN)

    def entries(self, heading: str, entries: Sequence[Entry]) -> None:
        """Badges below a heading that does not stand alone."""
        kind = "H3" if heading else "H2"
        each = [(entry, _blocks(entry, kind)) for entry in entries]
        for number, (entry, blocks) in enumerate(each):
            height = min(self._entry_height(blocks), self.paper.eph * 0.8)
            if number == 0 and heading:
                self.section(heading, height)
            elif number == 0:
                self.paper.set_y(self.paper.y + SMALL_GAP)
            elif height + BETWEEN > self.paper.rest():
                self.paper.add_page()
            else:
                self._rule()
            self._entry(entry, blocks)

    def _entry_height(self, blocks: Sequence[_Block]) -> float:
        return max(PICTURE, self._height(blocks, self._room))

    @property
    def _room(self) -> float:
        return self.width - PICTURE - CODE - 2 * GAP

    def _entry(self, entry: Entry, blocks: Sequence[_Block]) -> None:
        paper, number, top = self.paper, self.paper.page, self.paper.y
        with paper.decoration():
            png = self.pictures.get(entry.key) or icon_png("shield", "#5a5a66", 256)
            paper.picture(png, self._left(0, PICTURE), top, PICTURE)
        if entry.href:
            self._code(entry.href, self.width - CODE, top + 1, CODE)
        for block in blocks:
            self._set(block, self._left(PICTURE + GAP, self._room), self._room)
        lowest = top + PICTURE if paper.page == number else 0
        paper.set_y(max(paper.y, lowest) + BETWEEN)

    def _code(self, href: str, from_start: float, top: float, side: float) -> None:
        with self.paper.tagged("Figure", alt=_("QR code: %(address)s", address=href)):
            self.paper.qr(href, self._left(from_start, side), top, side)

    def _set(self, block: _Block, left: float, width: float) -> None:
        paper = self.paper
        if self._height([block], width) > paper.rest():
            paper.add_page()
        paper.set_x(left)
        self._type(block)
        letters = block.text if is_rtl(block.text) else ""
        with paper.tagged(block.kind, block.lang, letters=letters):
            paper.block(width, block.text, block.link, at_right=self.from_right)
        paper.set_y(paper.y + SMALL_GAP)

    def _height(self, blocks: Sequence[_Block], width: float) -> float:
        return sum(self._measured(block, width) + SMALL_GAP for block in blocks)

    def _measured(self, block: _Block, width: float) -> float:
        # breaking lines costs most of the time; whether a badge fits is asked more than once
        known = (block, width)
        if known not in self._heights:
            self._type(block)
            self._heights[known] = self.paper.block(width, block.text, is_dry=True)
        return self._heights[known]

    def _type(self, block: _Block) -> None:
        size, style = block.letters
        self.paper.type(size, style, *(() if block.grey is None else (block.grey,)))

    def _rule(self) -> None:
        paper = self.paper
        with paper.decoration():
            paper.set_draw_color(RULE)
            paper.set_line_width(0.2)
            paper.line(MARGIN, paper.y, MARGIN + self.width, paper.y)
        paper.set_y(paper.y + BETWEEN)


def _foot(page: int, pages: str) -> str:
    return _("Page %(page)s of %(pages)s", page=page, pages=pages)


def _blocks(entry: Entry, kind: str) -> list[_Block]:
    facts = " · ".join(filter(None, (entry.issuer, entry.date, entry.state)))
    found = [_Block(entry.name, NAME, lang=entry.lang, kind=kind, link=entry.href)]
    found.append(_Block(facts, SMALL, MUTED))
    if entry.holder:
        found.append(_Block(_("Awarded to %(name)s", name=entry.holder), SMALL))
    found += [_Block(part, TEXT, lang=entry.lang) for part in _paragraphs(entry.description)]
    found += [_Block(part, SMALL, MUTED) for part in _paragraphs(" · ".join(entry.skills))]
    for line in entry.evidence:
        found += [_Block(part, SMALL, link=_link(line)) for part in _paragraphs(line)]
    if entry.href:
        short = entry.href.partition("://")[2]
        found.append(_Block(short, TINY, MUTED, link=entry.href))
    return found


def _link(line: str) -> str:
    return line if line.startswith("https://") else ""


def _paragraphs(text: str) -> list[str]:
    return [part for line in text.splitlines() for part in wrap(line, LONGEST)]
