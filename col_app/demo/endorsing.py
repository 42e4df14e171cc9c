"""An organiser of the demo stands behind a badge of another one."""

from __future__ import annotations

from sqlalchemy import select

from col_app.core import i18n
from col_app.core.db import db
from col_app.demo.filling import Filling
from col_app.people.accounts.models import Person
from col_app.recognition.badges.models import Badge
from col_app.recognition.endorsements import actions
from col_app.recognition.endorsements.asking import Asker, Subject, Whom, Wish, ask
from col_app.recognition.endorsements.signing import Said

SAID = {
    "en": "We look for exactly this in young people. Show it to us and come for a talk.",
    "lt": "Būtent to ieškome priimdami jaunus žmones. Parodyk jį ir ateik pasikalbėti.",
    "sl": "Prav to iščemo, ko sprejemamo mlade. Kdor nam jo pokaže, je povabljen na pogovor.",
    "it": "È proprio ciò che cerchiamo nei giovani. Chi ce lo mostra è invitato a un colloquio.",
    "nl": "Precies dit zoeken we bij jongeren. Wie hem laat zien, nodigen we uit voor een gesprek.",
}


def endorse(filling: Filling, asker: Person, by: Person, lang: str) -> None:
    """The first organiser that the city has checked endorses the first badge that is not its.

    The city team asks for it and accepts it.
    """
    checked = [each.key for each in filling.city.organisers if each.is_verified]
    if not checked:
        return
    endorser = filling.organisers[checked[0]]
    others = select(Badge).where(Badge.organiser_id != endorser, Badge.published_at.is_not(None))
    badge = db.session.scalars(others.order_by(Badge.id).limit(1)).first()
    if badge is None:
        return
    spoken, comment = i18n.pick_value(SAID, (lang, i18n.FALLBACK))
    about = Subject(badge_id=badge.id, version=badge.version)
    made = ask(about, Whom(endorser), Wish("", spoken), Asker(asker.id, asker.email or ""))
    actions.write(made, Said(comment), spoken, by.id)
    actions.accept(made, asker.id)
