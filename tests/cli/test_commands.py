import json

import orjson
import pytest
from click.testing import CliRunner

from col_app.cli import col


@pytest.fixture
def run(app):
    """Run a `col` command on the servers of the tests; its output."""

    def command(*words, code=0):
        done = CliRunner().invoke(col, words, catch_exceptions=False)
        assert (done.exit_code, done.output if done.exit_code != code else "") == (code, "")
        return done.output

    return command


def visit(client, city, path):
    return client(city).get(path).status_code


def test_a_city_is_created_answers_and_is_dropped(run, client):
    address = run(
        "city", "create", "testford", "--name", "Testford", "--country", "GB", "--locale", "en"
    )
    assert address.strip().endswith("//testford.learningcities.localhost:8000/")
    assert visit(client, "testford", "/activities.json") == 200
    run("city", "drop", "testford", "--yes")
    assert visit(client, "testford", "/activities.json") == 404


def test_a_reserved_slug_is_refused_with_a_sentence(run):
    said = run("city", "create", "www", "--name", "W", "--country", "GB", "--locale", "en", code=1)
    assert said == "Error: slug 'www' is reserved\n"


@pytest.mark.parametrize("odd", [("--timezone", "Mars/Base"), ("--locale", "zz")])
def test_what_would_break_every_page_is_refused(run, odd):
    words = ["city", "create", "oddtown", "--name", "O", "--country", "GB", "--locale", "en", *odd]
    assert "Invalid value" in run(*words, code=2)


def test_the_list_of_cities_is_readable_for_machines(run):
    slugs = [city["slug"] for city in json.loads(run("city", "list", "--json"))]
    assert {"vilnius", "cagliari"} <= set(slugs)


def test_every_route_says_who_may_use_it(run):
    routes = json.loads(run("routes", "--json"))
    assert [route["rule"] for route in routes if not route["roles"]] == []
    assert {route["host"] for route in routes} == {"apex", "city", "both"}


def test_old_badges_verify_after_the_key_is_rotated(run, client, keep_promises):
    keep_promises()
    address = json.loads(run("awards", "list", "vilnius", "--json"))[0]["credential"]
    document = client("vilnius").get(f"/credentials/{address.rpartition('/')[2]}.json").data
    run("keys", "rotate", "vilnius")
    answer = client("vilnius").post("/api/v1/verify", json={"text": document.decode()})
    assert orjson.loads(answer.data)["verdict"] == "valid"


def test_a_city_moves_with_everything_to_another_name(run, client, tmp_path):
    file = tmp_path / "cagliari.zip"
    run("city", "export", "cagliari", str(file))
    run("city", "restore", str(file), "--as", "karalis")
    found = [client(city).get("/activities.json").json["total"] for city in ("cagliari", "karalis")]
    run("city", "drop", "karalis", "--yes")
    assert found[0] == found[1] > 0


def test_migrating_a_network_that_is_up_to_date_does_nothing(run):
    assert run("db", "upgrade") == "Nothing to do.\n"


def test_a_role_of_the_network_is_given_listed_and_taken_away(run):
    person = ("learner.vilnius@example.org", "trio")
    run("roles", "grant", *person)
    run("roles", "grant", *person)
    listed = run("roles", "list", "trio")
    run("roles", "withdraw", *person)

    assert person[0] in listed
    assert person[0] not in run("roles", "list", "trio")
    assert run("roles", "withdraw", *person, code=1) == "Error: They do not have this role.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("learner.vilnius@example.org", "city"), "name it with --city"),
        (("learner.vilnius@example.org", "trio", "--city", "vilnius"), "it has no city"),
        (("nobody.at.all@example.org", "trio"), "Nobody with an account has confirmed"),
        (("no address", "trio"), "no e-mail address"),
    ],
)
def test_a_role_that_cannot_be_given_says_why(run, words, said):
    assert said in run("roles", "grant", *words, code=1)
