"""Documents made to harm the one who reads them: they cost a process, never the site."""

import gzip
import json
import os
import signal
import struct
import time
import zlib
from pathlib import Path

import pytest

from col_app.core import clock
from col_app.recognition import credentials as ob
from col_app.recognition.credentials import proof
from col_app.recognition.credentials.encoding import base64url
from col_app.recognition.verify.judges import Judges, World
from tests.credentials.samples import BASE, KEY, issued, published, status_list

PATIENCE = 20


@pytest.fixture(scope="module")
def judges():
    made = Judges()
    yield made
    made.close()


def reasons(found):
    verdict = found[0]
    return verdict.verdict, *(check.reason_code for check in verdict.checks if check.ok is False)


def nobody(url):
    raise ob.UnreachableError(url)


ALONE = World(nobody, lambda _issuer: False)


def judge(judges, body, world=ALONE, **more):
    return reasons(judges.judge(body, world, seconds=PATIENCE, **more))


def clique(size):
    names = [f"_:n{number}" for number in range(size)]
    return [{"id": one, "type": [other for other in names if other != one]} for one in names]


def poisoned():
    return json.dumps({**issued(), "evidence": clique(12)}).encode()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb_in_png():
    packed = zlib.compress(b"x" * 50_000_000)
    head = chunk(b"IHDR", b"\0" * 13)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0" + packed)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HARMFUL = {
    "a graph that takes for ever": (poisoned(), "too_complex"),
    "lists in lists in lists": (b"[" * 100_000, "unreadable"),
    "objects in objects": (b'{"a":' * 100_000, "unreadable"),
    "a number without end": (b'{"a":' + b"9" * 1_000_000 + b"}", "unreadable"),
    "a bomb in a picture": (bomb_in_png(), "picture_unreadable"),
    "a packed picture": (gzip.compress(b"<svg/>" * 1_000_000), "unreadable"),
    "a billion laughs": (
        f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]><svg>&l9;</svg>'.encode(),
        "picture_unreadable",
    ),
    "a file from outside": (
        b'<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd">]><svg>&f;</svg>',
        "picture_unreadable",
    ),
    "too many parts": (
        json.dumps({**issued(), "evidence": [{"id": f"{BASE}/{n}"} for n in range(9000)]}).encode(),
        "too_complex",
    ),
    "more than two megabytes": (b"{" + b" " * 2_100_000 + b"}", "unreadable"),
    "half a letter": (b'"\xff\xfe"', "unreadable"),
}


@pytest.mark.parametrize(("body", "reason"), HARMFUL.values(), ids=HARMFUL)
def test_a_harmful_document_cannot_be_checked(judges, body, reason):
    assert judge(judges, body) == ("cannot_check", reason)


def test_a_bomb_in_a_status_list_is_no_answer(judges):
    packed = gzip.compress(b"\0" * 200_000_000, 9)
    listing = {
        name: value for name, value in status_list(now=clock.now()).items() if name != "proof"
    }
    listing["credentialSubject"]["encodedList"] = "u" + base64url(packed)
    signed = json.loads(proof.sign(listing, KEY, "2026-11-25T09:30:00Z"))
    world = World(published(KEY, listing=signed), lambda _issuer: True)

    found = judge(judges, json.dumps(issued()).encode(), world)

    assert found == ("cannot_check", "status_list_unreadable")


def test_a_document_that_takes_too_long_is_given_up(judges):
    found = judges.judge(
        b"https://badges.example/1", World(slow, lambda _issuer: True), seconds=0.5
    )

    assert reasons(found) == ("cannot_check", "too_slow")


def slow(url):
    time.sleep(0.6)
    raise ob.UnreachableError(url)


def test_a_judge_that_is_lost_is_replaced(judges):
    judge(judges, b"{}")
    os.kill(judges.pid, signal.SIGKILL)
    os.waitpid(judges.pid, 0)

    assert judge(judges, b"{}") == ("cannot_check", "not_a_credential")


def test_a_judge_knows_no_secret_of_the_site(judges):
    judge(judges, b"{}")

    assert Path(f"/proc/{judges.pid}/environ").read_bytes() == b""


def test_what_a_judge_says_is_what_the_functions_say(judges):
    body = json.dumps(issued()).encode()
    answers = published(KEY, listing=status_list(now=clock.now()))
    direct = ob.verify_body(body, answers, clock.now(), knows=lambda _issuer: True)

    assert judges.judge(body, World(answers, lambda _issuer: True))[0] == direct[0]
