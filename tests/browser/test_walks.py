"""Whole ways of a visitor and of a learner, each with four kinds of hands."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser import hands, learners_way, visitors_way
from tests.browser.hands import HANDS


@pytest.fixture(params=HANDS, ids=lambda hand: hand.__name__.lower())
def hand(request, visitor):
    """`hand("lt")`: somebody in Vilnius who uses the site in one of the four ways."""
    way: type[hands.Mouse] = request.param

    def meet(lang, **options):
        return way(visitor("vilnius", lang, **way.options, **options))

    return meet


def test_a_visitor_finds_their_city_and_something_to_do(hand, last_seat, tmp_path):
    eva = hand("lt")
    visitors_way.open_the_network(eva.person)
    visitors_way.look_for_a_town_without_a_portal(eva)
    visitors_way.read_the_city_in_its_language(eva.person)
    visitors_way.search_a_topic(eva)
    visitors_way.narrow(eva)
    visitors_way.see_list_and_map_in_step(eva)
    title = visitors_way.open_the_first(eva)
    visitors_way.read_the_activity(eva.person)
    visitors_way.change_the_language(eva, "en")
    visitors_way.change_the_language(eva, "lt")
    visitors_way.take_it_along(eva, title, tmp_path)
    visitors_way.join_by_email(eva, last_seat)


ON_TODAY = """
update activity set starts_at = now() + interval '30 minutes', ends_at = now() + interval '3 hours',
 capacity = taken_count + 20
where id = (select activity_id from playlist_item join playlist on playlist.id = playlist_id
 join activity a on a.id = activity_id
 where playlist.slug = 'ka-tik-vilniuje' and is_mandatory and a.starts_at > now())
returning id
"""


@pytest.fixture
def met(visitor, signed_in):
    """`met("organiser")`: somebody of Vilnius at a desk who is signed in and reads English."""

    def meet(role, **options):
        state = signed_in(role, "vilnius")
        person = visitor("vilnius", "en", storage_state=state, **options)
        person.open("/?lang=en")
        return person

    return meet


def test_a_visitor_joins_by_making_an_account(hand, last_seat):
    ona = hand("lt")
    ona.person.open(last_seat)

    learners_way.sign_up_to_join(ona)


def test_a_learner_follows_a_playlist_to_its_badge(site, hand, met, tmp_path):
    site.change("vilnius", ON_TODAY)
    ona = hand("en")
    email = learners_way.join_the_city(ona)
    learners_way.read_suggestions(ona.person)
    learners_way.start_the_playlist(ona)
    path = urlsplit(ona.person.page.url).path
    title = learners_way.join_the_step(ona)
    learners_way.put_it_into_the_calendar(ona, email, title, tmp_path)
    host = met("organiser")
    learners_way.admit(host, learners_way.show_code(ona), title)
    learners_way.read_that_one_is_in(ona)
    learners_way.read_the_news(ona.person, email, 1)
    learners_way.complete_the_playlist(ona, host, path, [title])
    badge = learners_way.read_the_news(ona.person, email, 4)
    learners_way.read_what_is_next(ona, path, badge)
    learners_way.say_how_it_was(ona)


def test_a_learner_waits_for_a_seat_and_puts_a_list_together(hand, met, last_seat):
    rasa, jonas = met("organiser"), met("learner")
    rasa.open(last_seat)
    rasa.button("Join this activity").click()
    jonas.open(last_seat)
    jonas.button("Put me on the waiting list").click()
    expect(jonas.button("Leave the waiting list")).to_be_visible()
    ona = hand("en")
    email = learners_way.join_the_city(ona)
    learners_way.wait_as_the_second(ona, last_seat)
    jonas.button("Leave the waiting list").click()
    expect(jonas.button("Put me on the waiting list")).to_be_visible()
    rasa.button("Leave this activity").click()
    learners_way.take_the_offer(ona, email, last_seat)

    learners_way.save_five(ona)
    address = learners_way.make_a_list(ona)
    friend = type(ona)(met("learner", **ona.options))
    learners_way.copy_the_list(friend, address)
