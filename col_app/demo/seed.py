"""Seeding the demo network: portals, applicants, people, and a little history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

import tenancy
from col_app.core import clock
from col_app.core.db import db, network_session
from col_app.core.web import PortalApp
from col_app.demo import crowd, endorsing, generator, guests, mentoring, quests, recognising
from col_app.demo.contents import CityContents
from col_app.demo.filling import Filling, fill
from col_app.demo.gathering import gather
from col_app.demo.keeping import keep
from col_app.demo.meeting import plan_call
from col_app.demo.offering import ASKED_FOR
from col_app.learning.applications.models import Application
from col_app.learning.organisers.models import OrganiserMember
from col_app.learning.participation import actions as participation
from col_app.learning.playlists import actions as playlists
from col_app.network.directory import actions as directory
from col_app.network.directory.models import CityKind, Profile, Standing
from col_app.opening import atlas
from col_app.opening.atlas import CityFacts
from col_app.people.accounts.actions import hash_password
from col_app.people.accounts.models import Person
from col_app.people.members.models import Member, Membership, Role
from col_app.recognition.awards import keys

Progress = Callable[[int, int, str], None]

PASSWORD = "learn together"  # noqa: S105 - printed by `col up`; demo accounts only
LEARNERS = {
    "vilnius": "Austėja Mažeikaitė",
    "ljubljana": "Zala Kranjc",
    "cagliari": "Efisio Melis",
    "tilburg": "Noor van den Berg",
}
ORGANISERS = {
    "vilnius": "Rasa Kazlauskienė",
    "ljubljana": "Maja Novak",
    "cagliari": "Giulia Serra",
    "tilburg": "Joost de Wit",
}
WEEKS_AGO = (0, 1, 3)
JOINED, STARTED = 2, 2
"""What the demo's learners have behind and before them."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A demo account as `col up` prints it."""

    role: str
    city: str
    email: str


def address(role: str, slug: str) -> str:
    """The e-mail address of a demo account."""
    return f"{role}.{slug}@example.org"


def sign_ins() -> list[SignIn]:
    """The accounts worth trying first."""
    roles = ("learner", "organiser", "city")
    return [SignIn(role, slug, address(role, slug)) for slug in LEARNERS for role in roles]


def is_empty() -> bool:
    """Whether the network has no place on its map yet."""
    with network_session() as session:
        return session.scalar(select(func.count()).select_from(Profile)) == 0


def demo_is_here() -> bool:
    """Whether the demo's accounts are in this network."""
    with network_session() as session:
        wanted = select(Person.id).where(Person.email == address("learner", "vilnius"))
        return session.scalar(wanted) is not None


def seed_demo(app: PortalApp, progress: Progress, only: Sequence[str] = ()) -> None:
    """Open all portals of the demo network and fill them; `only` names some of them."""
    hashed, neighbours = hash_password(PASSWORD), crowd.neighbours()
    places = [facts for facts in atlas.facts() if not only or facts.slug in only]
    contents = {city.slug: city for city in generator.all_contents()}
    opened: dict[str, Filling] = {}
    with directory.administration(app.settings) as admin:
        for number, facts in enumerate(places, 1):
            if facts.standing == "applicant":
                directory.put_on_map(_place(facts))
            else:
                city = directory.provision(app, admin, _place(facts), facts.names["en"])
                opened[city.slug] = _open(city, facts, contents[facts.slug], hashed, neighbours)
                app.directory.changed(city.slug)
            progress(number, len(places), facts.names["en"])
    _invite(app, opened)
    plan_call()


def _invite(app: PortalApp, opened: dict[str, Filling]) -> None:
    activities = {slug: filling.activities for slug, filling in opened.items()}
    for slug, filling in opened.items():
        city = app.directory.by_slug(slug)
        if city is not None and any(i.city for p in filling.city.playlists for i in p.items):
            guests.invite(city, filling.city, filling.playlists, activities)
            app.directory.changed(slug)


