"""A record is signed once for what it says."""

import orjson
import pytest
from sqlalchemy import func, select

from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.recognition.awards import keys, records
from tests.recognition.wallets import copy_awards


@pytest.fixture
def ask(portal, ona, award):
    """Ona's record under a name."""
    return lambda name="Mine": portal.do(lambda: records.record_of(ona.id, ona.email, name))


def signed(portal, person):
    is_it = (AuditEntry.action == "record.signed", AuditEntry.actor_id == person.id)
    return portal.do(lambda: db.session.scalar(select(func.count()).where(*is_it)))


def badges(record):
    return orjson.loads(record)["credentialSubject"]["verifiableCredential"]


def test_a_record_is_signed_once_and_kept(portal, ona, ask):
    assert (ask() == ask(), signed(portal, ona)) == (True, 1)


def test_a_record_that_is_kept_opens_no_credential(ask, queries):
    ask()
    with queries() as seen:
        ask()

    assert [each for each in seen if "select document" in each] == []


def test_another_badge_makes_another_record(portal, ona, ask):
    before = ask()
    copy_awards(portal, ona, 1)

    assert [len(badges(each)) for each in (before, ask())] == [1, 2]


def test_a_withdrawn_badge_leaves_the_record(portal, ona, award, ask):
    copy_awards(portal, ona, 1)
    whole = ask()
    portal.revoke(award)
    rest = ask()

    assert [len(badges(each)) for each in (whole, rest)] == [2, 1]
    assert [orjson.loads(each)["partial"] for each in (whole, rest)] == [False, True]


def test_another_name_and_another_key_make_another_record(portal, ona, ask):
    first, second = ask("Mine"), ask("Mano")
    portal.do(lambda: keys.rotate(portal.app.directory.by_slug("vilnius"), ""))
    third = ask("Mano")

    assert [orjson.loads(each)["name"] for each in (first, second)] == ["Mine", "Mano"]
    made_by = [orjson.loads(each)["proof"]["verificationMethod"] for each in (second, third)]
    assert made_by[0] != made_by[1]
