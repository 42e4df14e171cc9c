"""Generated art: the same for the same input, valid, and safe to repeat on a page."""

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from col_app.ui import theme
from col_app.ui.art import badges, covers, icons, mark, scenes, tiles, topics

CITIES = ("vilnius", "ljubljana", "cagliari", "tilburg")


def parse(svg):
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


@pytest.mark.parametrize("topic", topics.TOPIC_LOOK)
def test_every_topic_has_a_cover_with_its_own_icon(topic):
    drawn = tiles.cover(topic, 4)
    token, name = topics.look_of(topic)

    assert token in theme.TOPIC_HUES
    assert icons.DRAWINGS[name] in drawn
    assert f"t-{token}" in parse(drawn).get("class")


def test_a_cover_has_few_elements_however_many_tiles_it_has():
    counts = [len(parse(tiles.cover("coding", seed, 10, 6))) for seed in range(50)]

    assert max(counts) <= 3 * 5 + 1


@pytest.mark.parametrize("topic", topics.TOPIC_LOOK)
def test_a_cover_as_a_picture_shows_the_colours_of_its_topic_and_of_the_city(topic):
    picture = Image.open(io.BytesIO(covers.cover_png(topic, 4, "#aa2233", "#ee9900")))
    token, _name = topics.look_of(topic)
    roles = theme.light_roles("#aa2233", "#ee9900") | theme.shared_roles("light")
    names = [f"t-{token}", f"t-{token}-soft", f"t-{token}-mid", "brand-pale", "surface"]
    wanted = {tuple(bytes.fromhex(roles[name][1:])) for name in names}

    assert wanted <= {colour for _count, colour in picture.convert("RGB").getcolors(1 << 20)}


def test_no_two_topics_share_an_icon():
    names = [name for _token, name in topics.TOPIC_LOOK.values()]

    assert len(set(names)) == len(topics.TOPIC_LOOK) == 30


def test_covers_differ_by_seed_and_repeat_by_seed():
    first = tiles.cover("coding", 1)
    tiles.cover.cache_clear()

    assert tiles.cover("coding", 1) == first
    assert tiles.cover("coding", 2) != first


def test_a_topic_that_a_city_invented_has_a_cover():
    parse(tiles.cover("beekeeping", "x"))


@pytest.mark.parametrize("shape", badges.CHOICES["shape"])
@pytest.mark.parametrize("pattern", badges.CHOICES["pattern"])
def test_every_badge_is_valid_and_free_of_ids_and_variables(shape, pattern):
    svg = badges.badge_svg(shape, "dusk", "mic", pattern, 7)
    parse(svg)

    assert " id=" not in svg
    assert "var(" not in svg


def test_badges_repeat_by_seed():
    first = badges.badge_svg("flower", "forest", "bulb", "tiles", 5)
    badges.badge_svg.cache_clear()

    assert badges.badge_svg("flower", "forest", "bulb", "tiles", 5) == first


def test_the_file_of_a_badge_is_its_drawing():
    image = parse(
        badges.badge_image("hex", "ember", "hand-heart", "rays", 7, 96).replace(">", "/>")
    )
    name = image.get("src").removeprefix("/static/badges/").partition(".svg?v=")[0]

    assert badges.badge_file(name) == badges.badge_svg("hex", "ember", "hand-heart", "rays", 7)


@pytest.mark.parametrize(
    "name",
    ["hex.ember.leaf.rays", "blob.ember.leaf.rays.1", "hex.ember.leaf.rays.x", "a.b.c.d.e.f"],
)
def test_a_name_that_is_no_badge_has_no_file(name):
    with pytest.raises(ValueError, match=r"\w"):
        badges.badge_file(name)


def test_a_badge_becomes_a_picture_with_clear_corners():
    png = badges.badge_png("hex", "dusk", "mic", "rings", 2)
    picture = Image.open(io.BytesIO(png)).convert("RGBA")

    assert picture.size == (512, 512)
    assert picture.getpixel((1, 1))[3] == 0
    assert picture.getpixel((256, 40))[:3] == (0x2C, 0x1F, 0x57)


def test_patterns_stay_inside_the_outline():
    plain = badges.badge_png("shield", "sea", "leaf", "none", 1, 128)
    waved = badges.badge_png("shield", "sea", "leaf", "waves", 1, 128)
    alphas = [Image.open(io.BytesIO(p)).convert("RGBA").getchannel("A") for p in (plain, waved)]

    assert alphas[0].tobytes() == alphas[1].tobytes()


def test_a_label_is_escaped():
    svg = badges.badge_svg(label='"><script>')

    assert parse(svg).get("aria-label") == '"><script>'


@pytest.mark.parametrize("icon", badges.ICONS)
def test_every_badge_icon_exists(icon):
    parse(badges.badge_svg("hex", "ember", icon))


def test_unknown_parts_are_refused():
    with pytest.raises(KeyError):
        badges.badge_svg("blob")


@pytest.mark.parametrize("name", [*CITIES, *(f"{kind}:x" for kind in scenes.KINDS), "anywhere"])
def test_every_scene_is_valid(name):
    parse(scenes.scene(name))


def test_scenes_repeat_by_name():
    first = scenes.scene("river:riga")
    scenes.scene.cache_clear()

    assert scenes.scene("river:riga") == first


@pytest.mark.parametrize("name", icons.DRAWINGS)
def test_every_icon_is_valid(name):
    parse(icons.icon(name))


def test_an_icon_with_a_label_speaks_and_one_without_is_silent():
    assert parse(icons.icon("badge", 18, "Earns a badge")).get("role") == "img"
    assert parse(icons.icon("badge")).get("aria-hidden") == "true"


def test_the_mark_is_valid():
    parse(mark.mark_file("#4a2a6a", "#ffffff", "#ffb627"))


def test_the_icons_of_pins_are_those_of_topics_and_of_places():
    names = [symbol.get("id") for symbol in parse(topics.icon_sheet())]

    assert len(names) == len(set(names))
    assert {*topics.ICONS, "building"} == set(names)
