"""How those are called who ask for an endorsement and who give one."""

from __future__ import annotations

from dataclasses import dataclass

from col_app.core import i18n
from col_app.core.speech import gettext as _
from col_app.people.members.names import short
from col_app.recognition.endorsements.queries import Row


@dataclass(frozen=True, slots=True)
class Names:
    """The badge, who asks for its endorsement, and who is asked."""

    badge: str
    badge_lang: str
    asker: str
    endorser: str


def names(row: Row, order: tuple[str, ...]) -> Names:
    """The names in a row of queries, in the first language of `order` that there is.

    A learner who may be a minor is called by the first name and an initial. Whom one asked by
    address is called by that address until they give a name.
    """
    lang, texts = i18n.pick_value(row["contents"]["texts"], order)
    return Names(texts["name"], lang, _asker(row, order), _endorser(row, order))


def _asker(row: Row, order: tuple[str, ...]) -> str:
    if row["award_id"] is None:
        return i18n.pick_value(row["badge_organiser_names"], order)[1]
    name = row["holder"] or ""
    return (name if row["is_public"] else short(name)) or _("A learner")


def _endorser(row: Row, order: tuple[str, ...]) -> str:
    if row["organiser_id"] is not None:
        return i18n.pick_value(row["endorser_names"], order)[1]
    return row["name"] or row["email"] or _("Somebody asked by e-mail")
