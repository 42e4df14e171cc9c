"""From the activities of a city's contents to their rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from col_app.core.ids import slugify
from col_app.demo import contents
from col_app.demo.goals import goals
from col_app.demo.schedule import meetings
from col_app.learning.activities import actions
from col_app.learning.activities.models import (
    Activity,
    ActivityOrganiser,
    ActivitySkill,
    ActivityState,
    ActivityText,
    ActivityTopic,
)
from col_app.opening.atlas import CityFacts
from col_app.opening.rows import Ids, insert, keep

ASKED_FOR = "internship"
"""In activities of this type organisers accept people one by one."""
WORDS = ("title", "summary", "body", "how", "bring", "cost_note")
Shown = Sequence[contents.Activity]


@dataclass(frozen=True, slots=True)
class Offering:
    """Writes the activities of the current city; what they refer to is there already."""

    facts: CityFacts
    now: dt.datetime
    places: Ids
    organisers: Ids
    topics: Ids
    skills: Ids

    def write(self, shown: Shown) -> Ids:
        """Write them all; which number stands for which key."""
        rows = [self._row(each) for each in shown]
        ids = keep(rows, [each.key for each in shown])
        insert(ActivityText, [_texts(ids[a.key], a, lang) for a in shown for lang in a.title])
        _connect(ActivityTopic, "topic_id", ids, self.topics, {a.key: a.topics for a in shown})
        _connect(ActivitySkill, "skill_id", ids, self.skills, {a.key: a.skills for a in shown})
        partners = {a.key: a.partners for a in shown}
        _connect(ActivityOrganiser, "organiser_id", ids, self.organisers, partners)
        for row, each in zip(rows, shown, strict=True):
            if each.when and each.when.sessions > 1:
                actions.set_meetings(row, self._meetings(each))
        return ids

    def _meetings(self, a: contents.Activity) -> list[actions.Meeting]:
        return meetings(a.when, self.now.astimezone(ZoneInfo(self.facts.time_zone)))

    def _row(self, a: contents.Activity) -> Activity:
        first = next(iter(self._meetings(a)), None)
        return Activity(
            organiser_id=self.organisers[a.organiser],
            place_id=self.places[a.place] if a.place else None,
            slug=own_slug(self.facts, a.title),
            state=ActivityState.PUBLISHED,
            published_at=self.now,
            type=a.type,
            learning_kind=a.kind,
            format=a.format,
            reach=a.reach or ("country" if a.format == "online" else "city"),
            starts_at=first.starts_at if first else None,
            ends_at=first.ends_at if first else None,
            capacity=a.capacity,
            price_cents=a.price,
            currency=self.facts.currency,
            age_min=a.age[0] if a.age else None,
            age_max=a.age[1] if a.age else None,
            languages=list(a.languages),
            access=list(a.access),
            allows_email_join=not a.price and a.when is not None,
            asks_approval=a.type == ASKED_FOR,
            sdgs=list(a.sdgs) or goals(a.topics),
            booking_url=a.booking_url,
            online_url=a.online_url,
            contact=a.contact,
        )


def own_slug(facts: CityFacts, words: Mapping[str, str]) -> str:
    """The tail of an address in the city's main language."""
    return slugify(words.get(facts.default_language) or words["en"])


def _texts(number: int, a: contents.Activity, lang: str) -> dict[str, object]:
    words = {word: getattr(a, word).get(lang, "") for word in WORDS}
    outcomes = list(a.outcomes.get(lang, ()))
    return {"activity_id": number, "lang": lang, "outcomes": outcomes, **words}


def _connect(
    table: type[ActivityTopic | ActivitySkill | ActivityOrganiser],
    column: str,
    ids: Ids,
    known: Ids,
    words: Mapping[str, Sequence[str]],
) -> None:
    """What activities refer to, in the order it is written."""
    insert(
        table,
        [
            {"activity_id": ids[key], column: known[word], "position": position}
            for key, said in words.items()
            for position, word in enumerate(dict.fromkeys(said))
        ],
    )
