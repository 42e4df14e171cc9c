"""Kinds of proofs beside our own: over JSON, on curves, with parts left out."""

import copy
import json

import cbor2
import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials.encoding import base64url, unbase64url, unmultibase
from col_app.recognition.credentials.verifying import proofs
from col_app.recognition.credentials.verifying.issuers import Signer
from col_app.recognition.credentials.verifying.outcome import Failure
from col_app.recognition.credentials.verifying.public_keys import from_multibase
from col_app.recognition.credentials.verifying.world import World
from tests.credentials.others_keys import (
    ED25519,
    P256,
    P384,
    SIGNED_BY_OTHERS,
    badge_of,
    multikey,
    options,
    signed_as_json,
    signed_as_rdf,
    vilnius,
)
from tests.credentials.samples import DID, NOW, reasons, world

SUITES = {
    "eddsa-jcs-2022": (signed_as_json, ED25519),
    "ecdsa-jcs-2019 P-256": (signed_as_json, P256),
    "ecdsa-jcs-2019 P-384": (signed_as_json, P384),
    "eddsa-rdfc-2022": (signed_as_rdf, ED25519),
    "ecdsa-rdfc-2019 P-256": (signed_as_rdf, P256),
    "ecdsa-rdfc-2019 P-384": (signed_as_rdf, P384),
}
OTHERS = SIGNED_BY_OTHERS["documents"]
PAGES = vilnius(*SIGNED_BY_OTHERS["keys"], *map(multikey, (ED25519, P256, P384)))


def judge(document, now=NOW):
    return ob.verify(document, world(PAGES), now)


def signed(name, document=None, **more):
    sign, key = SUITES[name]
    method = f"{DID}#{multikey(key)}"
    return sign(document or badge_of(DID), key, method, name.partition(" ")[0], **more)


@pytest.mark.parametrize("name", SUITES)
def test_a_proof_of_another_kind_is_valid_and_a_change_is_seen(name):
    document = signed(name)
    changed = {**document, "name": "PhD"}
    older = {**document, "proof": {**document["proof"], "created": "2020-01-01T00:00:00Z"}}

    assert judge(document).verdict == "valid"
    assert reasons(judge(changed)) == ("altered", "signature_wrong")
    assert reasons(judge(older)) == ("altered", "signature_wrong")


@pytest.mark.parametrize("name", SUITES)
@pytest.mark.parametrize("other", SUITES)
def test_a_proof_of_one_kind_is_none_of_another(name, other):
    document = signed(name)
    document["proof"]["cryptosuite"] = other.partition(" ")[0]

    if name.partition(" ")[0] != other.partition(" ")[0]:
        assert judge(document).verdict == "altered"


def test_a_proof_over_json_signs_every_member_and_its_order_in_lists():
    document = signed("eddsa-jcs-2022")
    more = {**document, "secretClaim": 1}
    swapped = copy.deepcopy(document)
    swapped["credentialSubject"]["achievement"]["tag"].reverse()

    assert judge(more).verdict == judge(swapped).verdict == "altered"
    assert judge(dict(reversed(document.items()))).verdict == "valid"


@pytest.mark.parametrize("where", ["document", "proof", "both"])
def test_no_context_is_added_to_a_proof_over_json(where):
    document = copy.deepcopy(signed("eddsa-jcs-2022"))
    extra = "https://www.w3.org/ns/credentials/undefined-terms/v2"
    if where in ("document", "both"):
        document["@context"].append(extra)
    if where in ("proof", "both"):
        document["proof"]["@context"].append(extra)

    assert judge(document).verdict == "altered"


def test_a_proof_over_json_needs_known_contexts():
    document = badge_of(DID)
    document["@context"].append("https://evil.example/v1")

    assert reasons(judge(signed("eddsa-jcs-2022", document))) == ("cannot_check", "unknown_context")


@pytest.mark.parametrize("value", [2**60, 1e400, "\ud800"])
def test_what_has_no_form_in_json_is_not_signed(value):
    document = {**signed("eddsa-jcs-2022"), "size": value}

    assert judge(document).verdict == "altered"


