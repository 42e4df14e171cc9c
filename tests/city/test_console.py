"""Who may use the console, and what it leads to."""

import re

import pytest

from tests.learning.town import Town

CONSOLE = "/console/topics"


@pytest.mark.parametrize("role", ["learner", "organiser"])
def test_only_the_team_may(town, topics, role):
    topic = topics("Bees", "bees")
    visitor = town.visitor(town.person("Somebody", role))
    pages = [CONSOLE, f"{CONSOLE}/new", f"{CONSOLE}/{topic}", f"{CONSOLE}/{topic}/merging"]

    assert {visitor.get(page).status_code for page in ["/console", *pages]} == {403}


def test_the_team_of_another_city_may_not(app, town, topics):
    topics("Bees", "bees")
    cagliari = Town(app, "cagliari")
    stranger = town.visitor(cagliari.person("Team of Cagliari", "city"))

    assert stranger.get(CONSOLE).status_code == 403
    assert "Bees" not in cagliari.visitor().get("/topics").text


def test_the_console_leads_to_its_pages(team):
    hrefs = re.findall(r'class="stretch" href="(/console/[\w/]+)"', team.get("/console").text)

    assert {CONSOLE, "/console/keys"} <= set(hrefs)
    assert [href for href in hrefs if team.get(href).status_code != 200] == []


def test_the_list_asks_as_often_however_many_there_are(team, topics, queries):
    costs = []
    for number in range(3):
        topics(f"Bees {number}", f"bees-{number}")
        team.get(CONSOLE)
        with queries() as seen:
            team.get(CONSOLE)
        costs.append(len(seen))

    assert costs[0] == costs[-1]
