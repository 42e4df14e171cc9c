"""Reading the address of a list."""

import datetime as dt

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.urls import iri_to_uri

from col_app.learning.activities.filters import Filters, read

WRONG = [
    ("page", "-1"), ("page", "0"), ("page", "99999999999999999999"), ("page", "१"), ("page", "x"),
    ("near", "x,y"), ("near", "91,0"), ("near", "1"), ("near", "nan,nan"), ("near", "inf,0"),
    ("bbox", "1,2"), ("bbox", "1,2,3,nan"), ("bbox", "2,1,1,2"), ("bbox", "1,2,2,1"),
    ("bbox", "1,-91,2,0"), ("from", "yesterday"), ("from", "0001-01-01"), ("to", "9999-12-31"),
    ("to", "2026-02-31"), ("age", "-1"), ("age", "121"), ("age", "4.5"), ("km", "0"),
    ("sort", "price"),
]  # fmt: skip


def asked(query):
    pairs = [pair.partition("=")[::2] for pair in query.split("&") if pair]
    return read(MultiDict(pairs))


def test_an_empty_address_asks_for_everything():
    assert asked("") == (Filters(), frozenset())


def test_every_parameter_of_the_contract_is_read():
    filters, wrong = asked(
        "q= two  words &topic=coding&skill=solve-problems&type=course&format=online&when=week"
        "&from=2026-11-28&to=2026-12-01&age=16&price=free&language=lt&access=step-free"
        "&near=54.68,25.28&km=3&bbox=25,54,26,55&sort=distance&page=2"
    )

    assert wrong == frozenset()
    assert filters.text == "two words"
    assert filters.chosen == {
        "topic": ("coding",), "skill": ("solve-problems",), "type": ("course",),
        "format": ("online",), "when": ("week",), "price": ("free",), "language": ("lt",),
        "access": ("step-free",), "age": ("16",),
    }  # fmt: skip
    assert (filters.from_on, filters.to_on) == (dt.date(2026, 11, 28), dt.date(2026, 12, 1))
    assert (filters.years, filters.near, filters.km) == ([16], (54.68, 25.28), 3.0)
    assert filters.bbox == (25.0, 54.0, 26.0, 55.0)
    assert (filters.sort, filters.page) == ("distance", 2)


def test_repeated_values_mean_or_and_each_counts_once():
    filters, _wrong = asked("topic=coding&topic=music&topic=coding")

    assert filters.values("topic") == ("coding", "music")


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_what_cannot_be_read_is_named_and_left_out(name, value):
    assert read(MultiDict([(name, value)])) == (Filters(), frozenset({name}))


def test_a_last_day_before_the_first_is_wrong():
    filters, wrong = asked("from=2026-12-02&to=2026-12-01")

    assert (filters.from_on, filters.to_on) == (dt.date(2026, 12, 2), None)
    assert wrong == {"to"}


def test_empty_fields_of_a_form_are_no_filters():
    assert asked("q=&from=&to=&age=&topic=&sort=&page=") == (Filters(), frozenset())


def test_very_long_text_is_cut():
    assert len(asked("q=" + "a" * 5000)[0].text) == 120


def test_an_address_written_and_read_is_the_same():
    query = (
        "q=du+%C5%BEod%C5%BEiai&topic=coding&topic=music&age=0&age=14-18"
        "&from=2026-11-28&near=54.69,25.28&km=3&bbox=25,54,26,55&sort=newest&page=3"
    )
    filters, _wrong = asked(query.replace("+", " ").replace("%C5%BE", "ž"))

    assert iri_to_uri(filters.query()).replace("%2C", ",") == query


def test_switching_a_value_goes_back_to_the_first_page():
    filters, _wrong = asked("topic=coding&page=3")

    assert filters.toggled("topic", "music") == "topic=coding&topic=music"
    assert filters.toggled("topic", "coding") == ""


def test_single_parameters_change_or_go():
    filters, _wrong = asked("q=knots&page=3")

    assert filters.query(page="4") == "q=knots&page=4"
    assert filters.query(q=None, page=None) == ""
