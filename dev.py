#!/usr/bin/env python3
"""Cities of Learning on this machine. Needs Python 3.11 or newer with pip, and a network once.

python3 dev.py run [ARGS]     install what is missing, then `col up ARGS`
python3 dev.py test [ARGS]    install what is missing, then all gates and tests (pytest ARGS)
python3 dev.py install        install only, for an image
python3 dev.py WORD [ARGS]    install what is missing, then `col WORD ARGS`
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
NODE_MODULES = ROOT / "node_modules"
OLDEST_NODE = 20

SCRIPTS = ROOT / "col_app/ui/static/js"
BUILT = ROOT / "col_app/ui/static/built"
VENDOR = ROOT / "col_app/ui/static/vendor"
PRINT_FONTS = ROOT / "col_app/ui/print_fonts.py"
CONTEXTS = ROOT / "col_app/recognition/credentials/contexts"
FONT = "@fontsource-variable/{0}/files/{0}-{1}-wght-normal.woff2"
# What the site serves or reads: where npm lays it, and where it goes.
FRONT_END = [
    ("htmx.org/dist/htmx.min.js", VENDOR),
    ("leaflet/LICENSE", VENDOR / "leaflet.txt"),
    ("supercluster/LICENSE", VENDOR / "supercluster.txt"),
    ("kdbush/LICENSE", VENDOR / "kdbush.txt"),
    *[
        (FONT.format(font, script), VENDOR / "fonts")
        for font, scripts in {
            "commissioner": ("latin", "latin-ext", "greek", "cyrillic", "cyrillic-ext"),
            "rubik": ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "arabic", "hebrew"),
        }.items()
        for script in scripts
    ],
    *[(path, CONTEXTS) for path in json.loads((ROOT / "package.json").read_text())["contexts"]],
]

CERTIFICATE = r"[Cc]ertificate|CERTIFICATE|SELF_SIGNED"
DISK = r"No space left|ENOSPC|Disk quota"
NETWORK = (
    r"dns error|name resolution|resolve host|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT"
    r"|error sending request|[Cc]onnection refused|Network is unreachable|NewConnectionError"
    r"|timed out"
)
CAUSES = {
    CERTIFICATE: "The certificate of a registry is not trusted here: add the one of your network "
    "to this machine, or set SSL_CERT_FILE and NODE_EXTRA_CA_CERTS to its file",
    DISK: "There is no space left on the disk (about 1 GB is needed)",
    NETWORK: "The package registries cannot be reached: check the network or the proxy",
    r"Permission denied|EACCES|Read-only file system": "This folder cannot be written by you",
    r"hash(es)? .*mismatch|EINTEGRITY|DO NOT MATCH": "A package differs from the locked one",
}


class InstallError(Exception):
    """A step failed; the message says which one and why."""


def say(sentence: str) -> None:
    print(sentence, flush=True)


def cause_of(output: str) -> str | None:
    """The reason in plain words, when the output of a failed program tells it."""
    return next((words for sign, words in CAUSES.items() if re.search(sign, output)), None)


def environment() -> dict[str, str]:
    """Ours, without what would lead the installers to another Python or another folder."""
    stray = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    env = {name: value for name, value in os.environ.items() if name not in stray}
    # Certificates that this machine trusts, such as a company's own, count for all installers.
    env = {"UV_SYSTEM_CERTS": "1", "NODE_USE_SYSTEM_CA": "1"} | env
    if not os.access(Path.home(), os.W_OK):
        env |= {"UV_CACHE_DIR": f"{VENV}/cache/uv", "npm_config_cache": f"{VENV}/cache/npm"}
        env["PIP_NO_CACHE_DIR"] = "1"
    return env


def call(what: str, *command: str | Path) -> None:
    """Run a program quietly. Raises InstallError with its output and, if known, the reason."""
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, text=True, errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        reason = cause_of(done.stdout) or "The program's own words are above"
        raise InstallError(f"{done.stdout.strip()}\n\n{what} did not work. {reason}.")


def digest(*parts: Path | str) -> str:
    """One hash over files and texts."""
    each = (part.read_bytes() if isinstance(part, Path) else part.encode() for part in parts)
    return hashlib.sha256(b"\0".join(each)).hexdigest()


def check_machine() -> None:
    """Raise InstallError on a machine for which a part of the site does not exist."""
    if sys.version_info < (3, 11):  # noqa: UP036 - older ones do start this file
        raise InstallError(f"Python 3.11 or newer is needed, this is {platform.python_version()}.")
    if sys.platform == "win32":
        raise InstallError("Windows runs this inside WSL: https://learn.microsoft.com/windows/wsl")
    if sys.platform not in ("linux", "darwin"):
        raise InstallError(f"Linux or macOS is needed, this is {sys.platform}.")
    if "musl" in (sysconfig.get_config_var("HOST_GNU_TYPE") or ""):
        raise InstallError(
            "This Linux has musl (Alpine); one with glibc is needed, such as Debian."
        )
    if platform.machine() not in ("x86_64", "aarch64", "arm64"):
        raise InstallError(f"A 64-bit Intel or ARM machine is needed, not {platform.machine()}.")


def make_venv() -> None:
    """A fresh `.venv` for this Python and this folder, unless it is there."""
    made_for = VENV / "made-for"
    wanted = f"{sys.version}\n{ROOT}"
    if PYTHON.exists() and made_for.is_file() and made_for.read_text() == wanted:
        return
    say(f"Making .venv for Python {platform.python_version()} …")
    # Without pip: Debian's Python lacks ensurepip, and a pip from outside does the same.
    venv.create(VENV, clear=True, with_pip=False, symlinks=True)
    made_for.write_text(wanted)


def locked(name: str) -> str:
    """The lines of one package in requirements.lock."""
    text = (ROOT / "requirements.lock").read_text()
    found = re.search(rf"^{name}==.*?(?:\\\n.*?)*$", text, re.MULTILINE)
    if found is None:
        raise InstallError(f"{name} is missing in requirements.lock.")
    return found[0]


def install_with_uv(lock: Path) -> None:
    """pip brings uv, uv brings the rest: a few seconds instead of a minute."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", dir=VENV) as only_uv:
        only_uv.write(locked("uv"))
        only_uv.flush()
        pip = (sys.executable, "-m", "pip", "--python", PYTHON, "install", "-q", "--no-deps")
        call("Installing uv", *pip, "--require-hashes", "-r", only_uv.name)
    uv = (BIN / "uv", "pip", "install", "-q", "--python", PYTHON)
    call(f"Installing {lock.name}", *uv, "--require-hashes", "-r", lock)
    call("Installing col", *uv, "--no-deps", "--no-build-isolation", "-e", ROOT)


