"""Answered before Flask, a credential is the same to whoever asks."""

import pytest

from col_app.recognition.awards import direct

VARYING = {"Date", "Vary"}


@pytest.fixture
def path(award):
    return f"/credentials/{award}.json"


def told(answer):
    return {name: value for name, value in answer.headers.items() if name not in VARYING}


def test_the_second_answer_is_the_first_one(city, path):
    first, second = city.get(path), city.get(path)
    assert (first.status_code, first.data, told(first)) == (200, second.data, told(second))


def test_only_the_second_one_comes_before_flask(city, path, monkeypatch):
    lines = []
    monkeypatch.setattr(direct.logs, "direct", lambda *line: lines.append(line))
    for _time in "ab":
        city.get(path)
    assert lines == [("GET", "/credentials/<public_id>.json", 200)]


def test_the_second_one_costs_one_query(city, path, queries):
    city.get(path)
    with queries() as seen:
        city.get(path)
    assert len(seen) == 1


def test_another_city_does_not_answer_for_it(client, city, path):
    city.get(path)
    assert client("cagliari").get(path).status_code == 404


def test_the_apex_sends_the_same_credential(client, city, path):
    assert client("apex").get(path).data == city.get(path).data
