"""Lists that learners make: who sees them, what they hold, how they are copied."""

import re

import pytest
from sqlalchemy import text

from col_app.core.db import db
from col_app.learning.activities.models import ActivityState
from col_app.learning.lists import actions, queries, views
from col_app.learning.lists.actions import Item
from col_app.learning.lists.models import MOST_ITEMS, Visibility
from col_app.learning.saved.models import Kind
from tests.learning.crowd import at_once
from tests.people.browsers import token_of


@pytest.fixture
def ona(town):
    return town.person("Ona Petraitė")


@pytest.fixture
def jonas(town):
    return town.person("Jonas Kazlauskas")


def make(town, person, *ids, title="A week of making", visibility=Visibility.PRIVATE):
    """The public id of a new list of activities."""

    def work():
        made = actions.make(person, title)
        actions.arrange(made, [Item(Kind.ACTIVITY, number) for number in ids])
        actions.show_to(made, visibility, may_share=True)
        return made.public_id

    return town.do(work)


def held(town, public_id, person=None):
    """The activities of a list in their order."""
    row = town.do(lambda: queries.visible(public_id, person))
    return [item["thing_id"] for item in row["items"] or ()]


def shown(page):
    """The activities that a page links to, in order."""
    return [int(number) for number in re.findall(r'class="stretch" href="/activities/(\d+)-', page)]


@pytest.mark.parametrize("visibility", Visibility)
def test_the_owner_always_sees_it_and_strangers_when_it_is_shared(town, ona, jonas, visibility):
    address = f"/lists/{make(town, ona, town.activity(), visibility=visibility)}"
    answers = [town.visitor(person).get(address).status_code for person in (ona, jonas, None)]

    assert answers == ([200, 404, 404] if visibility is Visibility.PRIVATE else [200, 200, 200])


@pytest.mark.parametrize("visibility", [Visibility.UNLISTED, Visibility.PUBLIC])
def test_only_public_lists_stand_on_a_page_and_in_search_engines(town, ona, visibility):
    address = f"/lists/{make(town, ona, town.activity(), visibility=visibility)}"
    stranger, is_public = town.visitor(), visibility is Visibility.PUBLIC
    page = stranger.get(address)

    assert (address in stranger.get("/lists").text) == is_public
    assert ('name="robots" content="noindex"' in page.text) != is_public
    assert page.headers.get("X-Robots-Tag") == (None if is_public else "noindex")


def test_a_stranger_reads_a_first_name_and_an_initial(town, ona):
    address = f"/lists/{make(town, ona, town.activity(), visibility=Visibility.PUBLIC)}"

    for path in (address, "/lists"):
        page = town.visitor().get(path).text
        assert "by Ona P." in page
        assert "Petraitė" not in page


def test_a_shared_list_sets_no_cookie(town, ona):
    address = f"/lists/{make(town, ona, town.activity(), visibility=Visibility.UNLISTED)}"
    page = town.visitor().get(address)

    assert page.headers["Cache-Control"] == "public, no-cache"
    assert page.headers.getlist("Set-Cookie") == []


def test_closing_the_link_closes_it(town, ona):
    public_id = make(town, ona, town.activity(), visibility=Visibility.UNLISTED)

    def close():
        own = queries.owned(public_id, by=ona)
        actions.show_to(own, Visibility.PRIVATE, may_share=False)

    town.do(close)

    assert town.visitor().get(f"/lists/{public_id}").status_code == 404


def test_drafts_are_shown_to_nobody_and_come_back(town, ona):
    seen, hidden = town.activity("Open evening"), town.activity("Secret plans")
    address = f"/lists/{make(town, ona, hidden, seen, visibility=Visibility.PUBLIC)}"
    town.change(hidden, state=ActivityState.DRAFT)

    for person in (ona, None):
        page = town.visitor(person).get(address).text
        assert shown(page) == [seen]
        assert "Secret plans" not in page
    assert "Secret plans" not in town.visitor(ona).get(f"{address}/edit").text
    assert "Secret plans" not in town.visitor().get("/lists").text

    town.change(hidden, state=ActivityState.PUBLISHED)
    assert shown(town.visitor().get(address).text) == [hidden, seen]


def test_what_is_cancelled_says_so_and_what_is_gone_breaks_nothing(town, ona):
    cancelled = town.activity(state=ActivityState.CANCELLED)
    address = f"/lists/{make(town, ona, cancelled, 10**12, visibility=Visibility.PUBLIC)}"
    page = town.visitor().get(address).text

    assert (shown(page), ">Cancelled<" in page) == ([cancelled], True)
    assert town.visitor(ona).get(f"{address}/edit").status_code == 200


def test_another_city_does_not_know_the_list(towns, town, ona):
    public_id = make(town, ona, town.activity(), visibility=Visibility.PUBLIC)

    elsewhere = towns("cagliari").visitor()
    assert elsewhere.get(f"/lists/{public_id}").status_code == 404
    assert public_id not in elsewhere.get("/lists").text