@pytest.mark.parametrize("name", ["ecdsa-rdfc-2019 P-256", "ecdsa-rdfc-2019 P-384"])
def test_what_the_libraries_of_others_signed_is_valid(name):
    document = copy.deepcopy(OTHERS[name])
    assert judge(document).verdict == "valid"

    document["credentialSubject"]["identifier"].pop()
    assert reasons(judge(document)) == ("altered", "signature_wrong")


@pytest.mark.parametrize("name", ["ecdsa-sd-2023 base", "ecdsa-sd-2023 derived"])
def test_a_badge_shown_in_parts_is_valid(name):
    verdict = judge(OTHERS[name])

    assert verdict.verdict == "valid"
    assert ob.Check("signature", True, "parts_shown") in verdict.checks


def test_a_badge_may_not_hide_where_withdrawing_is_told():
    assert reasons(judge(OTHERS["ecdsa-sd-2023 without status"])) == (
        "cannot_check",
        "status_hidden",
    )


@pytest.mark.parametrize("name", ["ecdsa-sd-2023 base", "ecdsa-sd-2023 derived"])
@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(name="PhD"),
        lambda document: document["credentialSubject"]["achievement"].update(name="PhD"),
        lambda document: document["credentialSubject"].pop("id"),
        lambda document: document.pop("credentialStatus"),
        lambda document: document["credentialSubject"].update(narrative="More."),
        lambda document: document.update(validUntil="2030-01-01T00:00:00Z"),
        lambda document: document["credentialSubject"]["identifier"].pop(),
        lambda document: document["proof"].update(created="2020-01-01T00:00:00Z"),
    ],
)
def test_a_change_of_what_is_shown_is_seen(name, change):
    document = copy.deepcopy(OTHERS[name])
    change(document)

    assert reasons(judge(document)) == ("altered", "signature_wrong")


def value_of(document):
    """The parts of a proof value."""
    raw = unbase64url(document["proof"]["proofValue"][1:])
    return raw[:3], cbor2.loads(raw[3:])


def with_value(document, head, parts, tail=b""):
    value = "u" + base64url(head + cbor2.dumps(parts) + tail)
    return {**document, "proof": {**document["proof"], "proofValue": value}}


def same_names(parts):
    parts[3] = dict.fromkeys(parts[3], next(iter(parts[3].values())))


DERIVED_VALUES = {
    "one signature less": lambda parts: parts[2].pop(),
    "one signature more": lambda parts: parts[2].append(parts[2][0]),
    "signatures in another order": lambda parts: parts[2].reverse(),
    "a signature of another length": lambda parts: parts[2].__setitem__(0, b"x"),
    "two nodes with one name": same_names,
    "a name less": lambda parts: parts[3].popitem(),
    "names with other keys": lambda parts: parts.__setitem__(3, {"a": b"x"}),
    "no names": lambda parts: parts.__setitem__(3, []),
    "a statement that is not there": lambda parts: parts[4].append(999),
    "a statement before the first": lambda parts: parts[4].append(-1),
    "a statement twice": lambda parts: parts[4].append(parts[4][0]),
    "a truth as a number": lambda parts: parts[4].append(True),
    "all statements together": lambda parts: parts.__setitem__(4, list(range(60))),
    "no statements together": lambda parts: parts.__setitem__(4, []),
    "another key": lambda parts: parts.__setitem__(1, b"\x80\x24" + b"\x02" + bytes(32)),
    "the key of the issuer": lambda parts: parts.__setitem__(1, 5),
    "a part more": lambda parts: parts.append(1),
    "a part less": lambda parts: parts.pop(),
}


@pytest.mark.parametrize("change", DERIVED_VALUES.values(), ids=DERIVED_VALUES)
def test_a_changed_value_of_a_proof_is_seen(change):
    document = OTHERS["ecdsa-sd-2023 derived"]
    head, parts = value_of(document)
    assert judge(with_value(document, head, parts)).verdict == "valid"
    change(parts)

    assert reasons(judge(with_value(document, head, parts))) == ("altered", "signature_wrong")


