"""More of an activity than its columns: its texts, its meetings, its further organisers."""

from sqlalchemy import select

from col_app.core.db import db
from col_app.learning.activities import actions
from col_app.learning.activities.actions import Meeting
from col_app.learning.activities.models import Activity, ActivityOrganiser, ActivityText
from col_app.learning.organisers.models import Organiser
from tests.learning.town import DAY, HOUR


def tell(town, activity, lang="en", **texts):
    """Change the texts of an activity in one language."""

    def work():
        found = db.session.get_one(ActivityText, {"activity_id": activity, "lang": lang})
        for name, value in texts.items():
            setattr(found, name, value)

    town.do(work)


def meet(town, activity, *starts, place_id=None):
    """Let an activity meet for an hour at each of these times."""
    meetings = [Meeting(each, each + HOUR, place_id) for each in starts]
    town.do(lambda: actions.set_meetings(db.session.get_one(Activity, activity), meetings))


def weekly(first, times):
    """The same hour in each of so many weeks."""
    return [first + 7 * DAY * number for number in range(times)]


def team_up(town, activity):
    """Give an activity the city's second organiser as a partner; that organiser's number."""
    second = select(Organiser.id).order_by(Organiser.id).offset(1).limit(1)
    partner = town.do(lambda: db.session.scalar(second))
    town.do(lambda: db.session.add(ActivityOrganiser(activity_id=activity, organiser_id=partner)))
    return partner


def shown(town, activity, person=None):
    """The page of an activity in English, as text."""
    return town.visitor(person).get(f"/activities/{activity}-knots").text
