"""What dev.py says and decides before anything is installed."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def dev():
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("error: No space left on device (os error 28)", "There is no space left"),
        ("npm error code ENOTFOUND", "registries cannot be reached"),
        ("Caused by: dns error: failed to lookup", "registries cannot be reached"),
        ("npm error code EINTEGRITY", "differs from the locked one"),
        ("PermissionError: [Errno 13] Permission denied: '.venv'", "cannot be written by you"),
    ],
)
def test_known_causes_are_told_in_plain_words(dev, output, words):
    assert words in dev.cause_of(output)


def test_an_unknown_cause_is_not_guessed(dev):
    assert dev.cause_of("Segmentation fault") is None


def test_windows_is_sent_to_wsl(dev, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")

    with pytest.raises(dev.InstallError, match="WSL"):
        dev.check_machine()


def test_an_old_python_is_named(dev, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))

    with pytest.raises(dev.InstallError, match=r"Python 3\.11 or newer is needed"):
        dev.check_machine()


def test_uv_is_locked_with_hashes(dev):
    lines = dev.locked("uv").splitlines()

    assert re.match(r"uv==\d", lines[0])
    assert all("--hash=sha256:" in line for line in lines[1:] if not line.strip().startswith("#"))


def test_every_locked_package_has_a_hash():
    for name in ("requirements.lock", "requirements-test.lock"):
        entries = re.split(r"\n(?=\S)", (ROOT / name).read_text())
        bare = [e.split()[0] for e in entries if "==" in e and "--hash=sha256:" not in e]

        assert bare == []


def test_the_front_end_files_are_there(dev):
    missing = [
        pattern
        for pattern, target in dev.FRONT_END
        if not (target if target.suffix else target / Path(pattern).name).exists()
        and "*" not in pattern
    ]

    assert missing == []


def test_without_node_the_npm_of_the_libraries_is_used(dev, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    assert dev.npm() == ROOT / ".venv/bin/npm"


def test_a_program_that_fails_is_reported_with_its_words(dev):
    with pytest.raises(dev.InstallError, match=r"(?s)bad thing.*Trying this did not work"):
        dev.call("Trying this", sys.executable, "-c", "import sys; sys.exit('bad thing')")
