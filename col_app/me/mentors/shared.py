"""What one mentor sees of a learner: only what is shared is read at all."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from col_app.core import i18n
from col_app.core.speech import gettext as _
from col_app.learning.activities.cards import Card, own_tag
from col_app.learning.interests import queries as interests
from col_app.learning.vocabulary import vocabulary
from col_app.me.mentors import queries
from col_app.me.mentors.models import Piece
from col_app.me.passport import plans, shelf
from col_app.recognition.awards import queries as awards
from col_app.recognition.evidence import faces as evidence
from col_app.recognition.quests import conditions
from col_app.recognition.quests import faces as quests

Order = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence for one task. `lang` and `badge_lang` are BCP 47, empty for the reader's own."""

    id: int
    title: str
    lang: str
    badge: str
    badge_lang: str
    state: str
    body: str
    link: str
    files: list[evidence.File]


@dataclass(frozen=True, slots=True)
class Shared:
    """What is shared. Of a piece that is not there is nothing, not even that it is empty."""

    pieces: frozenset[Piece]
    evidence: list[Proof]
    coming: list[Card] = field(default_factory=list)
    playlists: list[shelf.Followed] = field(default_factory=list)
    quests: list[quests.Quest] = field(default_factory=list)
    badges: list[shelf.Held] = field(default_factory=list)
    interests: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see at all."""
        return not (self.pieces or self.evidence)


def states() -> dict[str, str]:
    """Where evidence stands. A mentor sees only what is handed in or accepted."""
    return {
        "draft": _("Draft"),
        "submitted": _("Handed in"),
        "sent_back": _("Sent back"),
        "accepted": _("Accepted"),
    }


def shared(row: queries.Row, order: Order, file_href: Callable[[str], str]) -> Shared:
    """What the mentor of a row sees; `file_href` gives the address of a file."""
    learner, pieces = row["person_id"], frozenset(Piece(each) for each in row["pieces"])
    shows_progress = Piece.PROGRESS in pieces
    return Shared(
        pieces=pieces,
        evidence=proofs(queries.shared_evidence(row["id"]), order, file_href),
        coming=plans.coming(learner, order) if Piece.COMING in pieces else [],
        playlists=shelf.followed(learner, order) if shows_progress else [],
        quests=_quests(learner, order) if shows_progress else [],
        badges=_badges(learner, order) if Piece.BADGES in pieces else [],
        interests=_interests(learner, order) if Piece.INTERESTS in pieces else [],
    )


def proofs(
    rows: Collection[queries.Row], order: Order, file_href: Callable[[str], str]
) -> list[Proof]:
    """Rows of evidence."""
    return [_proof(row, order, file_href) for row in rows]


def _proof(row: queries.Row, order: Order, file_href: Callable[[str], str]) -> Proof:
    lang, text = i18n.pick_value(row["texts"] or quests.NO_TEXT, order)
    badge_lang, badge = i18n.pick_value(row["badge_texts"], order)
    return Proof(
        id=row["id"],
        title=quests.title_of(text),
        lang=own_tag(lang, order),
        badge=badge["name"],
        badge_lang=own_tag(badge_lang, order),
        state=states()[row["state"]],
        body=row["body"],
        link=row["link"],
        files=[
            replace(each, href=file_href(each.public_id)) for each in evidence.files(row["files"])
        ],
    )


def _quests(learner: int, order: Order) -> list[quests.Quest]:
    """Badges under way: they lead to the catalogue, what was sent back stays the learner's."""
    return [
        replace(quests.quest(row, order), href=f"/badges/{row['id']}-{row['slug']}", sent_back=[])
        for row in conditions.under_way(learner)
    ]


def _badges(learner: int, order: Order) -> list[shelf.Held]:
    """Badges in force. They lead to the catalogue: a credential tells more than was shared."""
    found: dict[int, shelf.Held] = {}
    for row in awards.of_person(learner):
        if row["revoked_at"] is None:
            href = f"/badges/{row['badge_id']}-{row['badge_slug']}"
            found.setdefault(row["badge_id"], replace(shelf.held(row, order), href=href))
    return list(found.values())


def _interests(learner: int, order: Order) -> list[tuple[str, str]]:
    """Topics somebody likes, never what they need."""
    terms = vocabulary().topics_of(interests.topics_of(learner))
    return [(term.label(order), own_tag(term.label_lang(order), order)) for term in terms]
