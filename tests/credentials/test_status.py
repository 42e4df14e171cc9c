import gzip
import json
from datetime import timedelta

import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials.encoding import base64url, unbase64url
from tests.credentials.samples import DID, KEY, LIST_URL, NOW, status_list


def test_a_set_bit_is_set_and_its_neighbours_are_not():
    bits = ob.StatusList()
    bits.set(94567)

    assert [bits.get(index) for index in (94566, 94567, 94568)] == [False, True, False]


def test_a_bit_can_be_cleared():
    bits = ob.StatusList(revoked=[7, 8])
    bits.set(7, revoked=False)

    assert bits.encode() == ob.StatusList(revoked=[8]).encode()


def test_bit_0_is_the_left_most_of_the_first_byte():
    packed = ob.StatusList(16, [0, 15]).encode()

    assert ob.StatusList.decode(packed).get(0)
    assert gzip.decompress(unbase64url(packed[1:])) == b"\x80\x01"


def test_a_list_comes_back_from_its_text():
    bits = ob.StatusList(revoked=[0, 131_071])

    found = ob.StatusList.decode(bits.encode())

    assert (len(found), found.encode()) == (131_072, bits.encode())


@pytest.mark.fixtures
def test_the_published_lists_are_read(badge_files):
    vectors = json.loads((badge_files / "vectors/bitstring/vectors.json").read_text())

    for vector in (vectors["rec_example"], *vectors["computed"], vectors["too_short"]):
        found = ob.StatusList.decode(vector["encodedList"])
        assert len(found) == vector["entries"]
        assert [index for index in range(len(found)) if found.get(index)] == vector["set"]


@pytest.mark.parametrize("index", [-1, 131_072])
def test_an_index_outside_the_list_is_refused(index):
    with pytest.raises(IndexError):
        ob.StatusList().get(index)


def test_a_size_that_is_no_whole_byte_is_refused():
    with pytest.raises(ValueError, match="multiple of eight"):
        ob.StatusList(12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "u",
        "uH4sI",
        "u!!!",
        "uąž",
        ob.StatusList(16).encode()[1:],
        ob.StatusList(16).encode()[:-9],
    ],
)
def test_a_text_that_is_no_list_is_refused(text):
    with pytest.raises(ob.StatusListError):
        ob.StatusList.decode(text)


def test_a_bomb_is_refused():
    bomb = "u" + base64url(gzip.compress(bytes(20 * 1024 * 1024)))

    with pytest.raises(ob.StatusListError):
        ob.StatusList.decode(bomb)


def test_something_after_the_list_is_refused():
    text = "u" + base64url(gzip.compress(bytes(16)) + b"more")

    with pytest.raises(ob.StatusListError):
        ob.StatusList.decode(text)


def test_the_credential_names_issuer_purpose_and_end():
    listing = status_list([1])

    assert listing["issuer"] == DID
    assert listing["validUntil"] == "2026-11-26T09:30:00Z"
    assert listing["credentialSubject"] == {
        "id": f"{LIST_URL}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": ob.StatusList(revoked=[1]).encode(),
    }


def test_a_list_is_signed_by_its_own_issuer_only():
    with pytest.raises(ValueError, match="the key belongs to"):
        ob.status_list_credential(
            LIST_URL, "did:web:kaunas.example", ob.StatusList(), KEY, NOW, timedelta(1)
        )
