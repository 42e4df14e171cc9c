"""What the map's script is given to say."""

import html
import json
import re

import pytest


@pytest.mark.parametrize(
    ("lang", "forms"), [("en", {"one", "other"}), ("lt", {"one", "few", "other"})]
)
def test_sentences_with_numbers_come_in_every_plural_form(town, lang, forms):
    text = town.visitor().get(f"/activities?lang={lang}").text
    words = json.loads(html.unescape(re.search(r'data-texts="([^"]+)"', text)[1]))

    counted = {name: set(said) for name, said in words.items() if isinstance(said, dict)}
    assert counted == dict.fromkeys(("zoom", "spot", "places", "place"), forms)
    assert all("{n}" in said for said in words["zoom"].values())
