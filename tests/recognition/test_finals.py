"""The badge at the end of a playlist that asks for some of many, also in other cities."""

import pytest
from sqlalchemy import text

from col_app.core.db import db
from col_app.people.members import actions as members
from col_app.people.members.models import Role

_SOME_OF_MANY = text("""
    select p.id, p.optional_needed, b.id as final from playlist p
    join badge b on b.playlist_id = p.id
    where p.optional_needed > 0 and exists (select from playlist_guest g where g.playlist_id = p.id)
""")
_STEPS = text("""
    select '' as city, activity_id, is_mandatory from playlist_item where playlist_id = :id
    union all select city, activity_id, is_mandatory from playlist_guest where playlist_id = :id
    order by city, activity_id
""")


@pytest.fixture
def path(portal):
    """A playlist of Vilnius with a step in Cagliari: mandatory steps, optional ones, the badge."""

    def read():
        found = db.session.execute(_SOME_OF_MANY).one()
        steps = db.session.execute(_STEPS, {"id": found.id}).all()
        mandatory = [step.activity_id for step in steps if step.is_mandatory]
        here = [s.activity_id for s in steps if not s.is_mandatory and not s.city]
        away = [s.activity_id for s in steps if s.city == "cagliari"]
        return mandatory, here, away, found.final

    return portal.do(read)


def holds(portal, person, badge):
    return badge in {award.badge_id for award in portal.awards(person)}


def test_mandatory_steps_alone_are_not_enough(portal, ona, path, keep_promises):
    mandatory, here, _away, final = path
    for activity in mandatory:
        portal.complete(activity, ona)
    keep_promises()
    before = holds(portal, ona, final)
    portal.complete(here[0], ona)
    keep_promises()

    assert (before, holds(portal, ona, final)) == (False, True)


def test_an_optional_step_in_another_city_completes_the_playlist(
    portal, portals, ona, path, keep_promises
):
    mandatory, _here, away, final = path
    for slug in ("vilnius", "cagliari"):
        city = portal.app.directory.by_slug(slug)
        with portal.app.app_context():
            members.grant(ona.id, Role.LEARNER, city.id)
    for activity in mandatory:
        portal.complete(activity, ona)
    keep_promises()
    before = holds(portal, ona, final)
    portals("cagliari").complete(away[0], ona)
    keep_promises()

    assert (before, holds(portal, ona, final)) == (False, True)


def test_a_step_done_elsewhere_before_counts_when_the_rest_is_done(
    portal, portals, ona, path, keep_promises
):
    mandatory, _here, away, final = path
    portals("cagliari").complete(away[0], ona)
    keep_promises()
    for activity in mandatory:
        portal.complete(activity, ona)
    keep_promises()

    assert holds(portal, ona, final)


def test_an_activity_of_the_same_number_here_does_not_count(portal, ona, path, keep_promises):
    mandatory, here, away, final = path
    for activity in mandatory:
        portal.complete(activity, ona)
    if away[0] not in (*mandatory, *here):
        portal.complete(away[0], ona)
    keep_promises()

    assert not holds(portal, ona, final)
