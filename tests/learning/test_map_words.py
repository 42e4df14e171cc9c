"""What the map's script is given to say."""

import pytest

from col_app.learning.activities import mapwords


@pytest.fixture
def words(app):
    def said(lang):
        with app.test_request_context(f"/?lang={lang}", base_url="http://vilnius.localhost"):
            return mapwords.words()

    return said


@pytest.mark.parametrize("lang", ["ar", "sl", "lt", "en"])
def test_there_is_a_sample_of_every_plural_form(lang):
    forms = {"ar": 6, "sl": 4, "lt": 3, "en": 2}

    assert len(mapwords._samples(lang)) == forms[lang]  # noqa: SLF001 - the table itself
