"""What is written about experiences."""

from __future__ import annotations

import tenancy
from col_app.core import i18n, mail, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.recognition.recognise import actions, queries


def _sent(recipient: Recipient, ids: Ids) -> Letter | None:
    row = queries.by_id(int(ids["experience_id"]))
    if row is None or row["state"] != "sent":
        return None
    badge = _badge(row, recipient)
    return Letter(
        subject=_("Somebody asks you to recognise what they can do"),
        paragraphs=(
            _("They ask for “%(badge)s”: %(title)s", badge=badge, title=row["title"]),
            _("Read what they tell, talk to them if you like, then decide."),
        ),
        button=_("Read it"),
        href=_href(f"/studio/recognise/{row['id']}"),
    )


def _waits(recipient: Recipient, ids: Ids) -> Letter | None:
    row = queries.by_id(int(ids["experience_id"]))
    if row is None or row["state"] != "sent":
        return None
    return Letter(
        subject=_("Somebody still waits for your answer"),
        paragraphs=(
            _(
                "A week ago somebody asked for “%(badge)s”: %(title)s",
                badge=_badge(row, recipient),
                title=row["title"],
            ),
            _("A few words are enough, also when the answer is no. We do not write again."),
        ),
        button=_("Read it"),
        href=_href(f"/studio/recognise/{row['id']}"),
    )


def _answered(recipient: Recipient, ids: Ids) -> Letter | None:
    row = queries.by_id(int(ids["experience_id"]))
    if row is None or row["state"] not in _ANSWERS:
        return None
    subject, first, button = _ANSWERS[row["state"]](_badge(row, recipient), row["title"])
    own = f"/credentials/{row['award']}" if row["award"] else f"/recognise/{row['id']}"
    words = tuple(each for each in row["words"].split("\n") if each.strip())
    return Letter(subject, (first, *words), button, _href(own))


def _asked(badge: str, title: str) -> tuple[str, str, str]:
    return (
        _("One more question about %(title)s", title=title),
        _("You asked for “%(badge)s”. They would like to know more:", badge=badge),
        _("Answer it"),
    )


def _accepted(badge: str, _title: str) -> tuple[str, str, str]:
    return (
        _("Recognised: %(badge)s is yours", badge=badge),
        _("What you learned elsewhere counts: “%(badge)s” is in your passport.", badge=badge),
        _("See my badge"),
    )


def _declined(badge: str, title: str) -> tuple[str, str, str]:
    return (
        _("An answer about %(title)s", title=title),
        _("You asked for “%(badge)s”. This time it is not given. They write:", badge=badge),
        _("Read the answer"),
    )


_ANSWERS = {"asked": _asked, "accepted": _accepted, "declined": _declined}


def _badge(row: queries.Row, recipient: Recipient) -> str:
    order = i18n.chain(recipient.lang, tenancy.current_city().default_locale)
    return i18n.pick_value(row["badge_names"], order)[1]


def _href(path: str) -> str:
    return web.city_url(tenancy.current_city(), path)


def register() -> None:
    """Tell the ground floor what these mails say."""
    mail.renders(actions.SENT, _sent)
    mail.renders(actions.WAITS, _waits)
    mail.renders(actions.ANSWERED, _answered)
