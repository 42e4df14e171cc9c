"""What learners are told about their evidence."""

from __future__ import annotations

import tenancy
from col_app.core import i18n, mail, web
from col_app.core.db import db
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext, quoted
from col_app.recognition.quests import faces, queries
from col_app.recognition.quests.models import Decision, Review, Submission

TEMPLATE = "evidence_decided"


def tell(review: Review) -> None:
    """Promise the news of a decision, for when it can be undone no more."""
    ids: Ids = {"review_id": review.id}
    due = queries.undone_until(review)
    mail.send(TEMPLATE, review.learner_id, ids, f"review:{review.id}", due)


def _write(recipient: Recipient, ids: Ids) -> Letter | None:
    review = db.session.get(Review, int(ids["review_id"]))
    if review is None:
        return None
    submission = db.session.get_one(Submission, review.submission_id)
    task = queries.task_of(submission.badge_task_id, submission.person_id)
    if task is None or submission.round != review.round:
        return None
    if submission.state.value != review.decision.value:
        # another review that counted with this one was undone
        return None
    city = tenancy.current_city()
    order = i18n.chain(recipient.lang, city.default_locale)
    title = faces.title_of(i18n.pick_value(task["texts"] or faces.NO_TEXT, order)[1])
    if review.decision is Decision.SENT_BACK:
        return Letter(
            subject=_("Please look once more: %(title)s", title=title),
            paragraphs=(
                _("Thank you for what you handed in for “%(title)s”.", title=title),
                _("It is nearly there. This is what the reviewer wrote:"),
                quoted(review.words),
                _("Everything you wrote is kept. Change it and hand it in again, when you like."),
            ),
            button=_("Go on with it"),
            href=web.city_url(city, f"/tasks/{task['id']}"),
        )
    return Letter(
        subject=_("Accepted: %(title)s", title=title),
        paragraphs=(
            _("Well done! What you handed in for “%(title)s” is accepted.", title=title),
            *((quoted(review.words),) if review.words else ()),
            _left(task["badge_id"], submission.person_id),
        ),
        button=_("See my tasks"),
        href=web.city_url(city, f"/tasks/{task['id']}"),
    )


def _left(badge_id: int, person_id: int) -> str:
    tasks = queries.of_badge(badge_id, person_id)
    left = sum(task["state"] != "accepted" for task in tasks)
    return ngettext(
        "One task is left until the badge is yours.",
        "%(num)d tasks are left until the badge is yours.",
        left,
    )


mail.renders(TEMPLATE, _write)
