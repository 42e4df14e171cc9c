"""The rule of a playlist: every mandatory step, and some of the others."""

import pytest

from col_app.learning.playlists.progress import Progress, progress


def row(needed, *mandatory):
    """A playlist whose steps are 1, 2, 3…"""
    items = [
        {"city": "", "activity_id": number, "is_mandatory": is_mandatory}
        for number, is_mandatory in enumerate(mandatory, 1)
    ]
    return {"optional_needed": needed, "items": items}


def done(*ids):
    return frozenset(("", number) for number in ids)


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ((), Progress(0, 2)),
        ((1,), Progress(1, 2)),
        ((2, 3), Progress(1, 2)),
        ((1, 3), Progress(2, 2)),
        ((1, 2, 3), Progress(2, 2)),
    ],
)
def test_more_optional_steps_than_asked_for_do_not_stand_in_for_a_mandatory_one(ids, expected):
    assert progress(row(1, True, False, False), done(*ids)) == expected


def test_a_playlist_may_be_any_two_of_three():
    any_two = row(2, False, False, False)
    assert [progress(any_two, done(*ids)).is_complete for ids in ((1,), (1, 3), (2, 3))] == [
        False, True, True,
    ]  # fmt: skip


def test_a_playlist_that_asks_for_no_optional_step_is_complete_without_them():
    assert progress(row(0, True, False), done(1)).is_complete


def test_where_nothing_is_needed_nothing_is_complete():
    assert not progress(row(0, False, False), done(1, 2)).is_complete
    assert not progress({"optional_needed": 0, "items": None}, done()).is_complete


def test_a_step_elsewhere_is_not_the_activity_of_the_same_number_here():
    away = {"city": "cagliari", "activity_id": 1, "is_mandatory": True}
    path = {"optional_needed": 0, "items": [away]}

    assert not progress(path, done(1)).is_complete
    assert progress(path, frozenset({("cagliari", 1)})).is_complete
