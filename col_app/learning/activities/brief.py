"""An activity as mails speak of it: in one person's language, in the city's time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import tenancy
from col_app.core import formats, i18n, web
from col_app.core.speech import gettext as _
from col_app.learning.activities import feeds, meetings, queries, search
from col_app.learning.activities.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Brief:
    """What a mail says about an activity. `calendar` is an iCalendar, empty without dates.

    `reason` says why it is cancelled; `meetings` are those of a series, and the only one of others.
    """

    title: str
    when: str
    where: str
    url: str
    state: str
    starts_at: dt.datetime | None
    calendar: bytes
    reason: str
    contact: str
    meetings: list[Meeting]

    def at(self, starts_at: dt.datetime) -> str:
        """When the meeting that begins then is, in words."""
        ends = next((e.ends_at for e in self.meetings if e.starts_at == starts_at), None)
        return formats.when(starts_at, ends, tenancy.current_city().time_zone)


def brief(activity_id: int, lang: str) -> Brief | None:
    """The current city's activity for a reader of `lang`; None for drafts and strangers."""
    city, rows = tenancy.current_city(), search.cards([activity_id])
    if not rows:
        return None
    row = rows[0] | queries.diary([activity_id])[activity_id]
    order = i18n.chain(lang, city.default_locale)
    starts_at, ends_at = row["next_times"] or (row["starts_at"], row["ends_at"])
    is_placed = row["format"] != "online" and row["place_names"]
    return Brief(
        title=i18n.pick_value(row["texts"], order)[1][0],
        when=formats.when(starts_at, ends_at, city.time_zone),
        where=i18n.pick_value(row["place_names"], order)[1] if is_placed else _("Online"),
        url=web.city_url(city, f"/activities/{row['id']}-{row['slug']}"),
        state=row["state"],
        starts_at=row["starts_at"],
        calendar=feeds.calendar(rows, order) if row["starts_at"] else b"",
        reason=row["cancel_reason"],
        contact=row["contact"],
        meetings=meetings.of(row),
    )
