"""Contents of the cities nobody wrote by hand: pure functions of the facts and the stock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from col_app.core.i18n import FALLBACK
from col_app.demo import dice
from col_app.demo.contents import (
    Activity,
    Badge,
    CityContents,
    Organiser,
    Place,
    Playlist,
    Portal,
    SpineGroup,
    When,
    is_written,
    load_city,
)
from col_app.demo.prices import local_price
from col_app.demo.selection import Selection, select
from col_app.demo.stock import Archetype, BadgeStock, PlaylistStock, Stock, stock
from col_app.demo.whereabouts import position
from col_app.demo.wording import Voice
from col_app.opening.atlas import APPLICANT, CityFacts, facts

FIRST_BADGE = "first-badge"
WEEKS = 12
_FEATURED = 8
_BUSY = 3
_SHARED = 0.2
_SHAPES = {"engage": "circle", "participate": "flower", "demonstrate": "hex", "lead": "shield"}
_OTHER_SHAPES = ("oct", "arch")
_PALETTES = ("ember", "forest", "sea", "dusk", "sun", "ink", "clay", "rose", "lime")
_PATTERNS = ("rays", "waves", "tiles", "dots", "rings")


def all_contents() -> Iterator[CityContents]:
    """Every portal of the network, city after city; applicants have none yet."""
    for city in facts():
        if city.standing != APPLICANT:
            yield load_city(city.slug) if is_written(city.slug) else generate_city(city)


def generate_city(city: CityFacts) -> CityContents:
    """The contents of one city, always the same for the same facts."""
    return _Builder(city, stock()).contents()


@dataclass(slots=True)
class _Builder:
    """One city in the making, counting who has how much to do."""

    city: CityFacts
    stock: Stock
    at_places: Counter[str] = field(default_factory=Counter)
    by_organisers: Counter[str] = field(default_factory=Counter)

    @property
    def voice(self) -> Voice:
        return Voice(self.city, self.stock.phrases.get(self.city.slug, {}))

    def contents(self) -> CityContents:
        chosen = select(self.city, self.stock)
        homes = {o.key: self._place(o.places, o.key) for o in chosen.organisers}
        weeks = _weeks(self.city.slug, chosen.archetypes)
        activities = tuple(self._activity(a, chosen, weeks) for a in chosen.archetypes)
        playlists = tuple(self._playlist(p, chosen) for p in chosen.playlists)
        # Whoever has nothing to offer this season does not stand in the list.
        busy = [o.key for o in chosen.organisers if self.by_organisers[o.key]]
        used = {*(homes[key] for key in busy), *(a.place for a in activities if a.place)}
        return CityContents(
            slug=self.city.slug,
            portal=self._portal(activities),
            places=tuple(self._places(used)),
            organisers=tuple(self._organiser(key, homes[key]) for key in busy),
            activities=activities,
            playlists=playlists,
        )

    def _portal(self, activities: tuple[Activity, ...]) -> Portal:
        told = self.stock.portal
        counts = Counter(topic for activity in activities for topic in activity.topics)
        spine = dice.pick(told.spines, self.city.slug, "spine")
        return Portal(
            tagline=self.voice.choose(told.tagline, "tagline"),
            lead=self.voice.choose(told.lead, "lead"),
            focus=self.voice.choose(told.focus, "focus"),
            run_by=self.voice.choose(told.run_by, "run_by"),
            featured_topics=tuple(topic for topic, _ in counts.most_common(_FEATURED)),
            spine=tuple(
                SpineGroup(
                    key=group["key"],
                    name=self.voice.say(group["name"]),
                    skills=tuple(group["skills"]),
                )
                for group in spine
            ),
        )

    def _places(self, used: set[str]) -> Iterator[Place]:
        keys = dice.shuffled(used, str, self.city.slug, "places")
        for index, key in enumerate(keys):
            place = self.stock.places[key]
            lat, lon = position(self.city, index, len(keys))
            yield Place(
                key=key,
                kind=place.kind,
                name=self.voice.choose(place.names, "name", key),
                about=self.voice.say(place.about),
                address=self._address(key),
                lat=lat,
                lon=lon,
                access=tuple(place.access),
            )

    def _address(self, key: str) -> str:
        number = 1 + dice.roll(self.city.slug, "number", key) % 60
        lang = self.voice.languages[-1]
        street = self.stock.places[key].street[lang]
        line = f"{number} {street}" if lang == FALLBACK else f"{street} {number}"
        return f"{line}, {self.city.seat_name}"

    def _organiser(self, key: str, home: str) -> Organiser:
        organiser = self.stock.organisers[key]
        return Organiser(
            key=key,
            kind=organiser.kind,
            name=self.voice.choose(organiser.names, "organiser", key),
            about=self.voice.say(organiser.about),
            place=home,
            is_verified=organiser.is_verified,
        )

    def _activity(self, archetype: Archetype, chosen: Selection, weeks: dict[str, int]) -> Activity:
        able = [o.key for o in chosen.organisers if o.key in archetype.organisers]
        key = archetype.key
        place = self._place(archetype.places, key) if archetype.places else None
        at = self.stock.places[place].at if place else None
        organiser = self._by(able, key)
        return Activity(
            key=FIRST_BADGE if archetype.first else key,
            organiser=organiser,
            partners=self._partners([other for other in able if other != organiser], key),
            place=place,
            type=archetype.type,
            kind=archetype.kind,
            format=archetype.format,
            topics=tuple(archetype.topics),
            skills=tuple(archetype.skills),
            when=self._when(archetype, weeks),
            capacity=self._capacity(archetype),
            price=local_price(archetype.price, self.city.currency),
            age=(archetype.age[0], archetype.age[1]) if archetype.age else None,
            languages=self._languages(archetype),
            access=self._access(archetype, place),
            reach=archetype.reach,
            outcomes={lang: archetype.outcomes.get(lang, ()) for lang in self.voice.languages},
            title=self.voice.choose(archetype.titles, "title", key),
            summary=self.voice.say(archetype.summary, at),
            body=self.voice.say(archetype.body, at),
            how=self.voice.say(archetype.how, at),
            badge=self._badge(archetype.badge, key) if archetype.badge else None,
        )

    def _place(self, keys: list[str], what: str) -> str:
        """A place that is used already and not yet busy, before a new one is opened."""
        loads = self.at_places
        mixed = dice.shuffled(keys, str, self.city.slug, "place", what)
        key = min(mixed, key=lambda key: (loads[key] // _BUSY, loads[key] == 0))
        loads[key] += 1
        return key

    def _by(self, keys: list[str], what: str) -> str:
        """Whoever has least to do."""
        mixed = dice.shuffled(keys, str, self.city.slug, "organiser", what)
        key = min(mixed, key=lambda key: self.by_organisers[key])
        self.by_organisers[key] += 1
        return key

    def _partners(self, others: list[str], key: str) -> tuple[str, ...]:
        """Now and then two do it together. Whoever has no offer of their own is no partner."""
        busy = [other for other in others if self.by_organisers[other]]
        if not busy or dice.fraction(self.city.slug, "partners", key) > _SHARED:
            return ()
        return (dice.pick(busy, self.city.slug, "partner", key),)

    def _when(self, archetype: Archetype, weeks: dict[str, int]) -> When | None:
        if archetype.first:
            return When(today=True, time="00:00", minutes=1439)
        if not archetype.minutes:
            return None
        seed = (self.city.slug, "when", archetype.key)
        return When(
            week=weeks[archetype.key],
            day=dice.pick(archetype.days, *seed, "day"),
            time=dice.pick(archetype.times, *seed, "time"),
            minutes=archetype.minutes,
            sessions=archetype.sessions,
        )

    def _capacity(self, archetype: Archetype) -> int | None:
        if not archetype.capacity:
            return None
        low, high = archetype.capacity
        return low + 2 * (
            dice.roll(self.city.slug, "seats", archetype.key) % ((high - low) // 2 + 1)
        )

    def _languages(self, archetype: Archetype) -> tuple[str, ...]:
        if archetype.languages:
            return tuple(archetype.languages)
        main = self.city.default_language
        share = dice.fraction(self.city.slug, "languages", archetype.key)
        return (main,) if main == FALLBACK or share < 0.4 else (main, FALLBACK)

    def _access(self, archetype: Archetype, place: str | None) -> tuple[str, ...]:
        there = self.stock.places[place].access if place else []
        return tuple(dict.fromkeys([*there, *archetype.access]))

    def _badge(self, badge: BadgeStock, key: str) -> Badge:
        seed = (self.city.slug, "badge", key)
        usual = _SHAPES[badge.layer]
        return Badge(
            name=self.voice.say(badge.name),
            description=self.voice.say(badge.description),
            criteria=self.voice.say(badge.criteria),
            shape=dice.pick((usual, usual, *_OTHER_SHAPES), *seed, "shape"),
            palette=dice.pick(_PALETTES, *seed, "palette"),
            icon=badge.icon,
            pattern=dice.pick(_PATTERNS, *seed, "pattern"),
            layer=badge.layer,
            hours=badge.hours,
        )

    def _playlist(self, playlist: PlaylistStock, chosen: Selection) -> Playlist:
        able = [o.key for o in chosen.organisers if o.key in playlist.organisers]
        return Playlist(
            key=playlist.key,
            organiser=self._by(able, playlist.key),
            title=self.voice.say(playlist.title),
            summary=self.voice.say(playlist.summary),
            body=self.voice.say(playlist.body),
            items=playlist.items,
            optional_needed=playlist.optional_needed,
            badge=self._badge(playlist.badge, playlist.key),
        )


def _weeks(slug: str, archetypes: list[Archetype]) -> dict[str, int]:
    """The weeks filled evenly, so that no month stands empty."""
    dated = [archetype.key for archetype in archetypes if archetype.minutes and not archetype.first]
    mixed = dice.shuffled(dated, str, slug, "weeks")
    return {key: index * WEEKS // len(mixed) for index, key in enumerate(mixed)}
