"""The pages by which badges are carried elsewhere."""

from __future__ import annotations

from tests.browser.pages import CITY_TEAM, ORGANISER, Kind, apex, at, first

LINKEDIN = "/studio/linkedin"
CARRY_PAGES = (
    Kind("city", LINKEDIN, at(LINKEDIN), ORGANISER),
    Kind("city", LINKEDIN, at(LINKEDIN), CITY_TEAM),
    Kind("apex", "/offline", apex("/offline")),
    Kind("city", f"{LINKEDIN}/<issuer>", first(LINKEDIN, f"{LINKEDIN}/"), ORGANISER),
)
