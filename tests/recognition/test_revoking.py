import datetime as dt

import orjson
from sqlalchemy import select, update

from col_app.core import clock
from col_app.core.db import db
from col_app.recognition import credentials as ob
from col_app.recognition.awards import judging, queries
from col_app.recognition.awards.models import RegisteredAward, StatusList


def verdict(portal, award):
    return portal.do(lambda: judging.verdict_of(queries.by_public_id(award)).verdict)


def is_set(portal, city, award):
    """Whether the award's bit is set in the status list that the city serves."""
    document = orjson.loads(portal.do(lambda: queries.document(award)))
    entry = document["credentialStatus"]
    served = city.get("/status/" + entry["statusListCredential"].rpartition("/")[2]).json
    bits = ob.StatusList.decode(served["credentialSubject"]["encodedList"])
    return bits.get(int(entry["statusListIndex"]))


def test_a_withdrawn_award_is_in_the_signed_list(portal, city, award, keep_promises):
    before = is_set(portal, city, award)
    portal.revoke(award)
    keep_promises()

    assert (before, is_set(portal, city, award)) == (False, True)


def test_a_withdrawal_counts_before_the_list_is_signed(portal, award, keep_promises):
    verdicts = [verdict(portal, award)]
    portal.revoke(award)
    verdicts.append(verdict(portal, award))
    keep_promises()
    verdicts.append(verdict(portal, award))

    assert verdicts == ["valid", "revoked", "revoked"]


def test_the_register_of_the_network_knows_of_a_withdrawal(portal, award):
    portal.revoke(award)
    when = select(RegisteredAward.revoked_at).where(RegisteredAward.public_id == award)

    revoked_at = portal.do(lambda: queries.by_public_id(award).revoked_at)
    assert portal.do(lambda: db.session.scalar(when)) == revoked_at


def test_the_first_reason_of_a_withdrawal_stays(portal, award):
    portal.revoke(award, "The first reason.")
    portal.revoke(award, "Another reason.")

    assert portal.do(lambda: queries.by_public_id(award).revoked_because) == "The first reason."


def test_the_hosted_assertion_of_a_withdrawn_award_is_gone(portal, city, award):
    address = f"/ob2/assertions/{award}"
    before = city.get(address).status_code
    portal.revoke(award, "A mistake.")
    gone = city.get(address)

    assert (before, gone.status_code) == (200, 410)
    assert gone.json == {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": f"https://vilnius.{portal.app.settings.issuer_domain}{address}",
        "revoked": True,
        "revocationReason": "A mistake.",
    }


def test_the_page_of_a_withdrawn_award_says_so_and_why(portal, city, award):
    portal.revoke(award, "It belongs to a twin.")
    page = city.get(f"/credentials/{award}?lang=en").text

    assert [word for word in ("was withdrawn", "It belongs to a twin.") if word not in page] == []


def test_a_list_that_nobody_changed_for_a_week_is_signed_anew(portal, city, award):
    book = portal.do(lambda: queries.by_public_id(award).status_list_id)
    where, long_ago = StatusList.id == book, clock.now() - dt.timedelta(days=8)
    portal.do(
        lambda: db.session.execute(update(StatusList).where(where).values(signed_at=long_ago))
    )
    is_set(portal, city, award)

    signed_at = portal.do(lambda: db.session.scalar(select(StatusList.signed_at).where(where)))
    assert clock.now() - signed_at < dt.timedelta(minutes=1)
