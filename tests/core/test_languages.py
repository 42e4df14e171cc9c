"""Which language an answer is in, and how it says so."""

import re

import pytest

from col_app.core import i18n

SPOKEN = re.compile(r'<html lang="([^"]*)" dir="([^"]*)"')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
CHOICE = re.compile(r'<a href="([^"]*)" lang="([^"]*)" hreflang="[^"]*"( aria-current="true")?>')
VILNIUS = "http://vilnius.learningcities.localhost:8000"


def spoken(page):
    return SPOKEN.search(page.text)[1]


def ask(browser, address, accepted=""):
    return browser.get(address, headers={"Accept-Language": accepted})


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("", "lt"),
        ("*", "lt"),
        ("en", "en"),
        ("lt-LT,lt;q=0.9,en;q=0.8", "lt"),
        ("en-GB,en;q=0.9", "en"),
        ("de-DE, de;q=0.9, en;q=0.2, lt;q=0.1", "en"),
        ("sl, it", "lt"),
        ("en;q=0, lt;q=0.1", "lt"),
        ("en;q=0", "lt"),
        ("EN_us", "en"),
        (";;;,,q=,x;q=x", "lt"),
        ("x" * 5000, "lt"),
    ],
)
def test_a_city_speaks_as_the_browser_wishes_and_else_its_main_language(browser, accepted, lang):
    assert spoken(ask(browser, "vilnius/", accepted)) == lang


@pytest.mark.parametrize(
    ("accepted", "lang"), [("", "en"), ("sl-SI", "sl"), ("it;q=0.3,nl;q=0.4", "nl"), ("uk", "en")]
)
def test_the_apex_speaks_all_languages_and_else_english(browser, accepted, lang):
    assert spoken(ask(browser, "apex/", accepted)) == lang


@pytest.mark.parametrize(
    ("wish", "lang"),
    [("en", "en"), ("EN", "en"), ("en-GB", "en"), ("sl", "lt"), ("xx", "lt"), ("", "lt")],
)  # fmt: skip
def test_the_address_decides_over_the_browser(browser, wish, lang):
    assert spoken(ask(browser, f"vilnius/?lang={wish}", "lt")) == lang


def test_a_choice_is_remembered_on_this_host_alone(browser):
    browser.get("vilnius/?lang=en")

    assert browser.cookie("vilnius", "__Host-lang") == "en"
    assert spoken(ask(browser, "vilnius/badges", "lt")) == "en"
    assert spoken(ask(browser, "cagliari/", "it")) == "it"


@pytest.mark.parametrize("wish", ["xx", "sl", "", "../x", "en\r\nX: y"])
def test_what_is_not_spoken_is_not_remembered(browser, wish):
    page = browser.get("vilnius/", query_string={"lang": wish})

    assert page.headers.getlist("Set-Cookie") == []


def test_a_choice_is_remembered_once(browser):
    browser.get("vilnius/?lang=en")

    assert browser.get("vilnius/?lang=en").headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize("cookie", ["xx", "sl", "%00", "en; Path=/"])
def test_an_odd_cookie_is_passed_over(browser, cookie):
    browser.plant("vilnius", "__Host-lang", cookie)

    assert spoken(ask(browser, "vilnius/", "en")) == "en"


def test_an_account_decides_over_the_browser_and_a_choice_over_the_account(browser, sign_in):
    learner = sign_in(browser, "learner")
    by_account = spoken(ask(learner, "vilnius/", "en"))
    by_choice = spoken(ask(learner, "vilnius/?lang=en", "lt"))

    assert (by_account, by_choice) == ("lt", "en")


def test_a_page_names_its_other_languages(browser):
    assert ALTERNATE.findall(browser.get("vilnius/activities?q=x&page=2").text)[:3] == [
        ("lt", f"{VILNIUS}/activities?lang=lt"),
        ("en", f"{VILNIUS}/activities?lang=en"),
        ("x-default", f"{VILNIUS}/activities"),
    ]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/activities", "/activities"),
        ("/activities/", "/activities"),
        ("/activities?q=x&lang=en", "/activities?lang=en"),
        ("/?lang=xx", "/?lang=lt"),
    ],
)
def test_a_page_names_the_address_to_keep(browser, asked, kept):
    page = ask(browser, f"vilnius{asked}", "lt")

    assert CANONICAL.findall(page.text) == [f"{VILNIUS}{kept}"]


def test_changing_the_language_keeps_the_page(browser):
    page = ask(browser, "vilnius/activities?q=a%26b&topic=coding&topic=arts&lang=en", "lt")

    assert CHOICE.findall(page.text)[:2] == [
        ("/activities?q=a%26b&amp;topic=coding&amp;topic=arts&amp;lang=lt", "lt", ""),
        ("/activities?q=a%26b&amp;topic=coding&amp;topic=arts&amp;lang=en", "en",
         ' aria-current="true"'),
    ]  # fmt: skip


def test_shared_caches_know_what_an_answer_depends_on(browser):
    vary = {part.strip() for part in browser.get("vilnius/").headers["Vary"].split(",")}

    assert {"Accept-Language", "Cookie"} <= vary


@pytest.mark.parametrize(
    ("text", "code"),
    [("lt-LT", "lt"), ("sr-latn-RS", "sr_Latn"), ("PT_br", "pt"), (" en ", "en"), ("", "")],
)
def test_tags_are_read(text, code):
    assert i18n.from_tag(text) == code


def test_scripts_are_kept_apart():
    assert i18n.negotiate(["sr-Latn-RS"], ["sr", "sr_Latn"], "en") == "sr_Latn"


def test_a_base_language_serves_its_regions():
    assert i18n.negotiate(["sr-Latn"], ["sr", "en"], "en") == "sr"


@pytest.mark.parametrize(
    ("lang", "country", "locale"),
    [("lt", "LT", "lt_LT"), ("en", "LT", "en_150"), ("en", "GB", "en_GB"), ("sl", "150", "sl"),
     ("it", "001", "it"), ("xx", "YY", "en")],
)  # fmt: skip
def test_dates_and_numbers_are_written_as_in_the_citys_country(lang, country, locale):
    assert i18n.formatting_locale(lang, country) == locale


@pytest.mark.parametrize(("lang", "way"), [("ar", "rtl"), ("lt", "ltr"), ("sr_Latn", "ltr")])
def test_direction(lang, way):
    assert i18n.direction(lang) == way
