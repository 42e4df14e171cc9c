"""What openbadgeslib, written by others, makes of an award as the site serves it."""

from urllib.parse import urlsplit

import pytest
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier
from openbadgeslib.ob3.verifier import OB3VerificationError


@pytest.fixture
def judge(client):
    """Judges a credential; keys and status lists come from the site by their addresses."""

    def download(url, *_, **__):
        there = urlsplit(url)
        return client(there.netloc).get(there.path).data

    def judge(text, subject):
        return OB3LdpVerifier().verify(
            text,
            check_status=True,
            verify_status_list=False,
            download=download,
            expected_recipient=subject,
        )

    return judge


def served(client, slug, award):
    found = client(slug).get(f"/credentials/{award}.json")
    return found.text, found.get_json(force=True)["credentialSubject"]["id"]


@pytest.mark.parametrize("slug", ["vilnius", "cagliari"])
def test_openbadgeslib_accepts_an_award(app, client, judge, portals, slug):
    award = portals(slug).award(portals(slug).new_person())

    did = f"did:web:{slug}.{app.settings.issuer_domain}:o:"
    assert judge(*served(client, slug, award)).issuer.id.startswith(did)


def test_openbadgeslib_accepts_the_picture_of_an_award(client, judge, award):
    text, subject = served(client, "vilnius", award)
    picture = client("vilnius").get(f"/credentials/{award}.png").data

    assert judge(OB3Verifier.extract_token_from_png(picture), subject).id == judge(text, subject).id


def test_openbadgeslib_refuses_a_withdrawn_award(portal, client, judge, award, keep_promises):
    portal.revoke(award)
    keep_promises()

    with pytest.raises(OB3VerificationError, match="status 'revocation' is set"):
        judge(*served(client, "vilnius", award))


def test_openbadgeslib_refuses_a_changed_award(client, judge, award):
    text, subject = served(client, "vilnius", award)

    with pytest.raises(OB3VerificationError):
        judge(text.replace('"name":"', '"name":"Dr. ', 1), subject)
