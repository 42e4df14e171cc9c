"""In the demo an organiser is the mentor of two learners; one of them is a minor."""

from __future__ import annotations

import datetime as dt

import tenancy
from col_app.core import clock
from col_app.core.db import db, network_session
from col_app.demo.crowd import NO_PASSWORD
from col_app.me.mentors import actions, inviting, queries
from col_app.me.mentors.actions import Sharing
from col_app.me.mentors.inviting import Invited
from col_app.me.mentors.models import Piece
from col_app.people.accounts.models import Person
from col_app.people.members import actions as members

MINORS = {
    "vilnius": "Ieva Kalnietė",
    "ljubljana": "Luka Zupan",
    "cagliari": "Sara Piras",
    "tilburg": "Sem Jansen",
}
SIXTEEN, LONG = 17, dt.timedelta(days=200)
"""Years since the year of birth of somebody who is surely sixteen, and how long they share."""
NOTES = {
    "en": "Three evenings in one month, and you did not skip the hard one. I look forward to more!",
    "lt": "Trys vakarai per mėnesį, ir sunkiausio nepraleidai. Laukiu, kas bus toliau!",
    "sl": "Trije večeri v enem mesecu, pa tudi najtežjega nisi izpustil. Veselim se naslednjih!",
    "it": "Tre serate in un mese, e non hai saltato la più difficile. Aspetto le prossime!",
    "nl": "Drie avonden in een maand, en de moeilijkste heb je niet overgeslagen. Ga zo door!",
}


def accompany(learner: Person, mentor: Person, lang: str) -> None:
    """The learner shares everything and has a note; the minor shares badges alone."""
    evidence = [row["id"] for row in queries.handed_in(learner.id)]
    made = _between(learner.id, mentor, Sharing(list(Piece), evidence, clock.now() + LONG), lang)
    actions.write(made, NOTES.get(lang, NOTES["en"]))
    minor = _minor(tenancy.current_city().slug, lang)
    _between(minor, mentor, Sharing([Piece.BADGES], [], clock.now() + LONG), lang)


def _between(learner: int, mentor: Person, sharing: Sharing, lang: str) -> actions.Mentorship:
    made = inviting.invite(learner, Invited(mentor.name, lang), sharing)
    actions.accept(made, mentor.id)
    db.session.flush()
    return made


def _minor(slug: str, lang: str) -> int:
    """Somebody of sixteen whom nobody signs in as."""
    with network_session() as session:
        person = Person(
            email=f"minor.{slug}@example.org", name=MINORS[slug], password_hash=NO_PASSWORD,
            lang=lang, birth_year=clock.now().year - SIXTEEN,
        )  # fmt: skip
        session.add(person)
        session.flush()
        number, name = person.id, person.name
    members.welcome(number, name, lang)
    return number
