import pytest

from col_app.city.branding import queries
from col_app.city.branding.actions import NotAColourError, repaint
from col_app.city.branding.models import Portal


def test_a_portal_is_repainted(vilnius):
    repaint("#004488", "#FFCC00", "sharp")

    portal = vilnius.get_one(Portal, 1)
    assert (portal.brand, portal.accent, portal.shape) == ("#004488", "#ffcc00", "sharp")


@pytest.mark.parametrize(
    "colour", ["", "red", "#12345", "#1234567", "004488", "#00448g", "#004488\n"]
)
def test_what_is_no_colour_is_refused(vilnius, colour):
    with pytest.raises(NotAColourError):
        repaint(colour, "#ffcc00", "round")


def test_a_city_has_its_own_words(vilnius):
    assert queries.texts(("en",)).name == "Vilnius"


def test_words_fall_back_to_the_next_language(vilnius):
    assert queries.texts(("xx", "lt", "en")).lang == "lt"