@pytest.mark.parametrize(
    ("head", "tail"),
    [(b"\xd9\x5d\x02", b""), (b"\xd9\x5d\x01", b"x"), (b"", b""), (b"\xd9\x5d\x00", b"")],
)
def test_a_value_of_an_unknown_form_is_no_signature(head, tail):
    document = OTHERS["ecdsa-sd-2023 derived"]
    changed = with_value(document, head, value_of(document)[1], tail)

    assert reasons(judge(changed)) == ("altered", "signature_wrong")


@pytest.mark.parametrize(
    "value", ["u2V0B", "u2V0Bn_____8", "z2V0B", "u!", "u", "u" + "A" * 400_000]
)
def test_a_value_that_is_none_is_no_signature(value):
    document = OTHERS["ecdsa-sd-2023 derived"]
    changed = {**document, "proof": {**document["proof"], "proofValue": value}}

    assert reasons(judge(changed)) == ("altered", "signature_wrong")


def test_statements_of_a_key_that_the_issuer_did_not_sign_are_refused():
    """Somebody signs all statements with a key of their own, and leaves the issuer's signature."""
    document = copy.deepcopy(OTHERS["ecdsa-sd-2023 derived"])
    head, parts = value_of(document)
    parts[1] = unmultibase(multikey(P256))

    assert judge(with_value(document, head, parts)).verdict == "altered"


W3C = {
    "eddsa-jcs-2022": (
        "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX",
    ),
    "ecdsa-jcs-2019 P-256": (
        "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
        "zq6PrUMCtqY5obCSsrQxuFJdGffCDxvFuopdZiBPUBRTFEs1VVsBZi8YiEwVWgHYrXxoV93gBHqGDBtQLPFxpZxz",
    ),
    "ecdsa-jcs-2019 P-384": (
        "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ",
        "zR3krc7pt9Dpn1PY2u8HWPePggtzAG2SuH2ZGNrzw8Ku3QrFLWgDTjS5mCWy65ShixJEtpMwfviAFfh5xTgd5FGN1s"
        "SbpPJ5djqSZQLqQkY8KLBPNswuqKtq3bS8f9vEHm8w",
    ),
    "ecdsa-rdfc-2019 P-256": (
        "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
        "zaHXrr7AQdydBk3ahpCDpWbxfLokDqmCToYm2dyWvpcFVyWooC2he63w1f7UNQoAMKdhaRtcnaE2KTo5o5vTCcfw",
    ),
    "ecdsa-rdfc-2019 P-384": (
        "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ",
        "z967Mvv5bxtmLNqTzPZ8KmJjFmFXaAKeQNzq7GWnQkMcLtaGSSmuozE5WtJ8PipMe178B1tE28K1vsJur9bGVJhz6jg"
        "SJsRHFSQeqgH8hhjcg8gZDFJC1b9FsR5ggNmDBqHv",
    ),
}
"""Keys and proof values of the test vectors in W3C vc-di-eddsa and vc-di-ecdsa."""


class Vectors(World):
    """A world in which the contexts of the vectors are known."""

    def __init__(self, load):
        super().__init__(world({}), NOW)
        self.context = load


@pytest.mark.fixtures
@pytest.mark.parametrize("name", W3C)
def test_the_vectors_of_w3c_are_right(badge_files, load_context, name):
    folder = badge_files / "vectors/vc-di-eddsa/TestVectors"
    document = json.loads((folder / "unsigned.json").read_text())
    key, value = W3C[name]
    suite = name.partition(" ")[0]
    did = f"did:key:{key}"
    said = {
        **options(f"{did}#{key}", suite),
        "created": "2023-02-24T23:36:38Z",
        "proofValue": value,
    }
    if name == "eddsa-jcs-2022":
        said["@context"] = document["@context"]
    signed_one = {**document, "proof": said}
    asked = [from_multibase(key)], Signer(did), Vectors(load_context)

    proofs.check_signatures(signed_one, *asked)
    with pytest.raises(Failure):
        proofs.check_signatures({**signed_one, "name": "PhD"}, *asked)