def _open(
    city: tenancy.City,
    facts: CityFacts,
    written: CityContents,
    hashed: str,
    neighbours: Sequence[int],
) -> Filling:
    people = _people(city, hashed)
    with tenancy.use_city(city):
        keys.rotate(city)
        filling = fill(facts, written)
        _settle(filling, people, facts)
        crowd.save_some(filling, neighbours)
        db.session.commit()
        db.session.remove()
    return filling


def _place(facts: CityFacts) -> directory.Place:
    return directory.Place(
        slug=facts.slug,
        names=dict(facts.names),
        country=facts.country,
        country_names=dict(facts.country_names),
        lat=facts.lat,
        lon=facts.lon,
        bounds=facts.bounds,
        languages=(facts.default_language, *_others(facts)),
        time_zone=facts.time_zone,
        kind=CityKind(facts.kind),
        standing=Standing(facts.standing),
        population=facts.population,
        evidence=facts.evidence,
    )


def _others(facts: CityFacts) -> list[str]:
    return [lang for lang in facts.languages if lang != facts.default_language]


def _people(city: tenancy.City, hashed: str) -> dict[str, Person]:
    """A learner, an organiser and a member of the city team, with their roles."""
    names = {
        "learner": LEARNERS.get(city.slug, f"{city.name} Learner"),
        "organiser": ORGANISERS.get(city.slug, f"{city.name} Organiser"),
        "city": f"{city.name} Team",
    }
    with network_session() as session:
        people = {
            role: Person(
                email=address(role, city.slug),
                name=name,
                password_hash=hashed,
                lang=city.default_locale,
                birth_year=1999,
                confirmed_at=clock.now(),
            )
            for role, name in names.items()
        }
        session.add_all(people.values())
        session.flush()
        for role, person in people.items():
            for held in {Role.LEARNER, Role(role)}:
                session.add(Membership(person_id=person.id, city_id=city.id, role=held))
        session.flush()
        session.expunge_all()
    return people


def _settle(filling: Filling, people: dict[str, Person], facts: CityFacts) -> None:
    """People become known to their city; the learner has a little history to show."""
    for person in people.values():
        db.session.add(Member(person_id=person.id, name=person.name, lang=person.lang))
    organiser = people["organiser"]
    for organiser_id in filling.organisers.values():
        db.session.add(OrganiserMember(organiser_id=organiser_id, person_id=organiser.id))
    db.session.flush()
    recognising.recognise(filling, organiser.id)
    tasks = quests.give(next(iter(filling.organisers.values())), facts.default_language)
    if facts.slug in LEARNERS:
        joined = _history(filling, people["learner"])
        others = [people[role].id for role in ("organiser", "city")]
        gather(filling, people["learner"].id, others, joined)
        quests.begin(tasks[0], people["learner"].id)
        endorsing.endorse(filling, people["city"], organiser, facts.default_language)
        mentoring.accompany(people["learner"], organiser, facts.default_language)


def _history(filling: Filling, learner: Person) -> list[int]:
    """What is open at any time may have been done already; coming things are joined, and one is
    asked for. The activities that are joined.
    """
    shown = [each for each in filling.city.activities if each.type != ASKED_FOR]
    timeless = [a for a in shown if a.when is None and a.badge]
    for activity, weeks in zip(timeless, WEEKS_AGO, strict=False):
        done = participation.join(filling.activities[activity.key], learner.id)
        participation.complete(done)
        done.completed_at = clock.now() - dt.timedelta(weeks=weeks)
    coming = [a for a in shown if a.when and not a.when.today and not a.price]
    joined = [filling.activities[activity.key] for activity in coming[-JOINED:]]
    for number in joined:
        participation.join(number, learner.id)
    for activity in [a for a in filling.city.activities if a.type == ASKED_FOR and a.when][:1]:
        number = filling.activities[activity.key]
        db.session.add(Application(activity_id=number, person_id=learner.id))
    for playlist_id in list(filling.playlists.values())[:STARTED]:
        playlists.start(playlist_id, learner.id)
    keep(filling, learner.id)
    return joined