def install_with_pip(lock: Path) -> None:
    """What a machine without uv, or with an own package index, needs."""
    pip = (sys.executable, "-m", "pip", "--python", PYTHON, "install", "-q")
    call(f"Installing {lock.name}", *pip, "--require-hashes", "-r", lock)
    call("Installing col", *pip, "--no-deps", "--no-build-isolation", "-e", ROOT)


def install_libraries(lock: Path) -> None:
    """Everything in the lock and the `col` command, once per lock."""
    stamps = [VENV / f"{name}.stamp" for name in ("requirements.lock", "requirements-test.lock")]
    stamp, wanted = VENV / f"{lock.name}.stamp", digest(lock)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say(f"Installing the libraries of {lock.name} …")
    started = time.monotonic()
    try:
        install_with_uv(lock)
    except InstallError as error:
        if cause_of(str(error)) in (CAUSES[DISK], CAUSES[NETWORK]):
            raise
        say(f"{error}\nTrying again with pip alone …")
        install_with_pip(lock)
    for each in stamps[: stamps.index(stamp) + 1]:
        # The lock of the tests holds the one of the site.
        each.write_text(digest(ROOT / each.stem))
    say(f"Installed in {time.monotonic() - started:.0f} s.")


def npm() -> Path:
    """The machine's npm when its Node is new enough, else the one that came with the libraries."""
    node, found = shutil.which("node"), shutil.which("npm")
    if node and found:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
        version = re.match(r"v(\d+)", told.stdout)
        if version and int(version[1]) >= OLDEST_NODE:
            return Path(found)
    return BIN / "npm"


