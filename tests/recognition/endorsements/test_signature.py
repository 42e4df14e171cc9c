"""What is signed, judged by our verifier, and what the signed list says of withdrawals."""

import orjson
import pytest
from sqlalchemy import select

from col_app.core.db import db
from col_app.recognition import credentials as ob
from col_app.recognition.awards import lists
from col_app.recognition.awards.models import Award, ListKind, StatusList
from col_app.recognition.endorsements import actions, queries
from col_app.recognition.endorsements.models import Endorsement, State
from col_app.recognition.wallet import packing
from tests.recognition.endorsements.circle import COMMENT, FORM, OURS


@pytest.fixture
def signed(town, award, ona):
    """The id of an endorsement by a person, which the city signed."""
    return town.accepted(award, ona)


def credential(town, public_id):
    return orjson.loads(town.visitor().get(f"/endorsements/{public_id}.json").data)


def verdict(town, document):
    text = orjson.dumps(document).decode()
    found = town.visitor().post("/api/v1/verify", json={"text": text}).json
    return found["verdict"], *(each["reason"] for each in found["checks"] if each["ok"] is False)


def bit(town, document):
    """What the list that the endorsement names says at its place."""
    entry = document["credentialStatus"]
    served = town.visitor().get("/status/" + entry["statusListCredential"].rpartition("/")[2]).json
    assert served["issuer"] == document["issuer"]["id"]
    return ob.StatusList.decode(served["credentialSubject"]["encodedList"]).get(
        int(entry["statusListIndex"])
    )


def test_the_city_signs_for_a_person(town, award, signed):
    found = credential(town, signed)
    domain = town.app.settings.issuer_domain

    assert found["id"] == f"https://vilnius.{domain}/endorsements/{signed}"
    assert found["type"] == ["VerifiableCredential", "EndorsementCredential"]
    assert found["issuer"]["id"] == f"did:web:vilnius.{domain}"
    assert found["name"] == "Jonas Jonaitis endorses “Knots of Žvėrynas”"
    assert "Written by Jonas Jonaitis, sailing teacher, who confirmed" in found["description"]
    assert found["credentialSubject"] == {
        "id": f"https://vilnius.{domain}/credentials/{award}",
        "type": ["EndorsementSubject"],
        "endorsementComment": COMMENT,
    }
    assert "school.example" not in str(found)


def test_who_checks_one_alone_reads_about_an_endorsement(town, signed):
    document = credential(town, signed)

    def summary(found):
        text = orjson.dumps(found).decode()
        return town.visitor().post("/api/v1/verify", json={"text": text}).json["summary"]

    altered = document | {"name": "Another name"}
    assert summary(document) == "This endorsement is real, unchanged and in force."
    assert summary(altered) == "This endorsement is not as it was signed. Do not trust it."


def test_an_organiser_signs_with_its_own_key(town, ona, award, school):
    number = town.ask(award, ona, organiser=school[0])
    town.write(number, OURS, school[1])
    town.accept(number, ona)
    found = credential(town, town.read_one(number).public_id)
    public_id = town.do(lambda: queries.by_id(number))["endorser_public_id"]

    assert found["issuer"]["id"].endswith(f":o:{public_id}")
    assert found["proof"]["verificationMethod"].startswith(found["issuer"]["id"])
    assert "description" not in found
    assert verdict(town, found) == ("valid",)


def test_ours_are_valid_and_changed_ones_are_not(town, signed):
    found = credential(town, signed)
    changed = {**found, "name": "Somebody else endorses it"}

    assert verdict(town, found) == ("valid",)
    assert verdict(town, changed)[0] == "altered"
    answer = town.visitor().post("/api/v1/verify", json={"url": found["id"]}).json
    assert answer["verdict"] == "valid"


def test_a_withdrawal_is_seen_in_the_signed_list(town, signed, keep_promises):
    found = credential(town, signed)
    before = bit(town, found)
    number = town.numbered(signed)
    town.do(lambda: actions.withdraw(town.get(number)))
    keep_promises()

    assert (before, bit(town, found)) == (False, True)
    assert verdict(town, found)[0] == "revoked"


