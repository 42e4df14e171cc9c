"""Where an organiser picks people from: check-in lists, circles that came, groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core import i18n, web
from col_app.learning.activities import queries as activities
from col_app.learning.circles import queries as circles
from col_app.recognition.batches import faces, queries
from col_app.recognition.groups import queries as groups

LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Source:
    """The people of a list (`person_id`, `name`, `is_here`); `circle_id` if they are a circle."""

    people: Sequence[dict[str, Any]]
    circle_id: int | None = None


def choices(organiser_id: int, by: int) -> list[tuple[str, str]]:
    """All lists that somebody may pick from, as (value, text)."""
    numbers, order = [each.id for each in activities.all_owned(by=by)], web.text_order()
    found, sizes = activities.titles(numbers), queries.sizes(numbers)
    titles = {number: i18n.pick_value(texts, order)[1] for number, texts in found.items()}
    return [
        *(
            (f"activity-{number}", faces.people(titles[number], sizes[number]))
            for number in numbers
            if number in titles and number in sizes
        ),
        *(
            (f"circle-{row['activity_id']}-{row['id']}", faces.circle(row, titles))
            for row in circles.came(list(titles))
        ),
        *(
            (f"group-{each.id}", faces.people(each.name, each.size))
            for each in groups.of_organisers([organiser_id])
        ),
    ]


def read(value: str, organiser_id: int, by: int) -> Source | None:
    """The list that a form names, unless it is none of those this person may pick from."""
    kind, *texts = value.split("-")
    if not all(text.isdecimal() and len(text) <= LONGEST_NUMBER for text in texts):
        return None
    match kind, [int(text) for text in texts]:
        case "group", [number]:
            return _of_group(number, organiser_id)
        case "activity", [number] if activities.owned(number, by=by):
            return Source(queries.of_activity(number))
        case "circle", [number, circle_id] if activities.owned(number, by=by):
            return Source(_all_here(circles.who_came(number, circle_id)), circle_id)
        case _:
            return None


def _of_group(number: int, organiser_id: int) -> Source | None:
    found = groups.one(number, [organiser_id])
    return Source(_all_here(groups.people(found.id))) if found else None


def _all_here(people: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**each, "is_here": True} for each in people]
