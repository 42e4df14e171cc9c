"""`col up` from outside: ready, then down without a trace; a second one is refused."""

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from col_app.serve.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
# Other tests fill the environment with servers of their own.
STRANGE = ("COL_", "DATABASE_URL", "REDIS_URL", "SMTP_URL", "SECRET_KEY")


def start(data, port):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(STRANGE)}
    command = [sys.executable, "-m", "col_app.cli", "up", "--no-demo"]
    return subprocess.Popen(
        [*command, "--port", str(port), "--data", str(data)],
        cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def read_until(process, words):
    said = ""
    while words not in said:
        line = process.stdout.readline()
        if not line:
            pytest.fail(f"`col up` ended: {said}", pytrace=False)
        said += line
    return said


def status(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": f"learningcities.localhost:{port}"})
    answer = connection.getresponse().status
    connection.close()
    return answer


def test_a_site_comes_up_and_goes_down_without_a_trace(data):
    port = free_port()
    process = start(data, port)
    said = read_until(process, "Ctrl-C")
    ready = status(port, "/readyz")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)

    assert f"http://learningcities.localhost:{port}/" in said
    assert (ready, process.returncode) == (200, 0)
    assert not (data / "postgres/postmaster.pid").exists()
    assert not (data / "processes.json").exists()


def test_after_a_kill_the_next_start_recovers(data):
    port = free_port()
    first = start(data, port)
    read_until(first, "Ctrl-C")
    first.kill()
    first.communicate()
    second = start(data, port)
    said = read_until(second, "Ctrl-C")
    second.terminate()
    second.communicate(timeout=60)

    assert "Ended web, left over from an earlier run." in said
    assert second.returncode == 0


def test_a_second_site_on_the_same_data_is_refused(data):
    first = start(data, free_port())
    while not (data / "up.lock").exists() or not (data / "up.lock").read_text():
        time.sleep(0.05)
    second = start(data, free_port())
    said, _ = second.communicate(timeout=60)
    first.terminate()
    first.communicate(timeout=60)

    assert "The site runs already on this data" in said
    assert (second.returncode, first.returncode) == (2, 0)