def test_a_list_that_is_signed_anew_forgets_no_withdrawal(town, signed, keep_promises):
    found, number = credential(town, signed), town.numbered(signed)
    town.do(lambda: actions.withdraw(town.get(number)))
    keep_promises()
    book = town.read_one(number).status_list_id
    town.do(lambda: lists.sign_again(db.session(), town.city, book))

    assert bit(town, found) is True


def test_endorsements_and_awards_share_no_list(town, ona, award, school):
    number = town.ask(award, ona, organiser=school[0])
    town.write(number, OURS, school[1])
    kinds = select(StatusList.kind, Award.id, Endorsement.id).select_from(StatusList)
    kinds = kinds.outerjoin(Award, Award.status_list_id == StatusList.id)
    kinds = kinds.outerjoin(Endorsement, Endorsement.status_list_id == StatusList.id)
    mixed = [
        row
        for row in town.do(lambda: db.session.execute(kinds).all())
        if (row[0] is ListKind.AWARD and row[2]) or (row[0] is ListKind.ENDORSEMENT and row[1])
    ]

    assert mixed == []


def test_a_list_that_nobody_speaks_for_is_not_signed(town, signed, monkeypatch):
    book = town.read_one(town.numbered(signed)).status_list_id
    monkeypatch.delitem(vars(lists)["_withdrawn"], ListKind.ENDORSEMENT)

    with pytest.raises(KeyError):
        town.do(lambda: lists.sign_again(db.session(), town.city, book))


def test_a_version_of_a_badge_is_endorsed_by_its_permanent_id(town, badge, school):
    number = town.ask(badge, town.organiser("Rita"), organiser=school[0])
    town.write(number, OURS, school[1])
    town.accept(number, school[1])
    row = town.do(lambda: queries.by_id(number))
    found = credential(town, row["public_id"])

    assert found["credentialSubject"]["id"].endswith(f"/badges/{row['version_public_id']}")


def test_the_zip_of_the_wallet_holds_them(town, ona, award, signed):
    with town.app.app_context():
        packed = dict(packing.files(ona))
    served = town.visitor().get(f"/endorsements/{signed}.json").data

    assert [body for name, body in packed.items() if "endorsement-" in name] == [served]


def test_control_characters_never_reach_a_signature(town, ona, award):
    number = town.ask(award, ona)
    path = town.link(number)
    town.visitor().fill(path, path, **{**FORM, "comment": f"{COMMENT}\x0b\twith a tab"})
    town.accept(number, ona)
    found = credential(town, town.read_one(number).public_id)

    assert found["credentialSubject"]["endorsementComment"] == f"{COMMENT} with a tab"
    assert verdict(town, found) == ("valid",)


def test_an_erased_endorser_leaves_no_word_and_a_withdrawn_place(town, signed, keep_promises):
    found, number = credential(town, signed), town.numbered(signed)
    town.do(lambda: actions.erase(0, ["jonas@school.example"]))
    keep_promises()
    kept = town.read_one(number)

    assert (kept.state, kept.name, kept.comment, kept.email, kept.document) == (
        State.WITHDRAWN, "", "", None, None,
    )  # fmt: skip
    assert bit(town, found) is True


def test_an_erased_learner_takes_what_was_said_about_them_along(town, ona, award, signed):
    waiting = town.ask(award, ona, email="other@school.example")
    known = town.do(lambda: queries.personal_data(ona, [town.email(ona)]))
    town.do(lambda: actions.erase(ona, []))
    kept = town.read_one(town.numbered(signed))

    assert [row["comment"] for row in known] == [COMMENT, ""]
    assert (kept.state, kept.asked_by, kept.words) == (State.WITHDRAWN, None, "")
    assert town.do(lambda: db.session.get(Endorsement, waiting)) is None