def test_a_copy_is_private_and_says_what_it_is_based_on(town, ona, jonas):
    first, second = town.activity(), town.activity()
    public_id = make(town, ona, first, second, visibility=Visibility.UNLISTED)
    visitor = town.visitor(jonas)

    answer = visitor.fill(f"/lists/{public_id}", f"/lists/{public_id}/copy")
    copied = answer.location.split("/")[2]
    page = visitor.get(f"/lists/{copied}").text

    assert held(town, copied, jonas) == [first, second]
    assert f'Based on <a href="/lists/{public_id}">A week of making</a> by Ona P.' in page
    assert town.visitor(ona).get(f"/lists/{copied}").status_code == 404


def test_a_copy_of_what_is_closed_names_the_person_and_links_nowhere(town, ona, jonas):
    public_id = make(town, ona, town.activity(), visibility=Visibility.UNLISTED)
    copied = town.do(lambda: actions.copy(queries.visible(public_id, jonas)["id"], jonas).public_id)
    closing = text(
        "update own_list set visibility = 'private', title = 'Hush' where public_id = :p"
    )
    town.do(lambda: db.session.execute(closing, {"p": public_id}))
    page = town.visitor(jonas).get(f"/lists/{copied}").text

    assert "Based on a list by Ona P." in page
    assert (public_id in page, "Hush" in page) == (False, False)


def test_a_copy_outlives_its_original(town, ona, jonas):
    activity = town.activity()
    public_id = make(town, ona, activity, visibility=Visibility.UNLISTED)
    copied = town.do(lambda: actions.copy(queries.visible(public_id, jonas)["id"], jonas).public_id)
    town.do(lambda: actions.remove(queries.owned(public_id, by=ona)))

    assert held(town, copied, jonas) == [activity]


def test_a_private_list_cannot_be_copied_by_others(town, ona, jonas):
    public_id = make(town, ona, town.activity())
    visitor = town.visitor(jonas)
    token = token_of(visitor.get("/passport"))

    assert visitor.post(f"/lists/{public_id}/copy", {"csrf_token": token}).status_code == 404


def test_an_empty_list_cannot_be_shared(town, ona):
    with pytest.raises(actions.NothingInItError):
        make(town, ona, visibility=Visibility.PUBLIC)


def test_a_list_holds_each_thing_once(town, ona):
    public_id = make(town, ona, 3, 1, 3, 2)

    assert held(town, public_id, ona) == [3, 1, 2]


def test_a_list_holds_no_more_than_a_hundred_things(town, ona):
    make(town, ona, *range(1, MOST_ITEMS + 1))

    with pytest.raises(actions.TooManyItemsError):
        make(town, ona, *range(1, MOST_ITEMS + 2))


def test_the_database_holds_the_number_of_things(town, ona):
    public_id = make(town, ona, 1)
    more = text("""insert into own_list_item (list_id, kind, thing_id, position)
        select id, 'place', 1, 101 from own_list where public_id = :p""")

    with pytest.raises(Exception, match="ck_own_list_item_not_too_many"):
        town.do(lambda: db.session.execute(more, {"p": public_id}))


def test_lists_made_in_the_same_moment_do_not_pass_the_limit(town, ona, monkeypatch):
    monkeypatch.setattr(actions, "MOST_LISTS", 3)

    def try_to_make(_):
        try:
            make(town, ona)
        except actions.TooManyListsError:
            return False
        return True

    assert at_once(try_to_make, range(8)).count(True) == 3


def test_a_page_of_lists_costs_the_same_for_one_and_for_three(town, ona, queries, monkeypatch):
    kinds = text("select 'place', id from place union all select 'organiser', id from organiser")
    rows = town.do(lambda: db.session.execute(kinds).all())[:3]
    for _each in range(3):
        public_id = make(town, ona, town.activity(), town.activity())
        town.do(lambda public_id=public_id: fill(public_id, ona, rows))
    costs = []
    for size in (1, 3):
        monkeypatch.setattr(views, "PAGE_SIZE", size)
        town.visitor().get("/lists")
        with queries() as seen:
            assert town.visitor().get("/lists").text.count('<li class="pl-card">') == size
        costs.append(len(seen))

    assert costs[0] == costs[1]


def fill(public_id, person, rows):
    own = queries.owned(public_id, by=person)
    actions.arrange(own, [Item(Kind(kind), number) for kind, number in rows])
    actions.show_to(own, Visibility.PUBLIC, may_share=True)


@pytest.mark.parametrize("page", ["0", "x", "99999", "-1", "2"])
def test_odd_page_numbers_are_answered(town, page):
    assert town.visitor().get(f"/lists?page={page}").status_code == 200
