"""Children are stopped in order, strays are ended, strangers are left alone."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict

import pytest

from col_app.serve.processes import Household, Mark, born, is_alive, left_workers, mark, stop

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "print('ready', flush=True)\ntime.sleep(60)",
]
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys, time\n"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "print('ready', flush=True)\ntime.sleep(60)",
]


@pytest.fixture
def household(tmp_path):
    made = Household(tmp_path / "book.json", tmp_path / "log")
    yield made
    made.stop(["one", "two"])


@pytest.fixture
def stranger():
    child = subprocess.Popen(SLEEP, start_new_session=True)
    yield child
    child.kill()
    child.wait()


def pids(household):
    return {row["name"]: row["pid"] for row in json.loads(household.book.read_text())}


def wait_for_word(household, name):
    while "ready" not in household.last_words(name):
        time.sleep(0.02)


def test_a_stopped_household_leaves_no_process_and_no_book(household):
    household.start("one", SLEEP, os.environ)
    pid = pids(household)["one"]

    household.stop(["one"])

    assert (born(pid), household.book.exists()) == (None, False)


def test_a_child_that_ends_by_itself_is_named_with_its_last_words(household):
    household.start("one", [sys.executable, "-c", "print('no luck')"], os.environ)
    while household.ended() is None:
        time.sleep(0.02)

    assert (household.ended(), household.last_words("one")) == ("one", "no luck")


def test_the_next_start_ends_strays_last_started_first(household):
    household.start("one", SLEEP, os.environ)
    household.start("two", SLEEP, os.environ)

    assert Household(household.book, household.logs).end_strays() == ["two", "one"]


def test_the_next_start_ends_workers_whose_leader_was_killed(household):
    household.start("one", PARENT, os.environ)
    wait_for_word(household, "one")
    leader = Mark("one", pids(household)["one"], "")
    os.kill(leader.pid, signal.SIGKILL)
    os.waitpid(leader.pid, 0)

    ended = Household(household.book, household.logs).end_strays()

    assert (ended, left_workers(leader, str(household.book))) == (["one"], False)


def test_a_stranger_with_a_number_of_ours_is_left_alone(household, stranger):
    reused = Mark("one", stranger.pid, "another time")
    household.book.write_text(json.dumps([asdict(reused)]))

    assert (household.end_strays(), stranger.poll()) == ([], None)


def test_a_damaged_book_stops_nothing(household):
    household.book.write_text("{")

    assert household.end_strays() == []


def test_a_process_that_does_not_listen_is_killed():
    child = subprocess.Popen(DEAF, start_new_session=True, stdout=subprocess.PIPE)
    child.stdout.readline()
    process = mark("deaf", child.pid)

    stop(process, patience=0.1)
    child.wait()
    child.stdout.close()

    assert not is_alive(process)
