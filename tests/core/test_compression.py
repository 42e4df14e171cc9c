"""Text leaves compressed, and says the same as before."""

import gzip
import re

import pytest

GZIP = {"Accept-Encoding": "gzip"}
PATHS = ("/", "/activities.json", "/activities.geojson", "/activities.rss", "/manifest.webmanifest")


@pytest.mark.parametrize("path", PATHS)
def test_text_says_the_same_compressed(client, path):
    plain = client("vilnius").get(path)
    packed = client("vilnius").get(path, headers=GZIP)

    if packed.headers.get("Content-Encoding"):
        assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert (len(plain.data) < 1000) == ("Content-Encoding" not in packed.headers)


def test_a_file_of_the_site_says_the_same_compressed(client):
    href = re.search(r'href="(/static/site-[^"]+)"', client("vilnius").get("/").text)[1]
    plain, packed = client("vilnius").get(href), client("vilnius").get(href, headers=GZIP)

    assert gzip.decompress(packed.data) == plain.data


@pytest.mark.parametrize(
    "name", ["built/menu.js", "vendor/fonts/commissioner-latin-wght-normal.woff2"]
)
def test_what_is_small_or_no_text_stays_as_it_is(client, name):
    with client("vilnius").get(f"/static/{name}", headers=GZIP) as answer:
        assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None)


def test_who_takes_no_gzip_gets_none(client):
    refused = client("vilnius").get("/", headers={"Accept-Encoding": "gzip;q=0, br"})

    assert "Content-Encoding" not in refused.headers


def test_a_compressed_page_is_not_sent_again(client):
    first = client("vilnius").get("/", headers=GZIP)
    again = client("vilnius").get("/", headers={**GZIP, "If-None-Match": first.headers["ETag"]})

    assert first.headers["ETag"].startswith("W/")
    assert (again.status_code, again.data) == (304, b"")
