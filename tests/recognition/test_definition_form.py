"""The editor of a badge: steps, refusals, saving at the same time, pictures."""

import io
import re

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from col_app.recognition.badges.models import Badge
from col_app.recognition.definitions import pictures
from col_app.ui.art.badges import OWN_TONES, badge_svg, colours_of
from col_app.ui.colour import contrast
from tests.recognition.studio import TEXTS
from tests.recognition.test_definitions import rasa, town

__all__ = ["rasa", "town"]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4" cx="4" cy="4"/>'
AWAY = [b'<image href="https://x.example/a.png"/>', b"<script>1</script>", b'<a href="file:///x"/>']


def picture(width=300, height=200, form="PNG", **options):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, form, **options)
    return out.getvalue()


def test_the_second_of_two_savers_is_told_and_keeps_their_words(rasa):
    badge = rasa.begin()
    seen = re.search(
        r'name="revision" value="(\d+)"', rasa.browser.get(f"/studio/badges/{badge}").text
    )
    rasa.save(badge, description="Theirs.")
    refused = rasa.save(badge, revision=seen[1], description="Mine.")

    assert refused.status_code == 409
    assert "Mine.</textarea>" in refused.text
    assert "data-autosave" not in refused.text
    assert rasa.draft(badge)["texts"]["lt"]["description"] == "Theirs."
    again = re.search(r'name="revision" value="(\d+)"', refused.text)[1]
    rasa.save(badge, revision=again, description="Mine.")
    assert rasa.draft(badge)["texts"]["lt"]["description"] == "Mine."


def test_saving_by_itself_is_answered_in_words(rasa):
    badge = rasa.begin()
    page = rasa.browser.get(f"/studio/badges/{badge}")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    data = {"csrf_token": token, "revision": "1", "in": "lt", "do": "save", **TEXTS}
    headers = {"Accept": "application/json"}
    answers = [
        rasa.browser.post(f"/studio/badges/{badge}", data, headers=headers) for _time in range(2)
    ]

    assert [each.status_code for each in answers] == [200, 409]
    assert answers[0].json["revision"] == 2
    assert answers[0].json["told"].startswith("Saved at ")


@pytest.mark.parametrize(
    ("field", "value"),
    [("hours", "many"), ("hours", "-1"), ("hours", "nan"), ("name", "x" * 81)],
)
def test_a_refusal_names_the_field_and_keeps_the_form(rasa, field, value):
    badge = rasa.begin()
    refused = rasa.save(badge, **{field: value})

    assert refused.status_code == 422
    assert f'id="f-{field}-error"' in refused.text
    assert f'value="{value}"' in refused.text


def test_each_language_is_written_by_itself(rasa):
    badge = rasa.begin()
    english = {
        "name": "A reporter",
        "description": "Done.",
        "criteria": "One interview, five minutes.",
    }
    led = rasa.save(badge, do="lang-en")
    rasa.save(badge, **{"in": "en"}, **english)

    assert "in=en" in led.location
    assert set(rasa.draft(badge)["texts"]) == {"lt", "en"}
    assert rasa.draft(badge)["texts"]["lt"]["name"] == TEXTS["name"]


def test_skills_are_found_added_and_taken_out(rasa):
    badge, skill = rasa.begin(), rasa.skill()
    rasa.save(badge, do=f"skill-{skill}")
    held = rasa.draft(badge)["skills"]
    page = rasa.browser.get(f"/studio/badges/{badge}?find=e&lang=en").text
    rasa.save(badge, do=f"drop-{skill}")

    assert len(held) == 1
    assert 'value="skill-' in page
    assert f'value="skill-{skill}"' not in page
    assert rasa.draft(badge)["skills"] == []


def test_tasks_move_and_go(rasa):
    badge = rasa.begin()
    words = {"task-0": "One.", "task-1": "Two.", "task-2": "Three."}
    orders = {}
    for step in ("save", "down-0", "up-2", "remove-1"):
        rasa.save(badge, task=["0", "1", "2"], **words, do=step)
        orders[step] = [task["texts"]["lt"][:-1] for task in rasa.draft(badge)["tasks"]]

    assert orders == {
        "save": ["One", "Two", "Three"], "down-0": ["Two", "One", "Three"],
        "up-2": ["One", "Three", "Two"], "remove-1": ["One", "Three"],
    }  # fmt: skip