def install_front_end(*, for_tests: bool) -> None:
    """Fetch the locked npm packages and lay out the files that the site serves."""
    wanted = digest(ROOT / "package-lock.json", Path(__file__), PRINT_FONTS)
    stamp = NODE_MODULES / "col.stamp"
    done = stamp.read_text().split() if stamp.is_file() else []
    if VENDOR.is_dir() and done[:1] == [wanted] and ("tests" in done or not for_tests):
        return
    say("Fetching the front-end files from npm …")
    command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if not for_tests:
        command.append("--omit=dev")
    call("Fetching the front-end files", npm(), *command)
    shutil.rmtree(VENDOR, ignore_errors=True)
    for pattern, target in FRONT_END:
        lay_out(pattern, target)
    call("Making the fonts of paper", PYTHON, PRINT_FONTS)
    stamp.write_text(f"{wanted} {'tests' if for_tests else 'site'}")


def build_scripts() -> None:
    """Make the scripts that pages load out of ours and what they import, when one has changed."""
    # The worker says which version it is when it is served, so it stays one file.
    entries = [file for file in sorted(SCRIPTS.glob("*.js")) if file.name != "sw.js"]
    wanted = digest(ROOT / "package-lock.json", Path(__file__), *sorted(SCRIPTS.rglob("*.js")))
    stamp = NODE_MODULES / "built.stamp"
    if BUILT.is_dir() and stamp.is_file() and stamp.read_text() == wanted:
        return
    # npm brings the program of this machine alone; its wrapper would need a Node on the path.
    esbuild = next(NODE_MODULES.glob("@esbuild/*/bin/esbuild"), None)
    if esbuild is None:
        raise InstallError("npm has no esbuild for this machine.")
    shutil.rmtree(BUILT, ignore_errors=True)
    how = ("--bundle", "--splitting", "--format=esm", "--minify", "--target=es2022")
    # Leaflet's private names are long and many; those that mark elements are read as text.
    short = ("--mangle-props=^_[a-z]", "--reserve-props=^_leaflet", "--log-level=warning")
    names = (f"--outdir={BUILT}", "--chunk-names=chunks/[name]-[hash]")
    call("Building the scripts", esbuild, *entries, *how, *short, *names)
    stamp.write_text(wanted)


def lay_out(pattern: str, target: Path) -> None:
    """Copy the files that match into a folder, or one file to a new name."""
    sources = sorted(NODE_MODULES.glob(pattern))
    if not sources:
        raise InstallError(f"{pattern} is not in the npm packages that package-lock.json names.")
    (target if not target.suffix else target.parent).mkdir(parents=True, exist_ok=True)
    for source in sources:
        shutil.copyfile(source, target / source.name if not target.suffix else target)


def compile_catalogues() -> None:
    """Make the .mo files of the translations whose .po files are newer."""
    for po in sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            babel = (PYTHON, "-m", "babel.messages.frontend", "-q", "compile")
            call(f"Compiling {po}", *babel, "-i", po, "-o", mo, "-l", po.parts[-3])


def install(*, for_tests: bool) -> None:
    """Everything that is missing. Raises InstallError."""
    check_machine()
    make_venv()
    install_libraries(ROOT / ("requirements-test.lock" if for_tests else "requirements.lock"))
    install_front_end(for_tests=for_tests)
    build_scripts()
    compile_catalogues()
    if for_tests:
        browser = (PYTHON, "-m", "tests.browser_support")
        found = subprocess.run(browser, cwd=ROOT, env=environment(), check=False)
        if found.returncode != 0:
            raise InstallError("There is no browser for the tests; the reason is above.")


def main(arguments: list[str]) -> None:
    """Install what is missing, then become the program that was asked for."""
    word, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if word in ("help", "-h", "--help"):
        say(__doc__ or "")
        return
    try:
        install(for_tests=word == "test")
    except InstallError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{error}\n\n{cause_of(str(error)) or 'This machine refused a step'}.")
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run the same command again to go on.")
    if word == "install":
        return
    module = ["pytest"] if word == "test" else ["col_app.cli", "up" if word == "run" else word]
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), "-m", *module, *rest], environment())  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
