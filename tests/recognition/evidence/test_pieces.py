"""Files are known by their bytes; photos keep nothing but pixels."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from col_app.recognition.badges.models import Evidence
from col_app.recognition.evidence import pieces


def photo(form="JPEG", size=(40, 20), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **options)
    return out.getvalue()


def bomb(side):
    """A PNG that says it is huge, in a few bytes."""

    def chunk(name, content):
        sealed = name + content
        return struct.pack(">I", len(content)) + sealed + struct.pack(">I", zlib.crc32(sealed))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


def archive(*names, first=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        if first:
            made.writestr("mimetype", first)
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


def with_gps():
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAM"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (54.0, 41.0, 13.0)
    return photo(exif=exif, comment=b"SECRETWORDS")


def test_a_photo_loses_place_camera_and_words_but_stays_upright():
    piece = pieces.read("me.jpeg", with_gps(), Evidence.PHOTO)
    drawn = Image.open(io.BytesIO(piece.content))

    assert (b"SECRET" in piece.content, dict(drawn.getexif()), drawn.size) == (False, {}, (20, 40))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_photo_becomes_a_jpeg(form):
    piece = pieces.read("a.b/../me.gif", photo(form), Evidence.PHOTO)
    assert (piece.name, piece.media_type) == ("me.jpg", "image/jpeg")


def test_a_large_photo_is_made_smaller():
    piece = pieces.read("x.png", photo("PNG", (4000, 1000)), Evidence.PHOTO)
    assert Image.open(io.BytesIO(piece.content)).size == (2048, 512)


def test_transparent_pictures_stand_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    piece = pieces.read("x.png", out.getvalue(), Evidence.PHOTO)
    assert Image.open(io.BytesIO(piece.content)).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", pieces.EmptyFileError),
        (b"x" * (5 * 1024 * 1024 + 1), pieces.LargeFileError),
        (bomb(9000), pieces.LargePictureError),
        (bomb(60000), pieces.LargePictureError),
        (bomb(2**31 - 1), pieces.LargePictureError),
        (bomb(100), pieces.StrangeFileError),
        (photo()[:200], pieces.StrangeFileError),
        (b"<svg><script>1</script></svg>", pieces.StrangeFileError),
        (b"GIF89a" + b"\0" * 50, pieces.StrangeFileError),
        (b"%!PS-Adobe", pieces.StrangeFileError),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_photo_is_refused(content, fault):
    with pytest.raises(fault):
        pieces.read("photo.jpg", content, Evidence.PHOTO)


@pytest.mark.parametrize(
    ("name", "content", "kept_as"),
    [
        ("story.html", b"<script>alert(1)</script>", ("story.txt", "text/plain")),
        ("story.pdf.exe", b"%PDF-1.7 ...", ("story.pdf.pdf", "application/pdf")),
        ("song", b"ID3\x04rest", ("song.mp3", "audio/mpeg")),
        ("CON\r\nSet-Cookie: x.txt", b"Labas", ("CON Set-Cookie x.txt", "text/plain")),
        ("../../etc/passwd", b"root", ("passwd.txt", "text/plain")),
        (".", b"x", ("file.txt", "text/plain")),
        ("x" * 400, b"x", ("x" * 116 + ".txt", "text/plain")),
        ("a.png", photo("PNG"), ("a.jpg", "image/jpeg")),
        (
            "a.docx",
            archive("[Content_Types].xml", "word/document.xml"),
            ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ),
        (
            "a.odt",
            archive("content.xml", first=b"application/vnd.oasis.opendocument.text"),
            ("a.odt", "application/vnd.oasis.opendocument.text"),
        ),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_files_are_named_by_what_they_are(name, content, kept_as):
    piece = pieces.read(name, content, Evidence.FILE)
    assert (piece.name, piece.media_type) == kept_as


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\xff\xfe",
        b"\x7fELF\x02\x01\x01\x00",
        archive("a.txt"),
        archive("[Content_Types].xml", "word/vbaProject.bin", "word/document.xml"),
        archive("[Content_Types].xml", *(f"word/{n}" for n in range(2001))),
        b"PK\x03\x04broken",
        b"text with a \x00 in it",
    ],
    ids=lambda value: repr(value[:12]),
)
def test_what_could_run_or_unpack_is_refused(content):
    with pytest.raises(pieces.StrangeFileError):
        pieces.read("a.docx", content, Evidence.FILE)
