"""Endorsements judged by verifiers that others wrote, who read them from the site over HTTP."""

import pytest
from werkzeug.serving import make_server

from col_app.recognition.endorsements import actions
from tests.recognition import judges as others
from tests.recognition.endorsements.circle import OURS

pytestmark = pytest.mark.fixtures
JUDGES = ("verify_ob3.mjs", "verify_ob3_dcc.mjs", "verify_ob3_learncard.mjs")
KNOWS_LISTS = JUDGES[:2]


@pytest.fixture(scope="module")
def site(app):
    with others.serving(make_server("127.0.0.1", 0, app, threaded=True)) as origin:
        yield origin


@pytest.fixture(scope="module")
def judges(site):
    return others.ready_for(site)


@pytest.fixture
def given(town, ona, award, school):
    """The addresses of an endorsement by a person and of one by an organiser."""
    number = town.ask(award, ona, organiser=school[0])
    town.write(number, OURS, school[1])
    town.accept(number, ona)
    ids = [town.accepted(award, ona), town.read_one(number).public_id]
    home = f"https://vilnius.{town.app.settings.issuer_domain}"
    return [f"{home}/endorsements/{each}" for each in ids]


@pytest.mark.parametrize("judge", JUDGES)
def test_the_judges_accept_ours(judges, given, tmp_path, judge):
    assert judges.verdicts(judge, given, tmp_path) == [0, 0]


@pytest.mark.parametrize("judge", KNOWS_LISTS)
def test_the_judges_see_a_withdrawal(town, judges, given, tmp_path, judge, keep_promises):
    held, files = town.visitor(), []
    for n, address in enumerate(given):
        files.append(tmp_path / f"{n}.json")
        files[-1].write_bytes(held.get(f"/endorsements/{address.rpartition('/')[2]}.json").data)
    number = town.numbered(given[0].rpartition("/")[2])
    town.do(lambda: actions.withdraw(town.get(number)))
    keep_promises()

    assert judges.verdicts(judge, files, tmp_path) == [1, 0]
