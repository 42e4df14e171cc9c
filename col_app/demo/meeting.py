"""A community call to come, for the demo network."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from col_app.core import clock
from col_app.network.calls.actions import plan
from col_app.network.calls.models import CommunityCall

TITLES = {
    "en": "How cities reach young people who never look at a portal",
    "lt": "Kaip miestai pasiekia jaunuolius, kurie niekada nežiūri į portalą",
    "sl": "Kako mesta dosežejo mlade, ki nikoli ne pogledajo portala",
    "it": "Come le città raggiungono i giovani che non guardano mai un portale",
    "nl": "Hoe steden jongeren bereiken die nooit op een portaal kijken",
}
ZONE = ZoneInfo("Europe/Brussels")
WEEKS_AHEAD, THURSDAY, HOUR = 2, 3, 15
LASTS = dt.timedelta(hours=1)


def plan_call() -> None:
    """Announce a call on a Thursday about two weeks ahead; it has no link, as nobody is there."""
    monday = clock.now().astimezone(ZONE).date()
    monday -= dt.timedelta(days=monday.weekday())
    on = monday + dt.timedelta(weeks=WEEKS_AHEAD, days=THURSDAY)
    starts_at = dt.datetime.combine(on, dt.time(HOUR), ZONE)
    plan(
        CommunityCall(
            starts_at=starts_at, ends_at=starts_at + LASTS, time_zone=ZONE.key, titles=TITLES
        )
    )
