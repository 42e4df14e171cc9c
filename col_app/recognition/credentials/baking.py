"""Baking: a badge inside its own picture (Open Badges 3.0, section 5.3).

PNG: one uncompressed iTXt chunk named ``openbadgecredential``. SVG: one ``openbadges:credential``
element, first in the root. JSON is baked in pure ASCII: readers that take iTXt for Latin-1 exist,
and one letter read wrongly breaks the signature. Pictures of Open Badges 1 and 2 are read too.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

MAX_IMAGE = 10 * 1024 * 1024
MAX_TEXT = 1024 * 1024

_PNG = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"openbadgecredential"
_OLD_KEYWORD = b"openbadges"
_SVG_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_SVG_ELEMENT = f"{_SVG_NAMESPACE} credential"
_SVG_OLD_ELEMENT = "http://openbadges.org assertion"
# the start of the root element, with its quoted attributes, up to its closing bracket
_SVG_ROOT = re.compile(r"""<svg(\s(?:[^>"']|"[^"]*"|'[^']*')*)?>""")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


class BakingError(ValueError):
    """The picture cannot carry a badge, or does not carry exactly one."""


def bake_png(png: bytes, text: str) -> bytes:
    """Put ``text`` (credential JSON or VC-JWT) into a PNG; a badge already in it is replaced."""
    kept = [chunk for kind, body, chunk in _chunks(png) if _keyword(kind, body) is None]
    body = _KEYWORD + b"\0\0\0\0\0" + _ascii(text)
    return _PNG + kept[0] + _chunk(b"iTXt", body) + b"".join(kept[1:])


def bake_svg(svg: str, text: str) -> str:
    """Put ``text`` (credential JSON or VC-JWT) into an SVG that holds no badge yet."""
    root = _SVG_ROOT.search(svg)
    if root is None or _SVG_NAMESPACE in svg:
        raise BakingError("not an SVG picture without a badge")
    head, rest = svg[: root.end() - 1], svg[root.end() :]
    if head.endswith("/"):
        raise BakingError("an empty SVG picture")
    ascii_text = _ascii(text).decode()
    if text.startswith("{"):
        # "]]>" would end the section; in JSON it can only stand inside a string
        body = ascii_text.replace("]]>", r"]]\u003e")
        element = f"<openbadges:credential><![CDATA[{body}]]></openbadges:credential>"
    else:
        element = f"<openbadges:credential verify={quoteattr(ascii_text)}/>"
    return f'{head} xmlns:openbadges="{_SVG_NAMESPACE}">{element}{rest}'


def unbake(image: bytes) -> str:
    """Take the one badge out of a PNG or SVG; raise BakingError when there is not exactly one."""
    if len(image) > MAX_IMAGE:
        raise BakingError("the picture is too big")
    text = _unbake_png(image) if image.startswith(_PNG) else _unbake_svg(image)
    if len(text) > MAX_TEXT:
        raise BakingError("the badge in the picture is too big")
    return text.strip()


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Walk over (type, body, whole chunk), checking lengths and checksums, IHDR to IEND."""
    if not png.startswith(_PNG):
        raise BakingError("not a PNG picture")
    position, kind = len(_PNG), b""
    while kind != b"IEND":
        if position + 12 > len(png):
            raise BakingError("the PNG picture is cut off")
        size = int.from_bytes(png[position : position + 4], "big")
        chunk = png[position : position + 12 + size]
        kind, body = chunk[4:8], chunk[8:-4]
        if (position == len(_PNG)) != (kind == b"IHDR") or chunk != _chunk(kind, body):
            raise BakingError("the PNG picture is damaged")
        position += len(chunk)
        yield kind, body, chunk


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)


def _keyword(kind: bytes, body: bytes) -> bytes | None:
    """The badge keyword of a text chunk, None for every other chunk."""
    if kind not in (b"iTXt", b"tEXt", b"zTXt"):
        return None
    keyword = body.partition(b"\0")[0]
    return keyword if keyword in (_KEYWORD, _OLD_KEYWORD) else None


def _unbake_png(png: bytes) -> str:
    found = [(kind, body) for kind, body, _ in _chunks(png) if _keyword(kind, body)]
    if len(found) != 1:
        raise BakingError(f"{len(found)} badges in the picture, not one")
    kind, body = found[0]
    keyword, _, rest = body.partition(b"\0")
    if kind == b"tEXt" and keyword == _OLD_KEYWORD:
        text = rest
    elif kind == b"iTXt" and rest[:1] == b"\0":
        text = rest[2:].split(b"\0", 2)[-1]
    else:
        raise BakingError("the badge is not stored as Open Badges says")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BakingError("the badge in the picture is not UTF-8") from error


class _SvgReader:
    """Collects the credential elements of an SVG; refuses entities (they can explode)."""

    def __init__(self) -> None:
        self.badges: list[str] = []
        self._inside = ""
        self._address = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._inside:
            raise BakingError("an element inside the badge")
        if name in (_SVG_ELEMENT, _SVG_OLD_ELEMENT):
            self._inside, self._address = name, attributes.get("verify", "")
            self.badges.append("")

    def _end(self, _name: str) -> None:
        if not self._inside:
            return
        text = self.badges[-1].strip()
        # Open Badges 2.0 writes the address beside the assertion that stands there
        if text and self._address and self._inside == _SVG_ELEMENT:
            raise BakingError("two badges in one element")
        self.badges[-1] = text or self._address
        self._inside = ""

    def _text(self, text: str) -> None:
        if self._inside:
            self.badges[-1] += text

    def _refuse(self, *_declaration: object) -> None:
        raise BakingError("the SVG picture declares entities")


def _unbake_svg(svg: bytes) -> str:
    reader = _SvgReader()
    try:
        reader.parser.Parse(svg, True)
    except expat.ExpatError as error:
        raise BakingError("neither a PNG nor an SVG picture") from error
    if len(reader.badges) != 1:
        raise BakingError(f"{len(reader.badges)} badges in the picture, not one")
    return reader.badges[0]


def _ascii(text: str) -> bytes:
    """Escape what is not ASCII as JSON does; it can only stand inside JSON strings."""
    return _NOT_ASCII.sub(_json_escape, text).encode("ascii")


def _json_escape(letter: re.Match[str]) -> str:
    units = letter.group().encode("utf-16-be")
    return "".join(
        f"\\u{high:02x}{low:02x}" for high, low in zip(units[::2], units[1::2], strict=True)
    )
