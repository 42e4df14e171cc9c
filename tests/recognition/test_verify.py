import io

import orjson
import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.awards import queries


@pytest.fixture
def document(portal, award):
    return orjson.loads(portal.do(lambda: queries.document(award)))


def ask(browser, **question):
    """What the API says: the verdict and the reasons of what failed."""
    found = browser.post("/api/v1/verify", json=question).json
    return found["verdict"], *(c["reason"] for c in found["checks"] if c["ok"] is False)


def hand_in(browser, picture, name):
    return browser.post("/verify?lang=en", {"file": (io.BytesIO(picture), name)})


def test_a_badge_of_ours_is_valid(city, document):
    assert ask(city, text=orjson.dumps(document).decode()) == ("valid",)


def test_every_host_judges_alike(client, document):
    hosts = ("vilnius", "cagliari", "apex")
    text = orjson.dumps(document).decode()

    assert [ask(client(host), text=text) for host in hosts] == [("valid",)] * 3


@pytest.mark.parametrize("tail", ["", ".json", ".png", "?lang=lt#criteria"])
def test_an_address_of_ours_is_enough(client, document, tail):
    assert ask(client("apex"), url=document["id"] + tail) == ("valid",)


def test_a_changed_badge_is_altered(city, document):
    document["credentialSubject"]["achievement"]["name"] = "Doctor of Everything"

    assert ask(city, text=orjson.dumps(document).decode()) == ("altered", "signature_wrong")


def test_a_withdrawn_badge_is_revoked(portal, city, award, document, keep_promises):
    portal.revoke(award)
    keep_promises()

    assert ask(city, url=document["id"]) == ("revoked", "revoked")


def test_the_address_of_the_holder_is_right_and_another_is_not(city, ona, document):
    right = ask(city, url=document["id"], recipient=ona.email)
    wrong = ask(city, url=document["id"], recipient="somebody@col.example")

    assert (right, wrong) == (("valid",), ("cannot_check", "another_recipient"))


def test_a_badge_of_a_stranger_is_not_called_altered(city, document):
    stranger = "did:web:badges.example"
    document["issuer"]["id"] = stranger
    document["proof"]["verificationMethod"] = f"{stranger}#key"

    assert ask(city, text=orjson.dumps(document).decode()) == ("cannot_check", "issuer_unreachable")


def test_a_key_that_a_city_never_had_is_refused(city, document):
    stranger = ob.IssuerKey.generate(document["issuer"]["id"])
    document["proof"]["verificationMethod"] = stranger.id

    assert ask(city, text=orjson.dumps(document).decode()) == ("altered", "key_unknown")


WHY = {"https://badges.example/credentials/1": "address_unreachable"}


@pytest.mark.parametrize(
    "text", ["hello", "[1]", "https://badges.example/credentials/1", "{" * 3000, "null"]
)
def test_what_is_no_badge_cannot_be_checked(city, text):
    assert ask(city, text=text) == ("cannot_check", WHY.get(text, "unreadable"))
    assert city.post("/verify", {"text": text}).status_code == 422


def test_something_else_in_json_cannot_be_checked(city):
    assert ask(city, text='{"@context": 5}') == ("cannot_check", "not_a_credential")


@pytest.mark.parametrize("question", [[1], {}, {"text": ""}, {"text": 5}, {"url": " "}])
def test_a_body_that_is_no_question_is_a_problem(city, question):
    answer = city.post("/api/v1/verify", json=question)

    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_what_is_not_asked_may_be_null(city, document):
    question = {"url": document["id"], "text": None, "recipient": None, "more": 5}

    assert ask(city, **question) == ("valid",)


def test_nothing_at_all_keeps_the_form(city):
    page = city.post("/verify", {"recipient": "ona@col.example"})

    assert (page.status_code, 'value="ona@col.example"' in page.text) == (422, True)


@pytest.mark.parametrize("form", ["png", "svg", "json"])
def test_a_file_is_judged_in_words_without_javascript(city, award, form):
    file = city.get(f"/credentials/{award}.{form}").data
    page = hand_in(city, file, f"badge.{form}")

    assert (page.status_code, "This badge is real" in page.text) == (200, True)


def test_a_picture_without_a_badge_keeps_the_form(city):
    page = hand_in(city, b"\x89PNG\r\n\x1a\n", "cat.png")

    assert (page.status_code, 'aria-invalid="true"' in page.text) == (422, True)


def test_words_for_somebody_elses_badge_say_that_it_is_real(client, document):
    fields = {"url": document["id"], "recipient": "somebody@col.example"}
    page = client("apex").post("/verify?lang=en", fields).text

    assert "This badge is real, but it was not given to this e-mail address." in page


def test_what_a_document_says_is_shown_as_text_only(city, document):
    document["credentialSubject"]["achievement"]["name"] = "<script>alert(1)</script>"
    page = city.post("/verify", {"text": orjson.dumps(document).decode()}).text

    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_the_form_may_be_shared_and_sets_no_cookie(city):
    headers = city.get("/verify").headers

    assert (headers["Cache-Control"], headers.getlist("Set-Cookie")) == ("public, no-cache", [])


def test_a_sentence_is_not_said_twice(portal, city, award, document, keep_promises):
    portal.revoke(award)
    keep_promises()
    page = city.post("/verify?lang=en", {"url": document["id"]}).text

    assert "This badge was withdrawn by its issuer." in page
    assert "Nobody has changed the badge since it was signed." in page
