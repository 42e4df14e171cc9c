"""What is written about endorsements. Words of those who ask are quoted as plain text."""

from __future__ import annotations

import tenancy
from col_app.core import i18n, mail, seals, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.core.speech import quoted
from col_app.recognition.endorsements import moves, queries
from col_app.recognition.endorsements.models import State
from col_app.recognition.endorsements.naming import Names, names

Row = queries.Row


def purpose() -> str:
    """What the link of somebody asked is sealed for: numbers are per city."""
    return f"endorsement:{tenancy.current_city().id}"


def path(number: int) -> str:
    """Where somebody asked by address answers, and takes back what they said."""
    return f"/endorse/{seals.sealed(number, purpose())}"


def _href(row: Row) -> str:
    own = path(row["id"]) if row["organiser_id"] is None else f"/studio/endorsements/{row['id']}"
    return web.city_url(tenancy.current_city(), own)


def _leave(row: Row) -> tuple[str, str]:
    if row["organiser_id"] is not None:
        return "", ""
    return _("Never ask me again"), f"{_href(row)}/never"


def _open(recipient: Recipient, ids: Ids) -> tuple[Row, Names] | None:
    """What is asked, while it is asked."""
    row = queries.by_id(int(ids["endorsement_id"]))
    if row is None or row["state"] != State.ASKED or row["revoked_at"]:
        return None
    return row, _names(row, recipient)


def _names(row: Row, recipient: Recipient) -> Names:
    return names(row, i18n.chain(recipient.lang, tenancy.current_city().default_locale))


def _quoted(words: str) -> tuple[str, ...]:
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    return tuple(quoted(line) for line in lines)


def _ask(recipient: Recipient, ids: Ids) -> Letter | None:
    found = _open(recipient, ids)
    if found is None:
        return None
    row, called = found
    return Letter(
        subject=_("%(name)s asks you for an endorsement", name=called.asker),
        paragraphs=(
            _intro(row, called),
            *_quoted(row["words"]),
            _(
                "An endorsement is a few sentences that you stand behind. "
                "You read what the badge takes, then you write, or you say no."
            ),
            _("The link is yours alone. You can answer within 30 days."),
        ),
        button=_("Read it and answer"),
        href=_href(row),
        leave=_leave(row),
    )


def _intro(row: Row, called: Names) -> str:
    if row["award_id"] is None:
        return _(
            "%(name)s would like you to endorse their badge “%(badge)s”.",
            name=called.asker,
            badge=called.badge,
        )
    return _(
        "%(name)s has earned the badge “%(badge)s” and would like you to endorse it.",
        name=called.asker,
        badge=called.badge,
    )


def _remind(recipient: Recipient, ids: Ids) -> Letter | None:
    found = _open(recipient, ids)
    if found is None:
        return None
    row, called = found
    return Letter(
        subject=_("%(name)s still hopes for your endorsement", name=called.asker),
        paragraphs=(
            _intro(row, called),
            _("A week has gone by. We remind you this one time and write no more about it."),
        ),
        button=_("Read it and answer"),
        href=_href(row),
        leave=_leave(row),
    )


def _answered(recipient: Recipient, ids: Ids) -> Letter | None:
    row = queries.by_id(int(ids["endorsement_id"]))
    if row is None or row["state"] not in (State.WRITTEN, State.DECLINED):
        return None
    called = _names(row, recipient)
    if row["state"] == State.DECLINED:
        return Letter(
            subject=_("An answer about your badge “%(badge)s”", badge=called.badge),
            paragraphs=(_("%(name)s does not endorse it this time.", name=called.endorser),),
            button=_("See my endorsements"),
            href=_own_list(row),
        )
    return Letter(
        subject=_("%(name)s endorses “%(badge)s”", name=called.endorser, badge=called.badge),
        paragraphs=(
            *_quoted(row["comment"]),
            _("Nobody else sees it until you accept it."),
        ),
        button=_("Read and decide"),
        href=_own_list(row),
    )


def _accepted(recipient: Recipient, ids: Ids) -> Letter | None:
    row = queries.by_id(int(ids["endorsement_id"]))
    if row is None or row["state"] != State.ACCEPTED:
        return None
    called = _names(row, recipient)
    return Letter(
        subject=_("Your endorsement of “%(badge)s” is public", badge=called.badge),
        paragraphs=(
            _("Thank you. It stands beside the badge now, for everybody who looks at it."),
            _("You can withdraw it at any time. Keep this mail: its link is yours alone."),
        ),
        button=_("See or withdraw it"),
        href=_href(row),
    )


def _withdrawn(recipient: Recipient, ids: Ids) -> Letter | None:
    row = queries.by_id(int(ids["endorsement_id"]))
    if row is None or row["state"] != State.WITHDRAWN:
        return None
    called = _names(row, recipient)
    return Letter(
        subject=_("An endorsement of “%(badge)s” was withdrawn", badge=called.badge),
        paragraphs=(_("It is shown no more. Your badge itself is as valid as before."),),
        button=_("See my endorsements"),
        href=_own_list(row),
    )


def _own_list(row: Row) -> str:
    own = f"/studio/badges/{row['badge_id']}/endorsements"
    return web.city_url(
        tenancy.current_city(), own if row["award_id"] is None else "/passport/endorsements"
    )


def register() -> None:
    """Tell the ground floor who is asked by address, and what these mails say."""
    mail.finds(mail.ENDORSER, queries.endorser)
    mail.renders(moves.ASK, _ask)
    mail.renders(moves.REMIND, _remind)
    mail.renders(moves.ANSWERED, _answered)
    mail.renders(moves.ACCEPTED, _accepted)
    mail.renders(moves.WITHDRAWN, _withdrawn)
