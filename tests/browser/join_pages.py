"""The pages of taking part where the organiser has a word."""

from __future__ import annotations

from tests.browser.pages import LEARNER, ORGANISER, Kind, at, first

ASKED_FOR = "/activities?type=internship"
HOSTED = "/studio/activities/<slug>"

JOIN_PAGES = (
    Kind("city", "/activities/<slug>", first(ASKED_FOR, "/activities/"), LEARNER, "asks"),
    Kind("city", "/activities/<slug>/join", first(ASKED_FOR, "/activities/", "/join"), ORGANISER),
    Kind("city", HOSTED, first("/studio", "/studio/activities/"), ORGANISER),
    Kind("city", "/studio/applications", at("/studio/applications"), ORGANISER),
    Kind(
        "city",
        "/studio/applications/<int:number>",
        first("/studio/applications", "/studio/applications/"),
        ORGANISER,
    ),
    Kind("city", "/passport/reminders", at("/passport/reminders"), LEARNER),
)
