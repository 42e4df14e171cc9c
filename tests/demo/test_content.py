"""Cities worked out by hand are read and hold together."""

import pytest

from col_app.demo import check, contents
from col_app.opening.atlas import facts

WRITTEN = [city for city in facts() if contents.is_written(city.slug)]


@pytest.mark.parametrize("city", WRITTEN, ids=[city.slug for city in WRITTEN])
def test_a_written_city_has_no_problems(city):
    assert check.problems(city, contents.load_city(city.slug)) == []


def test_an_unknown_field_is_refused():
    row = {"key": "x", "kind": "park", "colour": "green"}

    with pytest.raises(TypeError, match="colour"):
        contents.Place(**row)
