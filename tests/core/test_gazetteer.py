import pytest

from col_app.core.gazetteer import plain, prepare, towns_called


@pytest.fixture
def called(app):
    return lambda name, country="": [
        (town.name, town.country) for town in towns_called(name, app.settings.data_dir, country)
    ]


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Šiauliai", "siauliai"),
        ("ŁÓDŹ", "lodz"),
        ("Saint-Étienne", "saint etienne"),
        ("  L'Aquila ", "l aquila"),
        ("Straße", "strasse"),
        ("Ελλάδα", "ελλαδα"),
        ("…", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_signs(name, same):
    assert plain(name) == same


@pytest.mark.parametrize("name", ["Šiauliai", "siauliai", "SIAULIAI", "Шяуляй"])
def test_a_town_is_found_by_all_its_names(called, name):
    assert called(name) == [("Šiauliai", "LT")]


def test_the_likeliest_town_comes_first(called):
    assert called("Roma")[0] == ("Rome", "IT")


def test_a_small_town_is_preferred_under_its_own_name(called):
    assert called("Nida")[0] == ("Nida", "LT")


def test_a_country_leaves_out_towns_of_others(called):
    assert called("Valencia", "ES") == [("Valencia", "ES")]


@pytest.mark.parametrize("name", ["", " ", "…", "x" * 5000, "'; drop table town; --", "\ud800"])
def test_odd_names_find_nothing(called, name):
    assert called(name) == []


def test_what_is_prepared_is_not_made_again(app):
    folder = app.settings.data_dir
    prepare(folder)
    made = {file: file.stat().st_mtime_ns for file in folder.glob("gazetteer-*")}

    towns_called("Nida", folder)

    assert len(made) == 1
    assert made == {file: file.stat().st_mtime_ns for file in folder.glob("gazetteer-*")}
