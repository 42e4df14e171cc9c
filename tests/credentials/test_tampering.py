"""Every way we know to make more of a badge than its issuer said."""

import json
from datetime import timedelta

import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials import proof
from tests.credentials.samples import (
    AWARDED,
    BASE,
    DID,
    KAUNAS,
    KEY,
    NOW,
    STRANGER,
    issued,
    judge,
    published,
    reasons,
)


def set_at(path, value):
    """A change of one member of a signed badge."""

    def change(document):
        *parents, last = path
        for name in parents:
            document = document[name]
        document[last] = value

    return change


def change_text(old, new):
    """Another spelling of the same words."""
    return lambda document: document.update(name=document["name"].replace(old, new))


def sealed_anew(document, key):
    """The same badge with a proof of somebody else."""
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    return json.loads(proof.sign(unsigned, key, document["validFrom"]))


TAMPERED = {
    "name": set_at(["name"], "PhD"),
    "achievement": set_at(["credentialSubject", "achievement", "name"], "PhD"),
    "subject": set_at(["credentialSubject", "id"], "urn:uuid:00000000-0000-4000-8000-000000000001"),
    "identity": set_at(
        ["credentialSubject", "identifier", 0, "identityHash"], "sha256$" + "0" * 64
    ),
    "date": set_at(["validFrom"], "2020-01-01T00:00:00Z"),
    "endless": set_at(["validUntil"], None),
    "status index": set_at(["credentialStatus", "statusListIndex"], "5"),
    "status gone": lambda document: document.pop("credentialStatus"),
    "creator gone": lambda document: document["credentialSubject"]["achievement"].pop("creator"),
    "tag more": lambda document: document["credentialSubject"]["achievement"]["tag"].append("x"),
    "proof date": set_at(["proof", "created"], "2020-01-01T00:00:00Z"),
    "proof value": set_at(["proof", "proofValue"], "z" + "2" * 88),
    "proof value not text": set_at(["proof", "proofValue"], 7),
    "proof value endless": set_at(["proof", "proofValue"], "z" + "2" * 100_000),
    "proof purpose": set_at(["proof", "proofPurpose"], "authentication"),
    "proof gone": lambda document: document.pop("proof"),
    "unknown member": set_at(["secretClaim"], "x"),
    "unknown member in proof": set_at(["proof", "secretClaim"], "x"),
    "issuer": set_at(["issuer", "id"], "did:web:kaunas.learningcities.net"),
    "issuer not text": set_at(["issuer", "id"], 7),
    "subject list": set_at(["credentialSubject"], []),
    "criteria": set_at(["credentialSubject", "achievement", "criteria", "narrative"], "Nothing."),
    "image": set_at(["credentialSubject", "achievement", "image", "id"], "https://evil.example/x"),
    "issuer name": set_at(["issuer", "name"], "Harvard"),
    "issuer as address": set_at(["issuer"], "did:web:vilnius.learningcities.net"),
    "type more": lambda document: document["type"].append("ClrCredential"),
    "evidence more": lambda document: document["evidence"].append({"type": ["Evidence"]}),
    "text in another form": change_text("Miesto", "Mies\u0074\u0323o"),
    "space at the end": set_at(["name"], "Miesto kartografas – City Mapper "),
    "context swapped": lambda document: document["@context"].reverse(),
    "context less": lambda document: document["@context"].pop(),
    "context more": lambda document: document["@context"].append({"name": "https://evil.example/"}),
    "list address": set_at(["credentialStatus", "statusListCredential"], f"{BASE}/status/other"),
    "purpose of the status": set_at(["credentialStatus", "statusPurpose"], "suspension"),
    "key of another city": set_at(["proof", "verificationMethod"], KAUNAS.id),
    "key spelled otherwise": set_at(["proof", "verificationMethod"], f"{DID}#key-1"),
    "suite": set_at(["proof", "cryptosuite"], "ecdsa-rdfc-2019"),
    "two proofs, one forged": lambda document: document.update(
        proof=[document["proof"], {**document["proof"], "created": "2020-01-01T00:00:00Z"}]
    ),
    "signed by a stranger": lambda document: document.update(sealed_anew(document, STRANGER)),
    "signed by another city": lambda document: document.update(sealed_anew(document, KAUNAS)),
}


# what makes another kind of document of it is not even looked at; the city's name alone says the
# same as its whole profile, which stands above the organiser as well, but Open Badges wants that
OTHERWISE = {
    "context swapped": ["cannot_check"],
    "suite": ["cannot_check"],
    "issuer as address": ["cannot_check"],
}


@pytest.mark.parametrize(("kind", "change"), TAMPERED.items(), ids=TAMPERED)
def test_a_changed_badge_is_altered(kind, change):
    document = issued(valid_until=AWARDED + timedelta(days=100))
    change(document)

    assert judge(document).verdict in ("altered", *OTHERWISE.get(kind, ()))


def test_a_name_given_twice_is_refused():
    text = json.dumps(issued())
    twice = text.replace('{"@context"', '{"name": "PhD", "@context"', 1)

    verdict = ob.verify_body(twice.encode(), published(KEY), NOW)[0]

    assert reasons(verdict) == ("altered", "unusual_writing")


def test_half_a_letter_is_refused():
    document = issued()
    document["name"] = "\ud800"

    assert reasons(judge(document)) == ("altered", "unusual_writing")
