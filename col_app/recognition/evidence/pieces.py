"""What may be kept as evidence: told by the bytes, never by the name or by what a browser says.

Photos are drawn anew, so that neither the place where they were taken nor the camera stays in
them, and nothing but pixels is ever shown inside a page.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from PIL import Image, ImageOps

from col_app.recognition.badges.models import Evidence
from col_app.recognition.evidence.models import FILE_BYTES, LONGEST_NAME

MOST_PIXELS = 4096 * 4096
LONGEST_SIDE = 2048
MOST_ENTRIES = 2000
PHOTO = "image/jpeg"
PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")
OPEN_DOCUMENTS = ("text", "spreadsheet", "presentation")
OFFICE = {
    "word/": ("docx", "wordprocessingml.document"),
    "xl/": ("xlsx", "spreadsheetml.sheet"),
    "ppt/": ("pptx", "presentationml.presentation"),
}
ENDINGS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_ODD = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069/\\:*?\"<>|]+")

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class UnfitFileError(ValueError):
    """A file that is not kept; the subclass says why."""


class EmptyFileError(UnfitFileError):
    """Nothing is in it."""


class LargeFileError(UnfitFileError):
    """More bytes than a file may have."""


class LargePictureError(UnfitFileError):
    """More pixels than a picture may have."""


class StrangeFileError(UnfitFileError):
    """Not of a kind that this task takes, or broken."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file as it is kept."""

    name: str
    media_type: str
    content: bytes


def read(name: str, content: bytes, evidence: Evidence) -> Piece:
    """The piece of evidence in an uploaded file. Raises UnfitFileError."""
    if not content:
        raise EmptyFileError
    if len(content) > FILE_BYTES:
        raise LargeFileError
    if evidence is Evidence.PHOTO or _is_picture(content):
        return Piece(_named(name, "jpg"), PHOTO, _redrawn(content))
    for kind in _KINDS:
        found = kind(content)
        if found:
            ending, media_type = found
            return Piece(_named(name, ending), media_type, content)
    raise StrangeFileError


def _named(name: str, ending: str) -> str:
    """The name for people: one line, no path, and the ending that is true."""
    stem = PurePath(_ODD.sub(" ", name.replace("\\", "/").rpartition("/")[2])).stem
    stem = " ".join(stem.split()).strip(". ")[: LONGEST_NAME - len(ending) - 1]
    return f"{stem or 'file'}.{ending}"


def _is_picture(content: bytes) -> bool:
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return is_webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _redrawn(content: bytes) -> bytes:
    """The pixels alone, upright, at most 2048 a side, as JPEG."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is checked below, before anything is decoded
            with Image.open(io.BytesIO(content), formats=PHOTO_FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise LargePictureError
                return _pixels(picture)
    except Image.DecompressionBombError as fault:
        raise LargePictureError from fault
    except (OSError, SyntaxError, ValueError, MemoryError, OverflowError) as fault:
        if isinstance(fault, UnfitFileError):
            raise
        raise StrangeFileError from fault


def _pixels(picture: Image.Image) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # a new picture: what hung on the old one (EXIF, XMP, comments, thumbnails) stays behind
    clean = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        clean.paste(upright, mask=upright.convert("RGBA").getchannel("A"))
    else:
        clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85)
    return out.getvalue()


Kind = Callable[[bytes], tuple[str, str] | None]


def _pdf(content: bytes) -> tuple[str, str] | None:
    return ("pdf", "application/pdf") if content.startswith(b"%PDF-") else None


def _sound(content: bytes) -> tuple[str, str] | None:
    if content.startswith(b"ID3") or content[:2] in {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"}:
        return "mp3", "audio/mpeg"
    if content.startswith(b"OggS"):
        return "ogg", "audio/ogg"
    return ("m4a", "audio/mp4") if content[4:11] == b"ftypM4A" else None


def _document(content: bytes) -> tuple[str, str] | None:
    """Documents of offices without macros. The directory of the archive is read, never a file."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [entry.filename for entry in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if len(names) > MOST_ENTRIES or any(_is_macro(name) for name in names):
        return None
    return _open_document(content) or _office(names)


def _is_macro(name: str) -> bool:
    return name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/"))


def _open_document(content: bytes) -> tuple[str, str] | None:
    """The first entry says the type, uncompressed (OpenDocument 1.3, part 2, 3.3)."""
    for kind in OPEN_DOCUMENTS:
        media_type = f"application/vnd.oasis.opendocument.{kind}"
        if content[30:].startswith(b"mimetype" + media_type.encode() + b"PK"):
            return ENDINGS[kind], media_type
    return None


def _office(names: list[str]) -> tuple[str, str] | None:
    if "[Content_Types].xml" not in names:
        return None
    for folder, (ending, kind) in OFFICE.items():
        if any(name.startswith(folder) for name in names):
            return ending, f"application/vnd.openxmlformats-officedocument.{kind}"
    return None


def _plain(content: bytes) -> tuple[str, str] | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else ("txt", "text/plain")


_KINDS: tuple[Kind, ...] = (_pdf, _document, _sound, _plain)
