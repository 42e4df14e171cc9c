"""Whatever is typed into an address, no page breaks."""

import re

import pytest

from tests.people.browsers import Browser, token_of

HUGE = "9" * 20
ODD_VALUES = [
    "\x00",
    "a\x00b",
    HUGE,
    "-1",
    "0",
    "1e999",
    "nan",
    "x" * 5000,
    "' or 1=1 --",
    "<script>",
    "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe",
    "../../etc/passwd",
    "%s%d{0}",
    "\N{ARABIC-INDIC DIGIT FIVE}",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "",
]
PARAMETERS = (
    *("q", "topic", "skill", "type", "format", "when", "from", "to", "age", "price", "language"),
    *(
        "access",
        "near",
        "km",
        "bbox",
        "sort",
        "page",
        "view",
        "lang",
        "lat",
        "lon",
        "next",
        "state",
    ),
    *("code", "size", "v", "saved"),
)
PLACEHOLDER = re.compile(r"<[^>]+>")


def short(value):
    return ascii(value)[:16]


def host_of(rule):
    return {"city": "vilnius", "apex": "apex"}.get(rule.subdomain, "vilnius")


@pytest.fixture(scope="module")
def rules(app):
    return [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]


def escaped(value):
    text = value if isinstance(value, bytes) else value.encode()
    return "".join(f"%{byte:02X}" for byte in text)


def path_of(rule, value):
    """The rule with the value in the place of each of its parts."""
    return PLACEHOLDER.sub(escaped(value), rule.rule)


@pytest.mark.parametrize("value", ODD_VALUES, ids=short)
def test_odd_parts_of_an_address_are_never_our_fault(client, rules, value):
    with_parts = [rule for rule in rules if "<" in rule.rule]
    seen = {r.rule: client(host_of(r)).get(path_of(r, value)).status_code for r in with_parts}

    assert {rule: code for rule, code in seen.items() if code >= 500} == {}


@pytest.fixture(scope="module")
def organiser(app, sign_in):
    """A browser signed in as an organiser in Vilnius."""
    return sign_in(Browser(app), "organiser")


@pytest.mark.parametrize("value", ODD_VALUES, ids=short)
def test_nor_are_they_for_somebody_signed_in(organiser, rules, value):
    own = [rule for rule in rules if "<" in rule.rule and rule.subdomain == "city"]
    seen = {r.rule: organiser.get(f"vilnius{path_of(r, value)}").status_code for r in own}

    assert {rule: code for rule, code in seen.items() if code >= 500} == {}


@pytest.mark.parametrize("value", [v for v in ODD_VALUES if isinstance(v, str)], ids=short)
@pytest.mark.parametrize("address", ["apex/sign-in", "apex/sign-up"])
def test_odd_fields_are_never_our_fault(app, address, value):
    browser = Browser(app)
    names = ("email", "password", "name", "birth_year", "lang")
    token = token_of(browser.get(address))
    answer = browser.post(address, {"csrf_token": token, **dict.fromkeys(names, value)})

    assert answer.status_code < 500


@pytest.mark.parametrize("value", [v for v in ODD_VALUES if isinstance(v, str)], ids=short)
def test_odd_things_to_verify_are_never_our_fault(client, value):
    answer = client("vilnius").post("/verify", {"text": value, "url": value, "recipient": value})

    assert answer.status_code < 500


@pytest.mark.parametrize("value", ODD_VALUES, ids=short)
def test_odd_parameters_are_never_our_fault(client, rules, value):
    query = "&".join(f"{name}={escaped(value)}" for name in PARAMETERS)
    plain = [rule for rule in rules if "<" not in rule.rule]
    seen = {r.rule: client(host_of(r)).get(f"{r.rule}?{query}").status_code for r in plain}

    assert {rule: code for rule, code in seen.items() if code >= 500} == {}


@pytest.mark.parametrize("path", ["/%00", "/activities/%00", "/?q=%00", "/cities/closest?q=a%00b"])
@pytest.mark.parametrize("host", ["apex", "vilnius"])
def test_a_nul_is_refused(client, host, path):
    assert client(host).get(path).status_code == 400


@pytest.mark.parametrize("path", ["/%ff%fe", "/activities/%c3%28", "/%ed%a0%80", "/%", "/%zz"])
def test_an_address_that_is_no_utf8_is_not_found(client, path):
    assert client("vilnius").get(path).status_code == 404


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/", "/activities//x"])
def test_double_slashes_lead_nowhere(client, path):
    answer = client("vilnius").get(f"http://vilnius.learningcities.localhost:8000{path}")

    assert (answer.status_code, answer.location) == (404, None)


@pytest.mark.parametrize("path", ["", "/activities/", "/badges/", "/.well-known/did.json/"])
def test_a_missing_or_extra_slash_at_the_end_is_forgiven(client, path):
    assert client("vilnius").get(path).status_code == 200