@pytest.mark.parametrize("colour", ["#ffff00", "#000000", "#ffffff", "#1a7f5a", "#b3262e"])
def test_a_colour_of_ones_own_can_always_be_seen(colour):
    deep, main, _light, paper = colours_of(f"own-{colour[1:]}")

    assert contrast(deep, paper) >= 7
    assert contrast(main, paper) >= 3
    assert len(OWN_TONES) == 4


def test_a_colour_of_ones_own_is_drawn(town, rasa):
    badge = rasa.whole(palette="own", colour="#00AA55")
    rasa.publish(badge)

    assert rasa.row(badge, Badge.palette)[0] == "own-00aa55"
    assert (
        town.visitor(None).get(f"/static/badges/hex.own-00aa55.mic.rings.{badge}.svg").status_code
        == 200
    )


@pytest.mark.parametrize("palette", ["own-12", "own-zzzzzz", "OWN-00aa55", "nothing"])
def test_an_odd_palette_is_unknown(palette):
    with pytest.raises(KeyError):
        badge_svg("hex", palette)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_sent_picture_is_drawn_anew_square_and_without_metadata(form):
    notes = PngInfo()
    notes.add_text("Author", "somebody")
    options = {"PNG": {"pnginfo": notes}}.get(form, {"exif": b"Exif\0\0somebody"})
    _digest, png = pictures.redraw(picture(form=form, **options))
    drawn = Image.open(io.BytesIO(png))

    assert (drawn.format, drawn.size, drawn.info) == ("PNG", (512, 512), {})
    assert b"somebody" not in png


def test_a_sent_svg_is_drawn_by_us():
    _digest, png = pictures.redraw(SVG + b"</svg>")

    assert Image.open(io.BytesIO(png)).size == (512, 512)


@pytest.mark.parametrize("part", AWAY)
def test_an_svg_that_leads_away_is_refused(part):
    with pytest.raises(pictures.LeadsAwayError):
        pictures.redraw(SVG + part + b"</svg>")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", pictures.NotAPictureError),
        (b"GIF89a" + bytes(300), pictures.NotAPictureError),
        (picture()[:200], pictures.NotAPictureError),
        (b"<svg <", pictures.NotAPictureError),
        (picture(100, 400), pictures.TooSmallError),
        (picture(9000, 9000), pictures.TooHeavyError),
        (bytes(pictures.MOST_BYTES + 1), pictures.TooHeavyError),
    ],
    ids=["nothing", "another format", "cut off", "broken svg", "small", "many pixels", "heavy"],
)
def test_a_picture_we_cannot_use_is_refused_with_a_reason(content, fault):
    with pytest.raises(fault):
        pictures.redraw(content)


def test_a_sent_picture_becomes_that_of_the_badge_and_its_credentials(town, rasa):
    badge = rasa.whole(do="picture", file=(io.BytesIO(picture()), "mine.png"))
    rasa.save(badge, do=f"skill-{rasa.skill()}")
    rasa.publish(badge)
    digest, public_id = rasa.row(badge, Badge.picture, Badge.public_id)
    visitor = town.visitor(None)
    files = [f"/badges/pictures/{digest}.png", f"/badges/{public_id}/image.png"]
    found = [visitor.get(file).data for file in files]

    assert found[0] == found[1] == pictures.redraw(picture())[1]
    assert f'src="{files[0]}"' in visitor.get(f"/badges/{badge}-street-reporter").text


def test_a_wrong_file_is_refused_beside_its_field(rasa):
    badge = rasa.begin()
    refused = rasa.save(badge, do="picture", file=(io.BytesIO(b"no picture"), "mine.png"))

    assert refused.status_code == 422
    assert 'id="f-file-error"' in refused.text
