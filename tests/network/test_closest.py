import pytest

from col_app.network.directory.queries import distance_km

JSON = {"Accept": "application/json"}


@pytest.fixture
def ask(client):
    return lambda **args: client("apex").get("/cities/closest", query_string=args)


@pytest.fixture
def ask_json(client):
    def ask(**args):
        return client("apex").get("/cities/closest", query_string=args, headers=JSON).json

    return ask


def test_a_quarter_of_the_globe():
    assert round(distance_km((0, 0), (0, 90))) == 10008


def test_the_other_side_of_the_globe():
    assert round(distance_km((0, 0), (0, 180))) == 20015


def test_an_applicant_is_told_as_one_with_the_closest_portal(ask, kaunas):
    assert (
        "Kaunas has no portal yet: it is applying. The closest portal is Vilnius, 91 km away."
    ) in ask(q="Kaunas").text


def test_machines_get_portals_by_distance(ask_json, kaunas):
    assert ask_json(q="kaunas") == {
        "place": {"name": "Kaunas", "lat": 54.90156, "lon": 23.90909},
        "cities": [
            {
                "slug": "vilnius",
                "name": "Vilnius",
                "url": "http://vilnius.learningcities.localhost:8000/",
                "km": 91.0,
            },
            {
                "slug": "cagliari",
                "name": "Cagliari",
                "url": "http://cagliari.learningcities.localhost:8000/",
                "km": 2062.2,
            },
        ],
    }


def test_a_position_is_rounded_to_a_kilometre(ask_json):
    place = ask_json(lat="54.687157", lon="25.279652")["place"]

    assert place == {"name": "", "lat": 54.69, "lon": 25.28}


def test_a_town_of_the_gazetteer_is_found(ask_json):
    found = ask_json(q="trakai")

    assert (found["place"]["name"], found["cities"][0]["slug"]) == ("Trakai", "vilnius")


@pytest.mark.parametrize("name", ["Wilno", "Вильнюс", "VILNIUS", " vilnius "])
def test_a_city_is_known_by_all_its_names(ask_json, name):
    assert ask_json(q=name)["cities"][0]["km"] == 0


def test_a_town_in_another_country_of_the_same_name_is_offered(ask):
    page = ask(q="Valencia").text

    assert "Close to Valencia" in page
    assert 'href="/cities/closest?q=Valencia%2C+Spain"' in page


@pytest.mark.parametrize("asked", ["Valencia, Spain", "valencia,ES", "Valencia, spain"])
def test_a_country_may_be_named(ask_json, asked):
    assert round(ask_json(q=asked)["place"]["lat"]) == 39


def test_a_slip_of_the_pen_is_guessed(ask):
    page = ask(q="Calgiari").text

    assert "We do not know this place" in page
    assert 'href="/cities/closest?q=Cagliari"' in page


def test_nothing_found_is_nothing_for_machines(ask_json):
    assert ask_json(q="Xyzzyville") == {"place": None, "cities": []}


@pytest.mark.parametrize(
    "args",
    [
        {"lat": "91", "lon": "0"},
        {"lat": "nan", "lon": "0"},
        {"lat": "inf", "lon": "0"},
        {"lat": "1", "lon": "-181"},
        {"lat": "1"},
        {"lat": "x", "lon": "y"},
        {"lat": "9" * 500, "lon": "1"},
    ],
)
def test_a_point_that_is_not_on_earth_is_no_point(ask_json, args):
    assert ask_json(**args) == {"place": None, "cities": []}


def test_paused_cities_are_not_closest(ask_json, life):
    life("suspend", "vilnius")

    assert [city["slug"] for city in ask_json(q="Trakai")["cities"]] == ["cagliari"]


def test_the_answer_depends_on_what_is_accepted(ask):
    assert "Accept" in [part.strip() for part in ask(q="Trakai").headers["Vary"].split(",")]


def test_whoever_lives_elsewhere_may_start_a_city(ask):
    page = ask(q="Šiauliai").text

    assert "Šiauliai not on the map?" in page
    assert 'href="http://learningcities.localhost:8000/start?place=%C5%A0iauliai"' in page


def test_a_place_on_the_map_need_not_be_started(ask, kaunas):
    assert "not on the map?" not in ask(q="Kaunas").text + ask(q="Vilnius").text


def test_an_unknown_place_may_start_too(ask):
    assert "Not on the map?" in ask(q="Xyzzyville").text


@pytest.mark.parametrize("args", [{"country": "LT"}, {"country": "lt"}, {"q": "Lithuania"}])
def test_a_country_is_as_near_as_its_capital(ask_json, args):
    found = ask_json(**args)

    assert found["place"]["name"] == "Lithuania"
    assert found["cities"][0]["slug"] == "vilnius"
    assert found["cities"][0]["km"] < 5


@pytest.mark.parametrize("country", ["", "XX", "LTU", "001", "\N{SNOWMAN}"])
def test_letters_of_no_country_find_nothing(ask_json, country):
    assert ask_json(country=country) == {"place": None, "cities": []}


def test_a_place_to_start_is_named_and_escaped(client):
    text = client("apex").get("/start", query_string={"place": "<b>Kaunas", "lang": "en"}).text

    assert "Start a City of Learning in &lt;b&gt;Kaunas" in text
    assert "mailto:hello@learningcities.net?subject=A%20City%20of%20Learning%20in%20%3Cb%3E" in text
