"""What the worker does for recognition."""

from __future__ import annotations

import logging
from typing import Any

import tenancy
from col_app.core import outbox, web
from col_app.core.db import db, network_session
from col_app.learning.participation.actions import COMPLETED
from col_app.learning.participation.models import Participation
from col_app.learning.playlists import completion
from col_app.people.members import queries as memberships
from col_app.recognition.awards import actions, letters, lists
from col_app.recognition.awards.models import Award
from col_app.recognition.badges import queries as badges
from col_app.recognition.quests import conditions

log = logging.getLogger(__name__)
STEP_ELSEWHERE = "participation.elsewhere"
"""A promise of the network: a person completed an activity that other cities may count."""


@outbox.handles(COMPLETED)
def award_for_participation(payload: dict[str, Any]) -> None:
    """Award the activity's badge, and those of playlists that are complete by it."""
    participation = db.session.get(Participation, payload["participation_id"])
    if participation is None:
        return
    try:
        _award_all(participation)
    except actions.NoRecipientError:
        # the account was closed in between: nobody is left to be awarded
        log.info("participation %s has no person any more", participation.id)


def _award_all(done: Participation) -> None:
    badge = conditions.of_activity(done.activity_id, done.person_id)
    if badge is not None:
        _give(badge, done.person_id, done.id)
    _award_finals(done.person_id, done.activity_id)
    _promise_other_cities(done)


def _award_finals(person_id: int, activity_id: int, city: str = "") -> None:
    """The badges of playlists that are complete by this step."""
    for playlist_id in completion.completed_by(person_id, activity_id, city):
        final = badges.of_playlist(playlist_id)
        if final is not None:
            _give(final, person_id)


def _promise_other_cities(done: Participation) -> None:
    """The step may stand in playlists of the other cities where the person takes part."""
    here = tenancy.current_city()
    if memberships.cities_of(done.person_id).keys() <= {here.id}:
        return
    payload = {"person_id": done.person_id, "city_id": here.id, "activity_id": done.activity_id}
    with network_session() as session:
        outbox.promise_from_network(session, STEP_ELSEWHERE, payload, f"step:{here.id}:{done.id}")


@outbox.handles(STEP_ELSEWHERE)
def award_elsewhere(payload: dict[str, Any]) -> None:
    """Award the badges of playlists in a person's other cities that are complete by a step."""
    where = web.app().directory.by_id(payload["city_id"])
    if where is None:
        return
    for city_id in memberships.cities_of(payload["person_id"]):
        city = web.app().directory.by_id(city_id)
        if city is not None and city.id != where.id:
            _award_in(city, payload["person_id"], payload["activity_id"], where.slug)


def _award_in(city: tenancy.City, person_id: int, activity_id: int, where: str) -> None:
    with tenancy.use_city(city):
        try:
            _award_finals(person_id, activity_id, where)
            db.session.commit()
        except actions.NoRecipientError:
            log.info("a person with a step in %s is gone", where)
        finally:
            db.session.remove()


def _give(badge: dict[str, Any], person_id: int, participation_id: int | None = None) -> None:
    """Award the badge, unless it has tasks that are not done yet."""
    earned = conditions.earned(badge, person_id)
    if earned is not None:
        _tell(actions.award(earned.badge, person_id, participation_id, earned.narrative))


def _tell(made: Award | None) -> None:
    """Mail about what is new; who held the badge already hears nothing."""
    if made is not None:
        letters.tell(made.id, made.person_id)


@outbox.handles(actions.SIGN_STATUS)
def sign_status_list(payload: dict[str, Any]) -> None:
    """Sign a status list anew."""
    lists.sign_again(db.session(), tenancy.current_city(), payload["status_list_id"])
