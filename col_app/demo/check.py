"""What can be wrong with the contents of a city, said in words. Used by tests and by writers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from col_app.demo.contents import Activity, Badge, CityContents, Playlist, Texts
from col_app.learning.activities.models import ActivityType, Format, LearningKind, Reach
from col_app.learning.organisers.models import OrganiserKind
from col_app.learning.skills import esco
from col_app.opening.atlas import CityFacts, topics
from col_app.recognition.badges.models import Layer
from col_app.ui.art.badges import CHOICES
from col_app.ui.art.icons import DRAWINGS

TYPES = frozenset(ActivityType)
KINDS = frozenset(LearningKind)
FORMATS = frozenset(Format)
REACHES = frozenset(Reach)
LAYERS = frozenset(Layer)
ACCESS = frozenset({"step-free", "quiet-room", "hearing-loop", "sign-language"})
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORTEST_TITLE, _LONGEST_TITLE, _LONGEST_SUMMARY = 3, 140, 160
_WEEKS = 13
_FEATURED = 8


def problems(city: CityFacts, contents: CityContents) -> list[str]:
    """Every problem found, empty when the city can be seeded and shown."""
    return [
        *_repeated_keys(contents),
        *_portal(contents),
        *_geography(city, contents),
        *(f"{a.key}: {p}" for a in contents.activities for p in _activity(a, contents)),
        *(f"{p.key}: {m}" for p in contents.playlists for m in _playlist(p, contents)),
        *(
            f"{thing.key}: {p}"
            for thing in (*contents.activities, *contents.playlists)
            if thing.badge
            for p in _badge(thing.badge)
        ),
        *_repeated_texts(contents),
        *_texts(contents),
    ]


def texts_of(contents: CityContents) -> Iterator[tuple[str, str, Texts]]:
    """Owner, field and words of everything a reader sees."""
    for field in ("tagline", "lead", "focus", "run_by"):
        yield "portal", field, getattr(contents.portal, field)
    for thing in (*contents.places, *contents.organisers):
        yield thing.key, "name", thing.name
        yield thing.key, "about", thing.about
    for thing in (*contents.activities, *contents.playlists):
        for field in ("title", "summary", "body"):
            yield thing.key, field, getattr(thing, field)
        yield from _badge_texts(thing.key, thing.badge)
    for activity in contents.activities:
        yield activity.key, "how", activity.how
        for field in ("bring", "cost_note"):
            if getattr(activity, field):
                yield activity.key, field, getattr(activity, field)
        yield from _outcomes(activity)


def _outcomes(activity: Activity) -> Iterator[tuple[str, str, Texts]]:
    longest = max(map(len, activity.outcomes.values()), default=0)
    for number in range(longest):
        words = {
            lang: sentences[number]
            for lang, sentences in activity.outcomes.items()
            if number < len(sentences)
        }
        yield activity.key, f"outcome {number + 1}", words


def _badge_texts(key: str, badge: Badge | None) -> Iterator[tuple[str, str, Texts]]:
    if badge:
        for field in ("name", "description", "criteria"):
            yield key, f"badge {field}", getattr(badge, field)


def _repeated_keys(contents: CityContents) -> Iterator[str]:
    for kind in ("places", "organisers", "activities", "playlists"):
        counts = Counter(thing.key for thing in getattr(contents, kind))
        yield from (f"{kind}: {key} stands twice" for key, n in counts.items() if n > 1)


def _portal(contents: CityContents) -> Iterator[str]:
    portal = contents.portal
    known = {topic.slug for topic in topics()}
    if len(set(portal.featured_topics) & known) != _FEATURED:
        yield f"portal: needs {_FEATURED} known topics"
    for group in portal.spine:
        yield from (f"spine: unknown skill {s}" for s in group.skills if s not in esco.uris())
    if "first-badge" not in {activity.key for activity in contents.activities}:
        yield "no first-badge"


def _geography(city: CityFacts, contents: CityContents) -> Iterator[str]:
    west, south, east, north = city.bounds
    places = {place.key for place in contents.places}
    for place in contents.places:
        if not (west <= place.lon <= east and south <= place.lat <= north):
            yield f"{place.key}: lies outside the city"
        yield from _unknown("access", place.access, ACCESS)
        if place.opening and set(place.opening) != set(place.name):
            yield f"{place.key}: opening is not written in the languages of its name"
    for organiser in contents.organisers:
        if organiser.place and organiser.place not in places:
            yield f"{organiser.key}: unknown place {organiser.place}"
        yield from _unknown("kind of organiser", [organiser.kind], frozenset(OrganiserKind))


def _activity(activity: Activity, contents: CityContents) -> Iterator[str]:
    known = {organiser.key for organiser in contents.organisers}
    yield from _unknown("organiser", [activity.organiser], known)
    yield from _unknown("partner", activity.partners, known - {activity.organiser})
    yield from _unknown("reach", filter(None, [activity.reach]), REACHES)
    yield from _unknown("goal", map(str, activity.sdgs), {str(goal) for goal in range(1, 18)})
    if activity.place and activity.place not in {place.key for place in contents.places}:
        yield f"unknown place {activity.place}"
    if not activity.place and activity.format != "online":
        yield "has no place"
    yield from _unknown("type", [activity.type], TYPES)
    yield from _unknown("kind", [activity.kind], KINDS)
    yield from _unknown("format", [activity.format], FORMATS)
    yield from _unknown("access", activity.access, ACCESS)
    yield from _unknown("topic", activity.topics, {topic.slug for topic in topics()})
    yield from _unknown("skill", activity.skills, esco.uris())
    yield from _timing(activity)


def _timing(activity: Activity) -> Iterator[str]:
    when = activity.when
    if activity.age and activity.age[0] > activity.age[1]:
        yield "ages are not in order"
    if not activity.topics or not activity.skills or not activity.languages:
        yield "needs a topic, a skill and a language"
    if when and not when.today and (when.day not in DAYS or not 0 <= when.week < _WEEKS):
        yield "needs a day and a week of the next three months"


def _playlist(playlist: Playlist, contents: CityContents) -> Iterator[str]:
    if playlist.organiser not in {organiser.key for organiser in contents.organisers}:
        yield f"unknown organiser {playlist.organiser}"
    steps = [item.activity for item in playlist.items if not item.city]
    yield from _unknown("activity", steps, {activity.key for activity in contents.activities})
    if len(set(steps)) < len(steps):
        yield "has a step twice"
    if playlist.optional_needed > sum(not item.mandatory for item in playlist.items):
        yield "needs more optional steps than it has"


def _badge(badge: Badge) -> Iterator[str]:
    yield from _unknown("layer", [badge.layer], LAYERS)
    yield from _unknown("icon", [badge.icon], DRAWINGS)
    for part, known in CHOICES.items():
        yield from _unknown(part, [getattr(badge, part)], known)
    if badge.hours <= 0:
        yield "a badge stands for no time"


def _unknown(what: str, words: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    yield from (f"unknown {what} {word}" for word in words if word not in known)


def _texts(contents: CityContents) -> Iterator[str]:
    languages = set(contents.portal.tagline)
    for owner, field, words in texts_of(contents):
        if set(words) != languages:
            yield f"{owner}: {field} is not written in {', '.join(sorted(languages))}"
        yield from (
            f"{owner}: {field} in {lang}: {fault}"
            for lang, text in words.items()
            for fault in _faults(field, text)
        )


def _faults(field: str, text: str) -> Iterator[str]:
    if not text.strip():
        yield "is empty"
    if "{" in text or "}" in text:
        yield "has an open slot"
    if field == "summary" and len(text) > _LONGEST_SUMMARY:
        yield f"has {len(text)} characters"
    if field == "title" and not _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE:
        yield f"has {len(text)} characters"


def _repeated_texts(contents: CityContents) -> Iterator[str]:
    seen: Counter[tuple[str, str]] = Counter()
    for _, field, words in texts_of(contents):
        # A house and the team in it may share a name.
        if field not in ("name", "bring", "cost_note"):
            seen.update((lang, text) for lang, text in words.items())
    yield from (f"{lang}: stands twice: {text[:60]}" for (lang, text), n in seen.items() if n > 1)
