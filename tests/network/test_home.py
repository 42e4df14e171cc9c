import re

import pytest

PAGES = (
    "/", "/cities", "/cities?language=it", "/cities/closest?q=Kaunas", "/cities/closest?q=xyz",
    "/search", "/start",
)  # fmt: skip
DOT = re.compile(r'<a class="dot[^>]*aria-label="([^"]*)"')
ROW = re.compile(r'<a href="([^"]*)"><span><span[^>]*>([^<]*)</span>')
HREF = re.compile(r'<(?:a|link)[^>]* href="([^"#]+)')
OFFER = re.compile(r'<a class="stretch" href="http://(\w+)')
COUNTRY = re.compile(r'<h3><a href="([^"]*)"[^>]*>([^<]*)<span class="num">(\d+)<')
NUMBER = re.compile(r"<li><b>([^<]*)</b>")


def rows(page):
    return {name: href for href, name in ROW.findall(page.text)}


def test_the_map_has_a_dot_for_each_place(client, kaunas):
    assert sorted(DOT.findall(client("apex").get("/").text)) == [
        "Cagliari",
        "Kaunas, applying",
        "Vilnius",
    ]


def test_the_list_leads_to_portals_and_applicants_to_those_close_by(client, kaunas):
    assert rows(client("apex").get("/")) == {
        "Cagliari": "http://cagliari.learningcities.localhost:8000/",
        "Kaunas": "http://learningcities.localhost:8000/cities/closest?q=Kaunas",
        "Vilnius": "http://vilnius.learningcities.localhost:8000/",
    }


def test_names_are_in_the_language_of_the_reader(client, kaunas):
    page = client("apex").get("/cities?lang=lt")

    assert list(rows(page)) == ["Cagliari", "Kaunas (lt)", "Vilnius"]


def test_a_language_leaves_out_cities_that_do_not_speak_it(client, kaunas):
    assert list(rows(client("apex").get("/cities?language=it"))) == ["Cagliari"]


@pytest.mark.parametrize("language", ["xx", "", "\N{SNOWMAN}", "it\x7f"])
def test_an_unknown_language_leaves_out_nothing(client, kaunas, language):
    page = client("apex").get("/cities", query_string={"language": language})

    assert list(rows(page)) == ["Cagliari", "Kaunas", "Vilnius"]


def test_the_numbers_are_those_of_the_list(client, kaunas):
    page = client("apex").get("/")
    counts = [int(n) for n in re.findall(r"<small>(\d+)</small>", page.text)]

    assert NUMBER.findall(page.text) == ["2", "2", "2", str(sum(counts)), "1"]


def test_the_number_of_a_country_is_that_of_its_list(client, kaunas):
    apex = client("apex")
    told = COUNTRY.findall(apex.get("/?lang=en").text)
    lists = [apex.get(href.replace("/search", "/search.json")).json for href, _name, _n in told]

    assert [name for _href, name, _n in told] == ["Italy", "Lithuania"]
    assert [int(number) for *_rest, number in told] == [found["total"] for found in lists]


def test_a_paused_city_is_neither_shown_nor_counted(client, kaunas, life):
    life("suspend", "cagliari")
    page = client("apex").get("/")

    assert list(rows(page)) == ["Kaunas", "Vilnius"]
    assert NUMBER.findall(page.text)[:3] == ["1", "1", "1"]


def test_offers_come_from_cities_that_answer(client, life):
    life("suspend", "cagliari")
    page = client("apex").get("/").text

    assert set(OFFER.findall(page)) == {"vilnius"}


@pytest.mark.parametrize(
    ("lang", "cities"), [("lt", ["vilnius", "cagliari"]), ("it", ["cagliari", "vilnius"])]
)
def test_offers_in_the_language_of_the_reader_come_first(client, lang, cities):
    online = client("apex").get(f"/?lang={lang}").text.partition('id="h-online"')[2]

    assert OFFER.findall(online) == cities


def test_a_longer_map_costs_no_more_queries(client, queries, kaunas, put):
    apex = client("apex")
    apex.get("/")
    with queries() as few:
        apex.get("/")
    put("klaipeda", 55.7, 21.1)
    with queries() as more:
        apex.get("/")

    assert (len(few), len(more)) == (7, 7)


@pytest.mark.parametrize("path", PAGES)
def test_no_link_of_the_apex_is_dead(client, kaunas, path):
    links = set(HREF.findall(client("apex").get(path).text))

    assert {link for link in links if status(client, link) >= 400} == set()


def status(client, link):
    if link.startswith("mailto:"):
        return 200
    host, _slash, path = link.removeprefix("http://").partition("/")
    return client(host or "apex").get(f"/{path.replace('&amp;', '&')}").status_code


def test_a_page_is_small_and_has_its_tag(client, kaunas):
    page = client("apex").get("/")
    again = client("apex").get("/", headers={"If-None-Match": page.headers["ETag"]})

    assert again.status_code == 304
    assert page.headers.getlist("Set-Cookie") == []


def test_the_land_behind_the_dots_is_a_file_for_ever(client):
    href = re.search(r'<use class="land" href="([^"#]*)', client("apex").get("/").text)[1]
    drawing = client("apex").get(href)

    assert drawing.mimetype == "image/svg+xml"
    assert drawing.headers["Cache-Control"].endswith("immutable")


@pytest.mark.parametrize(
    ("languages", "city"),
    [
        ("lt-LT,lt;q=0.9,en;q=0.8", "Vilnius"), ("lt", "Vilnius"), ("en,it;q=0.5", "Cagliari"),
        ("en-IT", "Cagliari"), ("en", ""), ("en-US", ""), ("it;q=0", ""), ("xx", ""),
    ],
)  # fmt: skip
def test_a_portal_is_guessed_from_the_languages_of_the_browser(client, languages, city):
    text = client("apex").get("/?lang=en", headers={"Accept-Language": languages}).text
    near = re.search(r'class="near__t">.*?>([^<]*)<', text)

    assert (near[1] if near else "") == (f"{city} City of Learning" if city else "")


def test_the_promise_is_told(client):
    text = client("apex").get("/?lang=en").text

    assert "Join activities. Complete playlists. Earn badges." in text


def test_latest_opportunities_are_the_newest_of_each_city(client):
    latest = client("apex").get("/").text.partition('id="h-latest"')[2].partition("</section>")[0]

    assert sorted(OFFER.findall(latest)) == ["cagliari", "vilnius"]
