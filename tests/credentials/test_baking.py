import io
import json
import struct
import zlib

import pytest
from PIL import Image

from col_app.recognition import credentials as ob
from tests.credentials.samples import KEY, TEMPLATE, award, issued

SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" aria-label="a>b"><g/></svg>'
PLAIN = '<openbadges:credential verify="x"/>'
TEXT = TEMPLATE.issue(award(narrative="Ž \U0001f600 ]]> <b>")).decode()
TOKEN = ob.issue_jwt(issued(), ob.JwtKey.from_seed(KEY.did, KEY.seed))


def png():
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (20, 110, 180, 255)).save(out, "PNG")
    return out.getvalue()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunks(*chunks):
    """A PNG with these chunks after its header."""
    picture = png()
    return picture[:33] + b"".join(chunks) + picture[33:]


def badge_chunk(keyword=b"openbadgecredential", flags=b"\0\0", text=b"{}"):
    return chunk(b"iTXt", keyword + b"\0" + flags + b"\0\0" + text)


@pytest.mark.parametrize("text", [TEXT, TOKEN])
def test_a_png_gives_back_what_was_baked(text):
    assert read(ob.unbake(ob.bake_png(png(), text))) == read(text)


@pytest.mark.parametrize("text", [TEXT, TOKEN])
def test_an_svg_gives_back_what_was_baked(text):
    assert read(ob.unbake(ob.bake_svg(SVG, text).encode())) == read(text)


def read(text):
    return json.loads(text) if text.startswith("{") else text


def test_what_is_baked_is_ascii():
    assert ob.bake_svg(SVG, TEXT).isascii()
    assert ob.unbake(ob.bake_png(png(), TEXT)).isascii()


def test_a_baked_png_is_still_the_picture():
    baked = Image.open(io.BytesIO(ob.bake_png(png(), TEXT)))

    assert (baked.size, baked.getpixel((0, 0))) == ((8, 8), (20, 110, 180, 255))
    assert json.loads(baked.text["openbadgecredential"]) == json.loads(TEXT)


def test_baking_again_replaces_the_badge():
    twice = ob.bake_png(ob.bake_png(png(), TOKEN), TEXT)

    assert twice == ob.bake_png(png(), TEXT)


DAMAGED = {
    "no picture": b"hello",
    "empty": b"",
    "no badge": png(),
    "cut off": png()[:40],
    "two badges": with_chunks(badge_chunk(), badge_chunk()),
    "two kinds of badge": with_chunks(badge_chunk(), badge_chunk(b"openbadges")),
    "packed": with_chunks(badge_chunk(flags=b"\1\0", text=zlib.compress(b"{}"))),
    "old chunk": with_chunks(chunk(b"tEXt", b"openbadgecredential\0{}")),
    "not UTF-8": with_chunks(badge_chunk(text=b"\xff")),
    "wrong checksum": with_chunks(badge_chunk()[:-1] + b"\0"),
    "endless length": png()[:33] + b"\xff\xff\xff\xff" + png()[37:],
    "two headers": with_chunks(chunk(b"IHDR", b""), badge_chunk()),
    "too big": with_chunks(badge_chunk(text=b"x" * (1024 * 1024 + 1))),
    "svg without badge": SVG.encode(),
    "svg cut off": ob.bake_svg(SVG, TEXT).encode()[:-9],
    "svg bomb": b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
    "svg two": ob.bake_svg(SVG, TOKEN).replace("<g/>", PLAIN * 2).encode(),
    "svg both": ob.bake_svg(SVG, TOKEN).replace("/>", ">{}</openbadges:credential>", 1).encode(),
    "svg inside": ob.bake_svg(SVG, TEXT).replace("<![CDATA[", "<g/><![CDATA[").encode(),
}


@pytest.mark.parametrize("image", DAMAGED.values(), ids=DAMAGED)
def test_a_picture_without_exactly_one_readable_badge_is_refused(image):
    with pytest.raises(ob.BakingError):
        ob.unbake(image)


OLD_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org">'
    '<openbadges:assertion verify="https://a.example/1">%s</openbadges:assertion></svg>'
)
OLDER = {
    "png of 2.0": (with_chunks(badge_chunk(b"openbadges", text=b"{}")), "{}"),
    "png of 1.0": (
        with_chunks(chunk(b"tEXt", b"openbadges\0https://a.example/1")),
        "https://a.example/1",
    ),
    "svg of 2.0": ((OLD_SVG % "<![CDATA[{}]]>").encode(), "{}"),
    "svg of 1.0": ((OLD_SVG % "").encode(), "https://a.example/1"),
}


@pytest.mark.parametrize(("image", "text"), OLDER.values(), ids=OLDER)
def test_pictures_of_older_badges_are_read(image, text):
    assert ob.unbake(image) == text


@pytest.mark.parametrize("svg", ["hello", "<svg/>", "<svg />", ob.bake_svg(SVG, TOKEN)])
def test_an_svg_that_cannot_carry_a_badge_is_refused(svg):
    with pytest.raises(ob.BakingError):
        ob.bake_svg(svg, TEXT)


def test_a_png_that_is_none_is_refused():
    with pytest.raises(ob.BakingError):
        ob.bake_png(b"GIF89a", TEXT)
