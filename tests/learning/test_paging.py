"""Page numbers of long lists."""

import pytest

from col_app.learning.paging import addresses, last_page, number, pages


def numbers(current, total):
    return [page for page, _href in pages(current, last_page(total, 10), str).numbers]


@pytest.mark.parametrize(
    ("current", "total", "shown"),
    [
        (1, 0, [1]),
        (1, 10, [1]),
        (1, 11, [1, 2]),
        (1, 200, [1, 2, 3, None, 20]),
        (10, 200, [1, None, 8, 9, 10, 11, 12, None, 20]),
        (99, 30, [1, None, 3]),
    ],
)
def test_the_first_the_last_and_those_around_are_shown(current, total, shown):
    assert numbers(current, total) == shown


def test_parameters_are_kept_and_page_one_has_the_plain_address():
    found = pages(2, 3, addresses("/places", {"kind": "park", "access": ""}))

    assert (found.previous_href, found.next_href) == (
        "/places?kind=park", "/places?kind=park&page=3",
    )  # fmt: skip


def test_past_the_last_page_there_is_no_way_on():
    found = pages(99, 3, str)

    assert (found.previous_href, found.next_href) == ("", "")


@pytest.mark.parametrize(
    ("text", "page"),
    [("", 1), ("3", 3), ("0", 1), ("-1", 1), ("x", 1), ("9" * 30, 1), ("9999", 2000), ("٣", 1)],
)
def test_a_page_that_cannot_be_read_is_the_first(text, page):
    assert number(text) == page
