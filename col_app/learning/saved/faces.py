"""What can be saved, as lists show it: values in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from col_app.core import web
from col_app.core.speech import gettext as _
from col_app.learning import rewards
from col_app.learning.activities import cards, details, search
from col_app.learning.activities.cards import own_tag
from col_app.learning.organisers import faces as organiser_faces
from col_app.learning.organisers import queries as organiser_rows
from col_app.learning.places import faces as place_faces
from col_app.learning.places import queries as place_rows
from col_app.learning.playlists import paths
from col_app.learning.playlists import queries as playlist_rows
from col_app.learning.rewards import Look
from col_app.learning.saved.models import Kind
from col_app.learning.vocabulary import vocabulary

Key = tuple[Kind, int]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in short. `lang` is BCP 47, empty for the reader's own language.

    It is drawn by `look` where it has one, else by the tiles of its `topic`.
    """

    kind: Kind
    id: int
    href: str
    title: str
    lang: str
    line: str
    topic: str
    look: Look | None = None
    is_past: bool = False
    is_cancelled: bool = False

    @property
    def key(self) -> str:
        """How forms and addresses call it."""
        return f"{self.kind}-{self.id}"


def group_labels() -> dict[Kind, str]:
    """Headings of the kinds, in the order of a page."""
    return {
        Kind.ACTIVITY: _("Activities"),
        Kind.PLAYLIST: _("Playlists"),
        Kind.BADGE: _("Badges"),
        Kind.PLACE: _("Places"),
        Kind.ORGANISER: _("Organisers"),
        Kind.SKILL: _("Skills"),
        Kind.ELSEWHERE: _("In other cities"),
    }


def activities(ids: Sequence[int]) -> list[Thing]:
    """Activities that are not drafts."""
    rows = search.cards(ids)
    states = {row["id"]: details.state_of(row) for row in rows}
    return [
        Thing(
            Kind.ACTIVITY, card.id, card.href, card.title, card.lang, f"{card.when} · {card.where}",
            card.topic, None, states[card.id] == "past", card.is_cancelled,
        )
        for card in cards.of(rows, web.text_order())
    ]  # fmt: skip


def playlists(ids: Sequence[int]) -> list[Thing]:
    """Published playlists."""
    finals = rewards.of("playlist", ids)
    shown = [paths.outline(row, web.text_order()) for row in playlist_rows.by_ids(ids)]
    looks = {number: reward.look for number, reward in finals.items()}
    return [
        Thing(
            Kind.PLAYLIST, item.id, item.href, item.title, item.lang, item.line, item.topic,
            looks.get(item.id),
        )
        for item in shown
    ]  # fmt: skip


def places(ids: Sequence[int]) -> list[Thing]:
    """Places."""
    rows = {row["id"]: place_faces.face(row, web.text_order()) for row in place_rows.by_ids(ids)}
    return [
        Thing(Kind.PLACE, number, face.href, face.name, face.lang, face.kind, face.topic)
        for number, face in rows.items()
    ]


def organisers(ids: Sequence[int]) -> list[Thing]:
    """Organisers."""
    shown = [organiser_faces.face(row, web.text_order()) for row in organiser_rows.by_ids(ids)]
    return [
        Thing(Kind.ORGANISER, face.id, face.href, face.name, face.lang, face.kind, face.topic)
        for face in shown
    ]


def skills(ids: Sequence[int]) -> list[Thing]:
    """Skills of the city's spine; they are in memory."""
    order = web.text_order()
    return [
        Thing(
            Kind.SKILL, term.id, f"/skills/{term.slug}", term.label(order),
            own_tag(term.label_lang(order), order), _("Skill"), "careers",
        )
        for term in vocabulary().skills_of(ids)
        if term.uri
    ]  # fmt: skip
