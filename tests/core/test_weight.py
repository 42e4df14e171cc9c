"""What a first view weighs, as it goes over the wire."""

import posixpath
import re

import pytest

KILOBYTE = 1024
PAGES = [
    ("apex", "/"), ("apex", "/cities"), ("apex", "/cities/closest?q=Kaunas"),
    ("vilnius", "/"), ("vilnius", "/activities"), ("vilnius", "/activities?view=map"),
    ("vilnius", "/playlists"), ("vilnius", "/badges"), ("cagliari", "/"),
]  # fmt: skip
FILES = re.compile(r'<(?:script|link rel="stylesheet")[^>]* (?:src|href)="([^"]+)"')
PICTURES = re.compile(r'(?:<img[^>]* src|<use href|<use [^>]*href)="(/[^"#]+)')
IMPORTS = re.compile(r'(?:\bfrom|\bimport\(?) ?"(\.[^"]+)"')
TILES = re.compile(r"/tiles-\w+\.js")
"""What only a map with a street map below loads."""
FONTS = 2
FONT_KILOBYTES = 34


def packed(client, host, path):
    headers = {"Accept-Language": "lt", "Accept-Encoding": "gzip"}
    with client(host).get(path, headers=headers) as answer:
        assert answer.status_code == 200
        return len(answer.data)


def linked(client, host, path):
    """Addresses of the style sheets and scripts that a page names."""
    return {href.replace("&amp;", "&") for href in FILES.findall(client(host).get(path).text)}


def imported(client, host, path):
    """A script and all that it imports, at once or later."""
    with client(host).get(path) as answer:
        names = IMPORTS.findall(answer.text) if path.partition("?")[0].endswith(".js") else []
    folder = posixpath.dirname(path.partition("?")[0])
    found = {posixpath.normpath(posixpath.join(folder, name)) for name in names}
    wanted = [each for each in found if not TILES.search(each)]
    return {path}.union(*(imported(client, host, each) for each in wanted))


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_a_page_is_light(client, host, path):
    assert packed(client, host, path) <= 15 * KILOBYTE


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_styles_and_scripts_of_a_first_view_are_light(client, host, path):
    files = linked(client, host, path)

    assert files
    assert sum(packed(client, host, file) for file in files) <= 60 * KILOBYTE


@pytest.mark.parametrize("path", ["/activities", "/activities?view=map"])
def test_styles_and_scripts_are_light_while_the_map_moves(client, path):
    files = {
        each
        for file in linked(client, "vilnius", path)
        for each in imported(client, "vilnius", file)
    }

    assert any("/map-" in file for file in files)
    assert sum(packed(client, "vilnius", file) for file in files) <= 60 * KILOBYTE


@pytest.mark.parametrize("entry", ["explore.js", "suggest.js"])
def test_what_a_script_imports_may_be_kept_for_ever(client, entry):
    for file in imported(client, "vilnius", f"/static/built/{entry}?v=1"):
        with client("vilnius").get(file) as answer:
            assert "immutable" in answer.headers["Cache-Control"], file


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_a_first_view_is_light_with_its_fonts_and_pictures(client, host, path):
    files = linked(client, host, path) | set(PICTURES.findall(client(host).get(path).text))
    whole = packed(client, host, path) + sum(packed(client, host, file) for file in files)

    assert whole + FONTS * FONT_KILOBYTES * KILOBYTE <= 200 * KILOBYTE
