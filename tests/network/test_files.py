import io
from xml.etree import ElementTree

import pytest
from PIL import Image

HOSTS = ["apex", "vilnius"]


@pytest.mark.parametrize(
    ("host", "name", "colour"),
    [
        ("apex", "Cities of Learning", "#4a2a6a"),
        ("vilnius", "Vilnius City of Learning", "#b3262e"),
        ("cagliari", "Cagliari City of Learning", "#0b6e8f"),
    ],
)
def test_each_host_has_its_own_manifest(client, host, name, colour):
    shape = client(host).get("/manifest.webmanifest", headers={"Accept-Language": "en"}).json

    assert (shape["name"], shape["theme_color"], shape["lang"]) == (name, colour, "en")


@pytest.mark.parametrize("host", HOSTS)
def test_the_icons_of_the_manifest_are_there_and_as_large_as_told(client, host):
    icons = client(host).get("/manifest.webmanifest").json["icons"]
    drawn = [client(host).get(icon["src"]).data for icon in icons if icon["type"] == "image/png"]

    sizes = [Image.open(io.BytesIO(data)).size for data in drawn]
    assert sizes == [(192, 192), (512, 512)]


@pytest.mark.parametrize("size", ["1", "99999999999", "x", "-1", ""])
def test_no_other_size_is_drawn(client, size):
    drawn = client("vilnius").get("/mark.png", query_string={"size": size})

    assert Image.open(io.BytesIO(drawn.data)).size == (512, 512)


def test_each_mark_has_the_colours_of_its_host(client):
    marks = {host: client(host).get("/mark.svg").text for host in ("apex", "vilnius", "cagliari")}

    assert len(set(marks.values())) == 3


@pytest.mark.parametrize("host", HOSTS)
def test_robots_are_shown_the_sitemap_of_their_host(app, client, host):
    lines = client(host).get("/robots.txt").text.splitlines()
    base = app.settings.base_domain
    own = base if host == "apex" else f"{host}.{base}"

    assert (lines[0], lines[-1]) == ("User-agent: *", f"Sitemap: http://{own}/sitemap.xml")


@pytest.mark.parametrize("host", HOSTS)
def test_everything_in_the_sitemap_can_be_found(client, host):
    tree = ElementTree.fromstring(client(host).get("/sitemap.xml").data)  # noqa: S314 - our own
    paths = ["/" + node.text.split("/", 3)[3] for node in tree.iter() if node.tag.endswith("}loc")]

    assert [path for path in paths if client(host).get(path).status_code != 200] == []
