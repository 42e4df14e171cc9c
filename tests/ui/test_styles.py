"""The style sheet: small, in layers, without directions and without stray colours."""

import gzip
import re

from col_app.ui import assets

CSS = assets.STATIC / "css"
PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\b"
    r"|(?<![\w-])(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height)\s*:"
    r"|(?<![\w-])(?:float|clear)\s*:"
)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def sheets(*, with_tokens):
    return {
        file.relative_to(CSS).as_posix(): COMMENT.sub("", file.read_text("utf-8"))
        for file in CSS.rglob("*.css")
        if with_tokens or file.parent.name != "tokens"
    }


def without_queries(text):
    """A query about the width of the window is not a direction."""
    return re.sub(r"@media[^{]*", "", text)


def test_no_sheet_uses_physical_directions():
    found = {
        name: PHYSICAL.findall(without_queries(text))
        for name, text in sheets(with_tokens=True).items()
        if PHYSICAL.search(without_queries(text))
    }
    assert found == {}


def test_colours_stand_in_tokens_alone():
    found = {
        name: COLOUR.findall(text)
        for name, text in sheets(with_tokens=False).items()
        if COLOUR.search(text)
    }
    assert found == {}


def test_the_whole_sheet_is_small():
    assert len(gzip.compress(assets.bundle_css(), 9)) <= 16 * 1024


def test_scripts_and_styles_together_are_small():
    # the worker runs beside the pages, not in them
    files = sorted(file for file in (assets.STATIC / "js").glob("*.js") if file.name != "sw.js")
    scripts = b"".join(file.read_bytes() for file in files)

    assert len(gzip.compress(assets.bundle_css() + scripts, 9)) <= 28 * 1024


def test_layers_come_in_their_order():
    names = re.findall(r"@layer ([\w,]+)[;{]", assets.bundle_css().decode())

    assert names == [",".join(assets.LAYERS), *assets.LAYERS[:-1]]


def test_every_sheet_is_closed():
    found = {n: t.count("{") - t.count("}") for n, t in sheets(with_tokens=True).items()}

    assert set(found.values()) == {0}


def test_the_address_changes_with_the_content():
    assert assets.digest(b"a") != assets.digest(b"b")
    assert assets.css_hash() in assets.css_href()


def test_every_file_has_at_most_300_lines():
    files = [*CSS.rglob("*.css"), *(assets.STATIC / "js").glob("*.js")]

    assert [f.name for f in files if len(f.read_text("utf-8").splitlines()) > 300] == []
