"""Activities of other cities as things one can save and put into lists.

A thing is known by one number, so that of such an activity holds the number of its city, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import tenancy
from col_app.core import clock, formats, i18n, web
from col_app.core.speech import gettext as _
from col_app.learning.activities.cards import own_tag
from col_app.learning.index import queries as index
from col_app.learning.saved.faces import Key, Thing
from col_app.learning.saved.models import Kind

PLACES = 10**12
"""No city has as many activities, and a bigint has room for some millions of cities."""
_PATH = re.compile(r"/activities/([1-9][0-9]{0,11})(-[^/]*)?/?")


def number(city_id: int, activity_id: int) -> int:
    """The number of an activity of another city."""
    return city_id * PLACES + activity_id


def step(thing_id: int) -> tuple[str, int] | None:
    """The slug of the city and the number there; None when there is no such city any more."""
    city_id, activity_id = divmod(thing_id, PLACES)
    city = web.app().directory.by_id(city_id)
    return (city.slug, activity_id) if city else None


def read_address(address: str) -> Key | None:
    """The activity that an address of any city names, as people copy it; None for all else."""
    text = address.strip()
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
    except ValueError:
        return None
    city = web.app().directory.resolve(parts.netloc).city
    found = _PATH.fullmatch(parts.path)
    if city is None or found is None:
        return None
    activity_id = int(found[1])
    if city.id == tenancy.current_city().id:
        return Kind.ACTIVITY, activity_id
    return Kind.ELSEWHERE, number(city.id, activity_id)


def things(ids: Sequence[int]) -> list[Thing]:
    """Activities that other cities list now."""
    steps = {thing_id: found for thing_id in ids if (found := step(thing_id))}
    listed = index.some(list(steps.values()))
    return [_thing(thing_id, listed[key]) for thing_id, key in steps.items() if key in listed]


def _thing(thing_id: int, row: index.Row) -> Thing:
    order = web.text_order()
    lang, (title, _summary) = i18n.pick_value(row["texts"], order)
    city = web.app().directory.by_slug(row["city_slug"])
    path = f"/activities/{row['activity_id']}-{row['slug']}"
    when = formats.when(row["starts_at"], row["ends_at"], city.time_zone if city else None)
    return Thing(
        Kind.ELSEWHERE,
        thing_id,
        web.city_url(city, path) if city else web.slug_url(row["city_slug"], path),
        title,
        own_tag(lang, order),
        _("%(when)s · in %(city)s", when=when, city=row["city_name"]),
        (row["topics"] or ["travel"])[0],
        is_past=row["ends_at"] is not None and row["ends_at"] < clock.now(),
    )
