"""What a first view weighs, as it goes over the wire."""

import gzip
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
FONTS = 2
FONT_KILOBYTES = 34


def packed(client, host, path):
    with client(host).get(path, headers={"Accept-Language": "lt"}) as answer:
        assert answer.status_code == 200
        return len(gzip.compress(answer.data, 5))


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_a_page_is_light(client, host, path):
    assert packed(client, host, path) <= 15 * KILOBYTE


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_styles_and_scripts_of_a_first_view_are_light(client, host, path):
    text = client(host).get(path).text
    files = [href.replace("&amp;", "&") for href in FILES.findall(text)]

    assert files
    assert sum(packed(client, host, file) for file in files) <= 60 * KILOBYTE


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_a_first_view_is_light_with_its_fonts_and_pictures(client, host, path):
    text = client(host).get(path).text
    files = {href.replace("&amp;", "&") for href in (*FILES.findall(text), *PICTURES.findall(text))}
    whole = packed(client, host, path) + sum(packed(client, host, file) for file in files)

    assert whole + FONTS * FONT_KILOBYTES * KILOBYTE <= 200 * KILOBYTE
