"""The mails to those who ask for a place."""

from __future__ import annotations

import datetime as dt

from col_app.core import mail
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.core.speech import quoted
from col_app.learning.activities.brief import Brief, brief
from col_app.learning.applications import actions, queries
from col_app.learning.applications.models import Application, ApplicationState
from col_app.learning.guests import letters as guest_letters
from col_app.learning.guests.models import Guest
from col_app.learning.participation import queries as participations
from col_app.learning.participation.letters import confirmation
from col_app.learning.seats import queries as waiting

NO_WAY_OUT = ("", "")


def _asked(recipient: Recipient, ids: Ids) -> Letter | None:
    application = queries.by_number(int(ids["application_id"]))
    if application is None or application.state is not ApplicationState.WAITING:
        return None
    about = brief(application.activity_id, recipient.lang)
    if about is None or about.state != "published":
        return None
    return Letter(
        subject=_("You have asked to join: %(title)s", title=about.title),
        paragraphs=(
            about.when,
            about.where,
            _(
                "The organiser reads what you wrote and answers by mail. Until then you have no "
                "place."
            ),
        ),
        button=_("See the activity"),
        href=about.url,
    )


def _answered(recipient: Recipient, ids: Ids) -> Letter | None:
    application = _still(ids)
    about = brief(application.activity_id, recipient.lang) if application else None
    if application is None or about is None or about.state != "published":
        return None
    if application.state is ApplicationState.DECLINED:
        return _declined(application, about)
    person_id = application.person_id or 0
    if participations.of_person(person_id, application.activity_id) is not None:
        line = _("If you cannot come, please leave on its page: somebody else will be glad.")
        return _accepted(application, about, line, NO_WAY_OUT)
    turn = waiting.turn(person_id, application.activity_id)
    return _in_line(application, about, turn.place) if turn and not turn.is_offered else None


def _guest_answered(guest: Guest, about: Brief, ids: Ids) -> Letter | None:
    application = _still(ids)
    if application is None or about.state != "published":
        return None
    if application.state is ApplicationState.DECLINED:
        return _declined(application, about)
    line = _("Your address is used for this activity alone, and erased a month after it.")
    return _accepted(application, about, line, guest_letters.way_out(guest))


def _still(ids: Ids) -> Application | None:
    """The application while the decision that the mail is about holds."""
    found = queries.by_number(int(ids["application_id"]))
    moment = dt.datetime.fromisoformat(str(ids["decided_at"]))
    return found if found is not None and found.decided_at == moment else None


def _accepted(application: Application, about: Brief, line: str, leave: tuple[str, str]) -> Letter:
    return confirmation(about, line, leave, _words(application))


def _in_line(application: Application, about: Brief, place: int) -> Letter:
    return Letter(
        subject=_("Accepted, but it is full: %(title)s", title=about.title),
        paragraphs=(
            *_words(application),
            _("The organiser would like you to come, but every place is taken right now."),
            _("You are number %(num)d on the list.", num=place),
            _("When a place becomes free for you, we write at once and keep it for a while."),
        ),
        button=_("See the activity"),
        href=about.url,
    )


def _declined(application: Application, about: Brief) -> Letter:
    return Letter(
        subject=_("No place this time: %(title)s", title=about.title),
        paragraphs=(
            _("Thank you for asking. The organiser cannot give you a place and writes:"),
            *_words(application),
            _("Perhaps something else suits you: there is more to find in your city."),
        ),
        button=_("See the activity"),
        href=about.url,
    )


def _words(application: Application) -> tuple[str, ...]:
    return (quoted(application.answer),) if application.answer else ()


def register() -> None:
    """Tell the ground floor what these mails say."""
    mail.renders(actions.ASKED, _asked)
    mail.renders(actions.ANSWERED, _answered)
    mail.renders(actions.GUEST_ANSWERED, guest_letters.for_guests(_guest_answered))
